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
package io.github.cameliot.jobsdata.poll;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Things in the order in which they are to be asked: by time, and first come first served at the same time. Knows no
 * clock: every time is nanoseconds on the caller's monotonic one. Not safe for threads.
 */
public final class DueThings {

    /**
     * A thing to ask.
     *
     * @param expectMore a job of it was just finished, so that another one is likely
     * @param nothing how often in a row nothing came
     */
    public record Turn(String thing, boolean expectMore, int nothing) {}

    private record Entry(Turn turn, long dueAt, long order) {}

    // Differences, not values, are compared: a monotonic clock may overflow.
    private final TreeSet<Entry> queue =
            new TreeSet<>(Comparator.<Entry>comparingLong(e -> e.dueAt - START).thenComparingLong(Entry::order));
    private final Map<String, Entry> byThing = new HashMap<>();
    private static final long START = System.nanoTime();
    private long order;

    /** A thing waits once: a turn it had is replaced. */
    public void add(Turn turn, long dueAt) {
        Entry entry = new Entry(turn, dueAt, order++);
        Entry before = byThing.put(turn.thing(), entry);
        if (before != null) {
            queue.remove(before);
        }
        queue.add(entry);
    }

    public boolean contains(String thing) {
        return byThing.containsKey(thing);
    }

    /** Takes what is due, if anything is. */
    public Optional<Turn> take(long now) {
        if (queue.isEmpty() || queue.first().dueAt - now > 0) {
            return Optional.empty();
        }
        Turn turn = Objects.requireNonNull(queue.pollFirst()).turn;
        byThing.remove(turn.thing());
        return Optional.of(turn);
    }

    /** How long until something is due, zero if it is; empty when nothing waits. */
    public Optional<Duration> untilDue(long now) {
        return queue.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, queue.first().dueAt - now)));
    }

    public int size() {
        return queue.size();
    }
}
