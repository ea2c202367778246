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
package io.github.cameliot.control;

import io.github.cameliot.control.await.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Time that a test moves; what is due runs on the thread that moves it. */
final class ManualTimer implements Timer {

    private record Entry(long at, long order, Runnable action) {}

    private final AtomicLong order = new AtomicLong();
    private final TreeSet<Entry> planned =
            new TreeSet<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    private long now;

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public synchronized Planned after(Duration pause, Runnable action) {
        Entry entry = new Entry(now + Math.max(0, pause.toNanos()), order.getAndIncrement(), action);
        planned.add(entry);
        return () -> cancel(entry);
    }

    private synchronized void cancel(Entry entry) {
        planned.remove(entry);
    }

    /** How much is planned. */
    synchronized int planned() {
        return planned.size();
    }

    /** Runs what is due by then, each at its time. */
    void advance(Duration by) {
        long target = now() + by.toNanos();
        for (Entry due = next(target); due != null; due = next(target)) {
            due.action().run();
        }
    }

    private synchronized Entry next(long target) {
        Entry first = planned.isEmpty() ? null : planned.first();
        if (first == null || first.at() > target) {
            now = target;
            return null;
        }
        now = Math.max(now, first.at());
        planned.remove(first);
        return first;
    }

    @Override
    public synchronized void close() {
        planned.clear();
    }
}
