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
package io.github.cameliot.benchmarks.soak;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Instant;
import java.util.Optional;

/**
 * One version of an execution at the service.
 *
 * @param marker null if there was none
 * @param reason null if there was none
 * @param at when it was written, by the service's clock
 */
record ObservedVersion(long version, ExecutionStatus status, ClaimMarker marker, String reason, Instant at) {

    static ObservedVersion of(Execution execution) {
        return new ObservedVersion(
                execution.versionNumber(),
                execution.status(),
                ClaimMarker.in(execution.statusDetails()).orElse(null),
                execution.statusDetails().get(JobSession.REASON),
                execution.lastUpdatedAt());
    }

    /** The claim that held it; empty while it was queued and when its claim marker was released. */
    Optional<ClaimMarker> holder() {
        return status == ExecutionStatus.IN_PROGRESS && marker != null && marker.state() != ClaimMarker.State.released
                ? Optional.of(marker)
                : Optional.empty();
    }

    boolean isBy(String claim) {
        return marker != null && marker.claimId().equals(claim);
    }

    @Override
    public String toString() {
        return "version " + version + " " + status + " at " + at + (marker == null ? "" : " [" + marker.format() + "]")
                + (reason == null ? "" : " " + reason);
    }
}
