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

import io.github.cameliot.jobsdata.model.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether an execution that is in progress, and not by a claim of ours, may be taken over. Arithmetic over the service's
 * own clock: the {@code Date} of the answer against {@code lastUpdatedAt}, both whole seconds.
 */
public final class TakeOver {

    /** For two roundings to whole seconds, and one second on top. */
    public static final Duration MARGIN = Duration.ofSeconds(3);

    private TakeOver() {}

    /** What to do about it. */
    public sealed interface Decision {

        /** Take it by compare-and-set. */
        record Take(int attempt) implements Decision {}

        /** It was claimed too often and never ended: fail it by compare-and-set. */
        record GiveUp(int attempts) implements Decision {}

        /**
         * Somebody holds it.
         *
         * @param age time since its last update; null when the service showed no clock
         * @param left how long it may not be taken; null when that cannot be told
         */
        record Wait(String owner, Duration age, int attempt, Duration left) implements Decision {}
    }

    public static Decision decide(JobExecution execution, Optional<Instant> now, Worker worker) {
        Optional<ClaimMarker> mark = ClaimMarker.in(execution.statusDetails());
        // A run that left no mark counts as the first.
        int attempt = mark.map(ClaimMarker::attempt).orElse(1);
        String owner = mark.map(ClaimMarker::workerId).orElse("somebody without a mark");
        Duration age = now.map(n -> Duration.between(lastSign(execution), n)).orElse(null);
        Duration left = left(execution, mark, now, worker);
        if (left == null || left.compareTo(Duration.ZERO) > 0) {
            return new Decision.Wait(owner, age, attempt, left);
        }
        return attempt >= worker.maxAttempts() ? new Decision.GiveUp(attempt) : new Decision.Take(attempt + 1);
    }

    /** How long until it may be taken: zero or less for at once, null for "cannot be told" or never. */
    private static Duration left(
            JobExecution execution, Optional<ClaimMarker> mark, Optional<Instant> now, Worker worker) {
        if (worker.resume() == Resume.never) {
            return null;
        }
        if (mark.isPresent()) {
            ClaimMarker m = mark.get();
            if (m.state() == ClaimMarker.State.released) {
                return Duration.ZERO;
            }
            if (m.state() == ClaimMarker.State.handed) {
                return now.map(n -> Duration.between(n, m.until()).plus(MARGIN)).orElse(null);
            }
            if (isOwn(m, worker)) {
                return Duration.ZERO;
            }
        }
        Duration lease = mark.map(ClaimMarker::lease).orElse(worker.lease());
        return now.map(n -> Duration.between(n, lastSign(execution)).plus(lease).plus(MARGIN))
                .orElse(null);
    }

    /** An earlier process of ours: this one may still be running it. */
    private static boolean isOwn(ClaimMarker mark, Worker worker) {
        return worker.resume() == Resume.own
                && worker.explicit()
                && mark.workerId().equals(worker.workerId())
                && !mark.incarnation().equals(worker.incarnation());
    }

    private static Instant lastSign(JobExecution execution) {
        if (execution.lastUpdatedAt() != null) {
            return execution.lastUpdatedAt();
        }
        return execution.startedAt() != null ? execution.startedAt() : execution.queuedAt();
    }
}
