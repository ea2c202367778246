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
package io.github.cameliot.jobsdata.client;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import java.util.Objects;

/**
 * One UpdateJobExecution. It always requests the execution state, because a response 200 alone does not prove a report.
 *
 * <p>Source: UpdateJobExecutionRequest, service model 2017-09-29.
 *
 * @param executionNumber null for the latest execution
 * @param expectedVersion null to write at any version
 * @param details null to keep the details; else they replace all of them
 * @param stepTimeout null to keep the step timer
 */
public record Update(
        String thing,
        String jobId,
        ExecutionStatus status,
        Long executionNumber,
        Long expectedVersion,
        StatusDetails details,
        StepTimeout stepTimeout) {

    public Update {
        Objects.requireNonNull(thing);
        Objects.requireNonNull(jobId);
        Objects.requireNonNull(status);
    }

    /** An update of the latest execution with only a status. */
    public static Update of(String thing, String jobId, ExecutionStatus status) {
        return new Update(thing, jobId, status, null, null, null, null);
    }
}
