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
 * Whether an execution that another worker has in progress may be taken over. Two clocks can allow it: the service's
 * own clock, by comparing the {@code Date} of the response with {@code lastUpdatedAt}, both whole seconds; or this
 * worker's monotonic clock, if the worker has seen the same version unchanged for as long. So a {@code Date} that is
 * missing, does not advance or is behind delays a take-over, but does not prevent it. A {@code lastUpdatedAt} far ahead
 * of the {@code Date} is not treated as a time.
 *
 * <p>The times in a marker are accepted up to {@link ClaimMarker#LONGEST_LEASE} and {@link
 * ClaimMarker#LONGEST_HAND_OVER}.
 */
final class TakeOver {

    /** The number of attempts can still be increased. */
    private static final int MOST_ATTEMPTS = Integer.MAX_VALUE - 1;

    /** Clocks of one service differ by less than this; a time beyond it cannot be the time of an update. */
    private static final Duration FAR_AHEAD = Duration.ofDays(1);

    /**
     * AWS IoT Jobs exists since 2017 (the version of its service model), so an earlier time of update comes from a
     * wrong clock.
     */
    private static final Instant NO_JOBS_BEFORE = Instant.parse("2017-01-01T00:00:00Z");

    private TakeOver() {}

    /** What to do with the execution. */
    sealed interface Decision {

        /** Take it by compare-and-set. */
        record Take(int attempt) implements Decision {}

        /** It was claimed too often and never ended: report it FAILED by compare-and-set. */
        record Fail(int attempts) implements Decision {}

        /**
         * Another worker holds it.
         *
         * @param age time since its last update; null if the response had no time of day
         * @param left how long until it may be taken over; null for never
         */
        record Wait(String owner, Duration age, int attempt, Duration left) implements Decision {}
    }

    /**
     * @param now the service's time of day, empty if the response had none
     * @param unchanged for how long this worker has seen the execution at this version
     */
    static Decision decide(JobExecution execution, Optional<Instant> now, Duration unchanged, Worker worker) {
        ClaimMarker marker = ClaimMarker.in(execution.statusDetails()).orElse(null);
        // A run without a marker counts as the first attempt.
        int attempt = marker == null ? 1 : Math.min(marker.attempt(), MOST_ATTEMPTS);
        Duration left = left(execution, marker, now, unchanged, worker);
        if (left == null || left.compareTo(Duration.ZERO) > 0) {
            String owner = marker == null ? "a worker without a claim marker" : marker.workerId();
            return new Decision.Wait(owner, age(execution, now), attempt, left);
        }
        return attempt >= worker.maxAttempts() ? new Decision.Fail(attempt) : new Decision.Take(attempt + 1);
    }

    /**
     * How long ago the service updated it, by the service's clock; negative if that clock is slightly behind. Null if
     * the service shows no time, or a time that cannot be the time of an update.
     */
    static Duration age(JobExecution execution, Optional<Instant> now) {
        Instant today = now.orElse(null);
        Instant sign = today == null ? null : lastSign(execution, today);
        return sign == null ? null : Duration.between(sign, today);
    }

    /** Whether the service shows a time of update that is not possible. */
    static boolean showsImpossibleTime(JobExecution execution, Optional<Instant> now) {
        return shownUpdate(execution) != null && lastSign(execution, now.orElseGet(Instant::now)) == null;
    }

    /** How long until it may be taken over: zero or less for at once, null for never. */
    private static Duration left(
            JobExecution execution, ClaimMarker marker, Optional<Instant> now, Duration unchanged, Worker worker) {
        if (worker.resume() == Resume.never) {
            return null;
        }
        if (marker != null && (marker.state() == ClaimMarker.State.released || isOwn(marker, worker))) {
            return Duration.ZERO;
        }
        if (marker != null && marker.state() == ClaimMarker.State.handed) {
            return handed(execution, marker, now, unchanged);
        }
        Duration stands = marker == null ? worker.lease() : shorter(marker.lease(), ClaimMarker.LONGEST_LEASE);
        return left(stands, age(execution, now), unchanged);
    }

    /**
     * @param stands how long the claim is valid after its last update
     * @param age null if it is not known
     */
    private static Duration left(Duration stands, Duration age, Duration unchanged) {
        Duration wait = stands.plus(Lease.MARGIN);
        Duration byOurClock = wait.minus(unchanged);
        return age == null ? byOurClock : shorter(wait.minus(age), byOurClock);
    }

    /** Until the deadline of the hand-over, but at most the longest possible hand-over after its last update. */
    private static Duration handed(
            JobExecution execution, ClaimMarker marker, Optional<Instant> now, Duration unchanged) {
        Instant today = now.orElseGet(Instant::now);
        Instant handedAt = lastSign(execution, today);
        Duration longest = ClaimMarker.LONGEST_HAND_OVER;
        if (handedAt != null) {
            Duration stands = shorter(Duration.between(handedAt, marker.until()), longest);
            return left(stands, age(execution, now), unchanged);
        }
        return shorter(
                Duration.between(today, marker.until()).plus(Lease.MARGIN),
                longest.plus(Lease.MARGIN).minus(unchanged));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** An earlier process with the same worker id. A claim of this process may still be running. */
    private static boolean isOwn(ClaimMarker marker, Worker worker) {
        return worker.resume() == Resume.own
                && marker.state() == ClaimMarker.State.run
                && worker.explicit()
                && marker.workerId().equals(worker.workerId())
                && !marker.processId().equals(worker.processId());
    }

    /**
     * The last update that the service shows; null if it shows none, or one that is not possible: if it is in
     * milliseconds, for example, it is in the year 58000.
     */
    private static Instant lastSign(JobExecution execution, Instant now) {
        Instant sign = shownUpdate(execution);
        return sign == null || sign.isBefore(NO_JOBS_BEFORE) || isFarAhead(sign, now) ? null : sign;
    }

    private static boolean isFarAhead(Instant sign, Instant now) {
        return sign.getEpochSecond() - now.getEpochSecond() > FAR_AHEAD.toSeconds();
    }

    /** Null if it shows none. Without Optional, as all that is asked for each claim. */
    private static Instant shownUpdate(JobExecution execution) {
        if (execution.lastUpdatedAt() != null) {
            return execution.lastUpdatedAt();
        }
        return execution.startedAt() != null ? execution.startedAt() : execution.queuedAt();
    }
}
