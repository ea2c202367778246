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

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.util.Map;
import java.util.Optional;

/** Sends a kept outcome, but only if its claim is still valid. */
public final class Redelivery {

    private final JobsDataClient client;
    private final RequestRate rate;

    /** @param client makes single attempts */
    public Redelivery(JobsDataClient client, RequestRate rate) {
        this.client = client;
        this.rate = rate;
    }

    /** The result of a delivery. */
    sealed interface Result {

        /** The service has accepted it. */
        record Delivered() implements Result {}

        /** The service will never accept it. */
        record Refused(String why) implements Result {}

        /** The execution has ended, and the service does not return its status. */
        record Ended() implements Result {}

        /**
         * Not possible now.
         *
         * @param withoutResponse whether a report was sent that may have taken effect
         */
        record Later(JobsCallException failure, boolean withoutResponse) implements Result {}
    }

    /** Reads the execution, and sends the outcome if the claim is still valid: one read, one write. */
    Result look(KeptOutcome kept) {
        JobExecution now;
        try {
            rate.read(Priority.REPORT);
            now = client.describe(
                            kept.execution().thing(),
                            kept.execution().jobId(),
                            kept.execution().executionNumber(),
                            false)
                    .value()
                    .orElseThrow();
        } catch (JobsCallException e) {
            return switch (e.statusCode()) {
                case 404 -> gone();
                // The service refuses to update an execution that has ended; the response may show how it has ended.
                case 410 -> send(kept, kept.versionNumber(), true);
                default -> new Result.Later(e, false);
            };
        }
        if (now.status() == ExecutionStatus.IN_PROGRESS && isOurs(kept, now.statusDetails())) {
            return send(kept, now.versionNumber(), false);
        }
        return judge(kept, new ExecutionState(now.status(), now.statusDetails(), now.versionNumber()));
    }

    /** Sends the outcome to an execution that its claim has in progress, by compare-and-set. */
    Result send(KeptOutcome kept, long expectedVersion) {
        return send(kept, expectedVersion, false);
    }

    private Result send(KeptOutcome kept, long expectedVersion, boolean ended) {
        try {
            rate.write(Priority.REPORT);
            ExecutionState shown = client.update(kept.update(expectedVersion)).value();
            return isAnother(kept, shown) ? judge(kept, shown) : new Result.Delivered();
        } catch (JobsCallException e) {
            Optional<ExecutionState> shown =
                    e.executionState().filter(s -> s.status().isTerminal());
            if ((e.statusCode() == 409 || e.statusCode() == 200) && shown.isPresent()) {
                return judge(kept, shown.get());
            }
            if (e.statusCode() == 410 || (e.statusCode() == 409 && ended)) {
                return new Result.Ended();
            }
            return e.statusCode() == 404 ? gone() : new Result.Later(e, e.isAmbiguous());
        }
    }

    /** The execution is not in progress by this claim. */
    private static Result judge(KeptOutcome kept, ExecutionState found) {
        if (isOurs(kept, found.statusDetails())) {
            return found.status() == kept.status()
                    ? new Result.Delivered()
                    : new Result.Refused("the execution has ended with another status, " + found.status());
        }
        String owner = ClaimMarker.in(found.statusDetails())
                .map(m -> "claimed by " + m.workerId() + " in the meantime")
                .orElse("without a claim marker");
        return new Result.Refused("the execution is " + found.status() + ", " + owner);
    }

    private static Result gone() {
        return new Result.Refused("the execution, its job or its thing was deleted");
    }

    private static boolean isOurs(KeptOutcome kept, Map<String, String> statusDetails) {
        return kept.marker().isIn(statusDetails);
    }

    private static boolean isAnother(KeptOutcome kept, ExecutionState shown) {
        return ClaimMarker.in(shown.statusDetails()).isPresent() && !isOurs(kept, shown.statusDetails());
    }
}
