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

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Things in the order in which they are polled: by time, and first come first served at the same time. It has no clock:
 * all times are nanoseconds of the caller's monotonic clock. Not thread-safe.
 *
 * <p>A binary heap in an array, in which each thing stores its position, so it can be moved or removed at once: one
 * reference for each thing, and no further object.
 */
final class DueThings {

    private static final int LEAST_CAPACITY = 16;

    private PolledThing[] heap = new PolledThing[LEAST_CAPACITY];
    private int size;
    private long order;

    /** A thing waits only once: an earlier time is replaced. */
    void add(PolledThing thing, long dueAt) {
        remove(thing);
        thing.dueAt = dueAt;
        thing.order = order++;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(thing, size++);
    }

    void remove(PolledThing thing) {
        if (!thing.isWaiting()) {
            return;
        }
        int place = thing.place;
        thing.place = PolledThing.NOWHERE;
        PolledThing last = heap[--size];
        heap[size] = null;
        if (last != thing) {
            up(last, place);
            down(last, last.place);
        }
        if (size < heap.length / 4 && heap.length > LEAST_CAPACITY) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    /** Takes the thing that is due; null if none is. */
    PolledThing take(long now) {
        if (untilDue(now) > 0) {
            return null;
        }
        PolledThing first = heap[0];
        remove(first);
        return first;
    }

    /** Things that are due later than this become due earlier, each at a time of its own. */
    void bringForward(long latest, LongSupplier dueAt) {
        for (int i = 0; i < size; i++) {
            if (heap[i].dueAt - latest > 0) {
                heap[i].dueAt = dueAt.getAsLong();
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            down(heap[i], i);
        }
    }

    /** The time until a thing is due in nanoseconds, zero or less if one is; {@link Long#MAX_VALUE} if none waits. */
    long untilDue(long now) {
        return size == 0 ? Long.MAX_VALUE : heap[0].dueAt - now;
    }

    /** The thing that is due first, now or later; null if none waits. */
    PolledThing first() {
        return size == 0 ? null : heap[0];
    }

    /** How many are due. Goes through all things: for consoles. */
    int due(long now) {
        int due = 0;
        for (int i = 0; i < size; i++) {
            if (heap[i].dueAt - now <= 0) {
                due++;
            }
        }
        return due;
    }

    int size() {
        return size;
    }

    private void up(PolledThing thing, int from) {
        int place = from;
        while (place > 0 && isBefore(thing, heap[(place - 1) / 2])) {
            put(heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        put(thing, place);
    }

    private void down(PolledThing thing, int from) {
        int place = from;
        while (2 * place + 1 < size) {
            int next = 2 * place + 1;
            if (next + 1 < size && isBefore(heap[next + 1], heap[next])) {
                next++;
            }
            if (isBefore(thing, heap[next])) {
                break;
            }
            put(heap[next], place);
            place = next;
        }
        put(thing, place);
    }

    private void put(PolledThing thing, int place) {
        heap[place] = thing;
        thing.place = place;
    }

    // Differences, not values, are compared: a monotonic clock may overflow.
    private static boolean isBefore(PolledThing one, PolledThing other) {
        long later = one.dueAt - other.dueAt;
        return later < 0 || (later == 0 && one.order < other.order);
    }
}
