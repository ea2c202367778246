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
import io.github.cameliot.emulator.RequestLog;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The request log. It grows with the number of things that exist, not with unknown names in requests. */
public final class CountingLog implements RequestLog {

    private static final int MOST_RECENT = 1_000;

    private final Clock clock;
    private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);
    private final ThingCounts onThings;
    private final Deque<Entry> recent = new ArrayDeque<>();
    private long total;
    private long connections;
    private long lastConnection;

    /**
     * An empty log.
     *
     * @param exists whether a thing with this name exists
     */
    CountingLog(Clock clock, Predicate<String> exists) {
        this.clock = clock;
        this.onThings = new ThingCounts(exists);
    }

    synchronized long connected() {
        connections++;
        return ++lastConnection;
    }

    public synchronized void arrived(Subject subject) {
        total++;
        if (subject.operation() != null) {
            counts.merge(subject.operation(), 1L, Long::sum);
        }
    }

    /** Counts the request for its thing. To be called after the operation, because CreateThing and DeleteThing decide
     * whether the thing exists. */
    public synchronized void responded(long connection, Subject subject, int status) {
        if (subject.thing() != null) {
            onThings.count(subject.operation(), subject.thing());
        }
        recent.addLast(new Entry(clock.instant(), connection, subject.operation(), subject.thing(), status));
        if (recent.size() > MOST_RECENT) {
            recent.removeFirst();
        }
    }

    @Override
    public synchronized long count(Operation operation) {
        return counts.getOrDefault(operation, 0L);
    }

    @Override
    public synchronized long count(Operation operation, String thing) {
        return onThings.of(operation, thing);
    }

    @Override
    public synchronized long total() {
        return total;
    }

    @Override
    public synchronized long connections() {
        return connections;
    }

    @Override
    public synchronized List<Entry> recent() {
        return List.copyOf(recent);
    }

    @Override
    public synchronized void clear() {
        counts.clear();
        onThings.clear();
        recent.clear();
        total = 0;
        connections = 0;
    }
}
