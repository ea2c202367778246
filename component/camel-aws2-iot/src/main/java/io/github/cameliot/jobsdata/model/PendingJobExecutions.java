/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
 * an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
 * specific language governing permissions and limitations under the License.
 */
package io.github.cameliot.jobsdata.model;

import java.util.List;

/**
 * The executions of one thing that are not terminal. AWS lists about ten (15 with scheduling), so if an execution is
 * not in this list, that does not prove that it does not exist.
 *
 * <p>Source: GetPendingJobExecutionsResponse, service model 2017-09-29; the limit: AWS IoT developer guide.
 */
public record PendingJobExecutions(
        String thing, List<JobExecutionSummary> inProgressJobs, List<JobExecutionSummary> queuedJobs) {

    public PendingJobExecutions {
        inProgressJobs = List.copyOf(inProgressJobs);
        queuedJobs = List.copyOf(queuedJobs);
    }
}
