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
package io.github.cameliot.emulator.edge;

import io.github.cameliot.emulator.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How often each operation was called on each thing. All existing things are counted. Of names that do not exist (any
 * more), only the most recently used are kept, so that clients cannot fill the memory. Guarded by {@link CountingLog}'s
 * lock.
 */
final class ThingCounts {

    static final int MOST_UNKNOWN = 1_000;

    private final Predicate<String> exists;
    private final Map<String, Map<Operation, Long>> existing = new HashMap<>();
    private final Map<String, Map<Operation, Long>> unknown = new LinkedHashMap<>(16, 0.75f, true);
    private int nextCleaning = MOST_UNKNOWN;

    /**
     * Empty counts.
     *
     * @param exists whether a thing with this name exists now
     */
    ThingCounts(Predicate<String> exists) {
        this.exists = exists;
    }

    /** Counts one call. */
    void count(Operation operation, String thing) {
        boolean isThere = exists.test(thing);
        Map<Operation, Long> counts = (isThere ? existing : unknown).get(thing);
        if (counts == null) {
            counts = (isThere ? unknown : existing).remove(thing);
            counts = counts == null ? new EnumMap<>(Operation.class) : counts;
            (isThere ? existing : unknown).put(thing, counts);
        }
        counts.merge(operation, 1L, Long::sum);
        if (existing.size() > nextCleaning) {
            moveDeleted();
        }
        while (unknown.size() > MOST_UNKNOWN) {
            unknown.remove(unknown.keySet().iterator().next());
        }
    }

    /**
     * Things are also deleted without a request, by a method of the emulator. So up to as many names as were added are
     * removed each time.
     */
    private void moveDeleted() {
        existing.entrySet().removeIf(entry -> {
            boolean isDeleted = !exists.test(entry.getKey());
            if (isDeleted) {
                unknown.put(entry.getKey(), entry.getValue());
            }
            return isDeleted;
        });
        nextCleaning = Math.max(MOST_UNKNOWN, 2 * existing.size());
    }

    /** How many names are kept. */
    int size() {
        return existing.size() + unknown.size();
    }

    long of(Operation operation, String thing) {
        Map<Operation, Long> counts = existing.getOrDefault(thing, unknown.get(thing));
        return counts == null ? 0 : counts.getOrDefault(operation, 0L);
    }

    void clear() {
        existing.clear();
        unknown.clear();
    }
}
