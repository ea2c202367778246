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
package io.github.cameliot.jobsdata.claim;

import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an execution that is in progress, and not by a claim of ours, may be taken over. Two clocks can allow it: the
 * service's own, the {@code Date} of the response against {@code lastUpdatedAt}, both whole seconds; and this worker's
 * monotonic one, on which it has seen the same version unchanged for as long. So a {@code Date} that is missing, stands
 * still or is behind delays a take-over, and does not prevent it.
 */
final class TakeOver {

    private TakeOver() {}

    /** What to do about it. */
    sealed interface Decision {

        /** Take it by compare-and-set. */
        record Take(int attempt) implements Decision {}

        /** It was claimed too often and never ended: fail it by compare-and-set. */
        record Fail(int attempts) implements Decision {}

        /**
         * Somebody holds it.
         *
         * @param age time since its last update; null when the service showed no clock
         * @param left how long it may not be taken; null for never
         */
        record Wait(String owner, Duration age, int attempt, Duration left) implements Decision {}
    }

    /**
     * @param now the service's time of day, empty when it showed none
     * @param unchanged for how long this worker has seen the execution at this version
     */
    static Decision decide(JobExecution execution, Optional<Instant> now, Duration unchanged, Worker worker) {
        ClaimMarker marker = ClaimMarker.in(execution.statusDetails()).orElse(null);
        // A run that left no marker counts as the first.
        int attempt = marker == null ? 1 : marker.attempt();
        Duration left = left(execution, marker, now, unchanged, worker);
        if (left == null || left.compareTo(Duration.ZERO) > 0) {
            String owner = marker == null ? "somebody without a marker" : marker.workerId();
            return new Decision.Wait(owner, age(execution, now).orElse(null), attempt, left);
        }
        return attempt >= worker.maxAttempts() ? new Decision.Fail(attempt) : new Decision.Take(attempt + 1);
    }

    /** How long ago the service updated it, by its own clock; negative when that clock is wrong. */
    static Optional<Duration> age(JobExecution execution, Optional<Instant> now) {
        return now.flatMap(n -> lastSign(execution).map(sign -> Duration.between(sign, n)));
    }

    /** How long until it may be taken: zero or less for at once, null for never. */
    private static Duration left(
            JobExecution execution, ClaimMarker marker, Optional<Instant> now, Duration unchanged, Worker worker) {
        if (worker.resume() == Resume.never) {
            return null;
        }
        if (marker != null && (marker.state() == ClaimMarker.State.released || isOwn(marker, worker))) {
            return Duration.ZERO;
        }
        Duration stands = stands(execution, marker, worker).plus(Lease.MARGIN);
        Duration byOurClock = stands.minus(unchanged);
        Duration byItsClock = age(execution, now).map(stands::minus).orElse(byOurClock);
        return byItsClock.compareTo(byOurClock) < 0 ? byItsClock : byOurClock;
    }

    /** How long after its last update the claim stands: the lease in its marker, or until its hand-over is due. */
    private static Duration stands(JobExecution execution, ClaimMarker marker, Worker worker) {
        if (marker == null) {
            return worker.lease();
        }
        return marker.state() == ClaimMarker.State.handed
                ? Duration.between(lastSign(execution).orElseGet(Instant::now), marker.until())
                : marker.lease();
    }

    /** An earlier process of ours: this one may still be running it. */
    private static boolean isOwn(ClaimMarker marker, Worker worker) {
        return worker.resume() == Resume.own
                && marker.state() == ClaimMarker.State.run
                && worker.explicit()
                && marker.workerId().equals(worker.workerId())
                && !marker.processId().equals(worker.processId());
    }

    private static Optional<Instant> lastSign(JobExecution execution) {
        return Optional.ofNullable(execution.lastUpdatedAt())
                .or(() -> Optional.ofNullable(execution.startedAt()))
                .or(() -> Optional.ofNullable(execution.queuedAt()));
    }
}
