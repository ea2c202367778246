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
package io.github.cameliot.routes.workflow;

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.OnFailure;
import io.github.cameliot.jobsdata.exchange.ExchangeOutcome;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.session.JobLostException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/**
 * How the exchange of a step has ended, judged as the component judges that of a job.
 *
 * @param cause null for none
 */
record StepEnd(Outcome outcome, Throwable cause) {

    static StepEnd of(Exchange exchange) {
        return new StepEnd(
                ExchangeOutcome.of(exchange, OnFailure.fail),
                exchange.getException() != null
                        ? exchange.getException()
                        : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    boolean isSuccess() {
        return outcome.status() == ExecutionStatus.SUCCEEDED;
    }

    /** For a log line. */
    String word() {
        return outcome.isReleased() ? "stopped" : outcome.status().name();
    }

    /**
     * What the failure means for the job.
     *
     * @param step its name, for the reason
     * @return only if the failure can be ignored
     */
    WorkflowFailedException failure(String step) {
        JobLostException lost = ObjectHelper.getException(JobLostException.class, cause);
        if (lost != null) {
            throw lost;
        }
        if (outcome.isReleased()) {
            // From this type the component knows that the worker stops, and releases the job.
            throw new RejectedExecutionException(step + ": " + outcome.reason(), cause);
        }
        if (outcome.status() == ExecutionStatus.REJECTED) {
            // Without its cause, which has been logged in its route: Camel would find that one's reason first.
            throw new JobRejectedException(step + " rejects the job: " + outcome.reason());
        }
        // A rejection that its route has overruled must not reject the job after all.
        boolean isOverruled = ObjectHelper.getException(JobRejectedException.class, cause) != null;
        return new WorkflowFailedException(step + " failed: " + outcome.reason(), isOverruled ? null : cause);
    }
}
