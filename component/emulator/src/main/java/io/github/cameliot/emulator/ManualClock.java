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
package io.github.cameliot.emulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that moves only when a test moves it; safe for use from any thread.
 *
 * <p>The timers of the emulator follow it: timers that are due after a move take effect before the next request is
 * served, or at once with MQTT or {@link JobsEmulator#onEvent}, in the same order and with the same timestamps as in real
 * time.
 */
public final class ManualClock extends Clock {

    private final AtomicReference<Instant> now;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();

    /** Starts at the present, in whole seconds. */
    public ManualClock() {
        this(Instant.ofEpochSecond(Clock.systemUTC().instant().getEpochSecond()));
    }

    public ManualClock(Instant start) {
        this.now = new AtomicReference<>(start);
    }

    /** Moves the clock; a negative duration moves it back, as a badly set host clock would. */
    public void advance(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
        followers.forEach(Runnable::run);
    }

    /** Jumps to an instant. */
    public void set(Instant instant) {
        now.set(instant);
        followers.forEach(Runnable::run);
    }

    /** Calls after each move; the result ends that. */
    Runnable follow(Runnable follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock: instants have no zone. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
