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
package io.github.cameliot.jobsdata.session;

import io.github.cameliot.jobsdata.model.JobExecution;

/** The execution does not belong to this worker any more. Nothing can be reported for it, and its route should stop. */
public class JobLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Loss loss;

    public JobLostException(String tried, JobExecution execution, Loss loss, Throwable cause) {
        super(
                "Cannot " + tried + " for job " + execution.jobId() + " on thing " + execution.thing() + ", execution "
                        + execution.executionNumber() + ": " + loss
                        + ". The execution is no longer ours; this will not be retried.",
                cause);
        this.loss = loss;
    }

    public Loss loss() {
        return loss;
    }
}
