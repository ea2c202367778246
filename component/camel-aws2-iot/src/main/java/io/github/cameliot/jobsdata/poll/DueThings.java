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

import java.util.Comparator;
import java.util.TreeSet;

/**
 * Things in the order in which they are polled: by time, and first come first served at the same time. Knows no clock:
 * every time is nanoseconds on the caller's monotonic one. Not safe for threads.
 */
final class DueThings {

    // Differences, not values, are compared: a monotonic clock may overflow.
    private static final long START = System.nanoTime();
    private static final Comparator<PolledThing> ORDER =
            Comparator.<PolledThing>comparingLong(t -> t.dueAt - START).thenComparingLong(t -> t.order);

    private final TreeSet<PolledThing> queue = new TreeSet<>(ORDER);
    private long order;

    /** A thing waits once: the time that it had is replaced. */
    void add(PolledThing thing, long dueAt) {
        remove(thing);
        thing.dueAt = dueAt;
        thing.order = order++;
        thing.waiting = true;
        queue.add(thing);
    }

    void remove(PolledThing thing) {
        if (thing.waiting) {
            queue.remove(thing);
            thing.waiting = false;
        }
    }

    boolean isDue(long now) {
        return !queue.isEmpty() && queue.first().dueAt - now <= 0;
    }

    /** Takes what is due; null when nothing is. */
    PolledThing take(long now) {
        if (!isDue(now)) {
            return null;
        }
        PolledThing thing = queue.pollFirst();
        thing.waiting = false;
        return thing;
    }

    /** How long until something is due in nanoseconds, zero or less if it is; {@link Long#MAX_VALUE} when nothing waits. */
    long untilDue(long now) {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.first().dueAt - now;
    }

    int size() {
        return queue.size();
    }
}
