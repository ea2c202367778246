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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Since when this worker has seen the execution that blocks a thing unchanged, on its own monotonic clock: what a
 * take-over goes by where the service's {@code Date} is missing or wrong.
 */
final class Sightings {

    private record Sighting(ExecutionId execution, long versionNumber, long since) {}

    private final Map<String, Sighting> byThing = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    Sightings(LongSupplier clock) {
        this.clock = clock;
    }

    /** Takes note that the execution is in progress, and tells for how long it was seen at this very version. */
    Duration unchanged(JobExecution execution) {
        long now = clock.getAsLong();
        Sighting seen = byThing.compute(
                execution.thing(),
                (thing, before) -> before != null
                                && before.versionNumber == execution.versionNumber()
                                && before.execution.equals(execution.id())
                        ? before
                        : new Sighting(execution.id(), execution.versionNumber(), now));
        return Duration.ofNanos(now - seen.since);
    }

    void remove(String thing) {
        if (!byThing.isEmpty()) {
            byThing.remove(thing);
        }
    }
}
