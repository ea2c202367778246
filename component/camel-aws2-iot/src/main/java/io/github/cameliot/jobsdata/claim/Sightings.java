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

import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * For how long this worker has seen the execution that blocks a thing unchanged, on its own monotonic clock. A
 * take-over is based on this if the service's {@code Date} is missing or wrong.
 */
final class Sightings {

    /**
     * @param claimMarker as in the details; together with {@code queuedAt} it tells a job apart from one that was
     *     deleted and created again with the same id, which begins with the same execution number and version
     */
    private record Sighting(
            ExecutionId execution, long versionNumber, String claimMarker, Instant queuedAt, long since) {

        boolean isOf(JobExecution now) {
            return versionNumber == now.versionNumber()
                    && execution.equals(now.id())
                    && Objects.equals(claimMarker, now.statusDetails().get(ClaimMarker.KEY))
                    && Objects.equals(queuedAt, now.queuedAt());
        }

        static Sighting of(JobExecution now, long since) {
            return new Sighting(
                    now.id(), now.versionNumber(), now.statusDetails().get(ClaimMarker.KEY), now.queuedAt(), since);
        }
    }

    private final Map<String, Sighting> byThing = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    Sightings(LongSupplier clock) {
        this.clock = clock;
    }

    /** Records that the execution is in progress, and returns for how long it was seen at this very version. */
    Duration unchanged(JobExecution execution) {
        long now = clock.getAsLong();
        Sighting seen = byThing.compute(
                execution.thing(),
                (thing, before) -> before != null && before.isOf(execution) ? before : Sighting.of(execution, now));
        return Duration.ofNanos(now - seen.since);
    }

    void remove(String thing) {
        if (!byThing.isEmpty()) {
            byThing.remove(thing);
        }
    }
}
