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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * When {@code $next} of a thing is read in addition to the list of its pending executions, because a service may leave
 * an execution in progress out of that list: at first, from time to time, and at each poll while such an execution was
 * found.
 */
final class Looks {

    private final LongSupplier clock;
    private final long every;
    private final Map<String, Long> nextByThing = new ConcurrentHashMap<>();
    private volatile boolean superfluous;

    /**
     * @param clock monotonic, nanoseconds
     * @param every the longest time between two reads
     */
    Looks(LongSupplier clock, Duration every) {
        this.clock = clock;
        this.every = every.toNanos();
    }

    boolean isDue(String thing) {
        if (superfluous) {
            return false;
        }
        Long next = nextByThing.get(thing);
        return next == null || clock.getAsLong() - next >= 0;
    }

    /** @param found whether an execution in progress was found that the list leaves out */
    void looked(String thing, boolean found) {
        nextByThing.put(thing, clock.getAsLong() + (found ? 0 : every));
    }

    /** Something has changed: the next poll reads {@code $next}. */
    void again(String thing) {
        nextByThing.remove(thing);
    }

    /** The service lists the execution that is in progress. */
    void areSuperfluous() {
        superfluous = true;
        nextByThing.clear();
    }
}
