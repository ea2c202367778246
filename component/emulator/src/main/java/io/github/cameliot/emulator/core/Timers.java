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
package io.github.cameliot.emulator.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Scheduled actions: timeouts, and effects that AWS applies with a delay.
 *
 * <p>There is no timer thread. The state is visible only through calls and events: {@link ServiceState} runs the due actions
 * before each call, and whoever listens to events calls {@link JobsCore#runDueTimers} regularly; each action gets the time it was due, not the time of the call. Guarded by {@link ServiceState}'s lock.
 */
final class Timers {

    /** A scheduled action; kept by the code that may cancel it. */
    record Entry(Instant at, long sequence, Consumer<Instant> action) {}

    private final TreeSet<Entry> entries =
            new TreeSet<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::sequence));
    private long sequence;

    Entry at(Instant at, Consumer<Instant> action) {
        Entry entry = new Entry(at, sequence++, action);
        entries.add(entry);
        return entry;
    }

    /** Cancels an action. Null, or an action that has run, does nothing. */
    void cancel(Entry entry) {
        if (entry != null) {
            entries.remove(entry);
        }
    }

    /**
     * Runs what is due.
     *
     * @param after called after each action with its time
     */
    void runDue(Instant now, Consumer<Instant> after) {
        while (!entries.isEmpty() && !entries.first().at().isAfter(now)) {
            Entry due = entries.pollFirst();
            due.action().accept(due.at());
            after.accept(due.at());
        }
    }

    /** Cancels all. */
    void clear() {
        entries.clear();
    }
}
