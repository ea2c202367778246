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
package io.github.cameliot.routes;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;

/**
 * What a failed report of a result means, decided from the service's response alone.
 *
 * @param meaning what to do
 * @param reason why it will never be accepted; null unless the meaning is DEAD or FORBIDDEN
 */
record Refusal(Meaning meaning, DeadLetterReason reason) {

    enum Meaning {
        /** The service has the same result already. */
        DELIVERED,
        /**
         * Retry until it succeeds: the service is unavailable or busy, does not know the caller, or another writer changed
         * the execution.
         */
        TRY_AGAIN,
        /** Retry a few times: permissions may be corrected. */
        FORBIDDEN,
        /** Never accepted. */
        DEAD
    }

    private static final Refusal DELIVERED = new Refusal(Meaning.DELIVERED, null);
    private static final Refusal TRY_AGAIN = new Refusal(Meaning.TRY_AGAIN, null);

    /**
     * @param wanted the status that was to be reported
     * @param versioned whether it was sent with an expected version, which another writer may have changed
     * @param unanswered whether an earlier attempt of the same report had no response
     */
    static Refusal of(JobsCallException e, ExecutionStatus wanted, boolean versioned, boolean unanswered) {
        if (e.isAmbiguous() || e.statusCode() == 0 || e.statusCode() == 429 || CallerFault.is(e)) {
            return TRY_AGAIN;
        }
        if (CallerFault.isDenial(e)) {
            return new Refusal(Meaning.FORBIDDEN, DeadLetterReason.FORBIDDEN);
        }
        return switch (e.statusCode()) {
            case 404 -> dead(DeadLetterReason.NOT_FOUND);
            case 409 ->
                e.executionState()
                        .map(state -> conflict(state, wanted, versioned))
                        .orElseGet(() -> unknown(wanted, versioned, unanswered));
            // Of describe, before a report that is not the last one.
            case 410 -> dead(DeadLetterReason.OUT_OF_ORDER);
            default -> dead(DeadLetterReason.REFUSED);
        };
    }

    private static Refusal conflict(ExecutionState found, ExecutionStatus wanted, boolean versioned) {
        if (found.status() == ExecutionStatus.QUEUED) {
            return dead(DeadLetterReason.NOT_STARTED);
        }
        if (!found.status().isTerminal()) {
            // Another version than was described: read it again. Without a version there is nothing to wait for.
            return versioned ? TRY_AGAIN : dead(DeadLetterReason.REFUSED);
        }
        if (!wanted.isTerminal()) {
            return dead(DeadLetterReason.OUT_OF_ORDER);
        }
        if (found.status() == wanted) {
            return DELIVERED;
        }
        return dead(found.status().isSettable() ? DeadLetterReason.CONTRADICTS : DeadLetterReason.TOO_LATE);
    }

    /** A conflict without a state: nothing promises that AWS sends one. */
    private static Refusal unknown(ExecutionStatus wanted, boolean versioned, boolean unanswered) {
        if (!wanted.isTerminal()) {
            // With a version, describing it again tells: 410 if it has ended.
            return versioned ? TRY_AGAIN : dead(DeadLetterReason.OUT_OF_ORDER);
        }
        return unanswered ? DELIVERED : dead(DeadLetterReason.ENDED);
    }

    private static Refusal dead(DeadLetterReason reason) {
        return new Refusal(Meaning.DEAD, reason);
    }
}
