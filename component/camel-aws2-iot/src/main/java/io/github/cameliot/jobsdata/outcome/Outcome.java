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
package io.github.cameliot.jobsdata.outcome;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Secrets;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.util.Objects;

/**
 * The result of a job as it will be reported.
 *
 * @param status SUCCEEDED, FAILED or REJECTED; null releases the execution without a report
 * @param reason for people to read; masked by {@link Secrets}, and added to the status details as {@link
 *     StatusDetails#REASON}; null for none
 */
public record Outcome(ExecutionStatus status, String reason) {

    /** SUCCEEDED without a reason. */
    public static final Outcome SUCCEEDED = new Outcome(ExecutionStatus.SUCCEEDED, null);

    public Outcome {
        reason = Secrets.masked(reason);
        if (status != null && (!status.isTerminal() || !status.isSettable())) {
            throw new IllegalArgumentException(status + " does not end a job: use SUCCEEDED, FAILED or REJECTED.");
        }
    }

    /** FAILED: the service retries the job if its retry rules say so. */
    public static Outcome failed(String reason) {
        return new Outcome(ExecutionStatus.FAILED, Objects.requireNonNull(reason));
    }

    /** REJECTED: the service does not retry the job. */
    public static Outcome rejected(String reason) {
        return new Outcome(ExecutionStatus.REJECTED, Objects.requireNonNull(reason));
    }

    /** Nothing is reported; any worker may claim the job. */
    public static Outcome released(String reason) {
        return new Outcome(null, Objects.requireNonNull(reason));
    }

    /** Whether nothing is reported and the job is released, so that any worker may claim it. */
    public boolean isReleased() {
        return status == null;
    }
}
