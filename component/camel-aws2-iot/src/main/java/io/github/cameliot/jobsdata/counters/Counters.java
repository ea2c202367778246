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
package io.github.cameliot.jobsdata.counters;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts events by {@link Counter}, for one consumer or producer; the same events are also counted for its component.
 */
public final class Counters {

    private final Map<Counter, LongAdder> counts = new EnumMap<>(Counter.class);
    private final Counters total;
    private volatile Durations durations = Durations.NONE;

    public Counters() {
        this(null);
    }

    /** @param total a second set of counters that is increased too; null for none */
    public Counters(Counters total) {
        this.total = total;
        for (Counter counter : Counter.values()) {
            counts.put(counter, new LongAdder());
        }
    }

    public void add(Counter counter) {
        counts.get(counter).increment();
        if (total != null) {
            total.add(counter);
        }
    }

    public long get(Counter counter) {
        return counts.get(counter).sum();
    }

    /** The receiver of durations: set here, or for the total. */
    public Durations durations() {
        Durations own = durations;
        return own != Durations.NONE || total == null ? own : total.durations();
    }

    /** From now on these durations are recorded; with {@link Durations#NONE} none are. */
    public void measure(Durations measured) {
        durations = measured;
    }
}
