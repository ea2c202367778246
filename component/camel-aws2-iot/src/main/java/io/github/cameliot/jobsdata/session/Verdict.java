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

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.util.Optional;
import java.util.Set;

/** What a conflict means to the worker that made the write, decided from the state that the service returned. */
enum Verdict {
    /**
     * This worker has it in progress: an earlier attempt of this worker took effect. Adopt the version and continue.
     */
    ADOPT,
    /** It is in progress without a marker: the details were replaced. Write the marker again, once. */
    ASSERT,
    /** It has the status of the report and the claim of this worker: an earlier attempt was delivered. */
    DELIVERED,
    /** It has another claim. */
    TAKEN,
    /** It has ended, but not by this worker. */
    ENDED;

    /**
     * @param wanted the status of the write that got the conflict, and those of earlier writes without a response
     * @param claim the claim of this worker
     */
    static Verdict of(ExecutionState found, Set<ExecutionStatus> wanted, ClaimMarker claim) {
        Optional<ClaimMarker> marker = ClaimMarker.in(found.statusDetails());
        boolean ours = claim.isIn(found.statusDetails());
        if (found.status().isTerminal()) {
            return ours && wanted.contains(found.status()) ? DELIVERED : ENDED;
        }
        if (ours) {
            return ADOPT;
        }
        // Queued again, without a marker: the old execution has ended, whichever worker starts the new one.
        if (found.status() == ExecutionStatus.QUEUED) {
            return ENDED;
        }
        return marker.isEmpty() ? ASSERT : TAKEN;
    }
}
