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

/** What a conflict means to the worker that wrote, told by what the service says the execution is. */
enum Verdict {
    /** It is ours and in progress: an earlier attempt of ours took effect. Adopt the version and go on. */
    ADOPT,
    /** It is in progress and has no marker: somebody replaced the details. Assert ours, once. */
    ASSERT,
    /** It has the status that we wanted to report, and our claim: an earlier attempt was delivered. */
    DELIVERED,
    /** Another claim stands there. */
    TAKEN,
    /** It has ended without us. */
    ENDED;

    /**
     * @param wanted the status of the write that met the conflict, and those of earlier ones that had no response
     * @param claim ours
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
        // Queued again, without a marker: the old execution is over, whoever will start it next.
        if (found.status() == ExecutionStatus.QUEUED) {
            return ENDED;
        }
        return marker.isEmpty() ? ASSERT : TAKEN;
    }
}
