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
package io.github.cameliot.jobsdata.lease;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Monotonic nanoseconds that include the time in which the host slept. {@link System#nanoTime()} may not advance during
 * sleep, while a lease expires at the service. So if the time of day has advanced by {@link #TOLERATED} more than the
 * monotonic clock since the last reading, the difference is added. A time of day that is set back changes nothing; one
 * that is set forward makes leases look older than they are, which is safe.
 *
 * <p>It must be read every few seconds, so that a slow drift between the two clocks is never taken for a sleep.
 */
public final class SleepAwareClock implements LongSupplier {

    /** Below this it is jitter or drift. */
    static final Duration TOLERATED = Duration.ofSeconds(2);

    private static final long REBASE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier monotonic;
    private final LongSupplier timeOfDayMillis;
    private volatile Base base;

    private record Base(long monotonic, long timeOfDayMillis, long slept) {}

    public SleepAwareClock() {
        this(System::nanoTime, System::currentTimeMillis);
    }

    SleepAwareClock(LongSupplier monotonic, LongSupplier timeOfDayMillis) {
        this.monotonic = monotonic;
        this.timeOfDayMillis = timeOfDayMillis;
        this.base = new Base(monotonic.getAsLong(), timeOfDayMillis.getAsLong(), 0);
    }

    @Override
    public long getAsLong() {
        Base since = base;
        long now = monotonic.getAsLong();
        long passed = now - since.monotonic;
        long missed = missed(since, passed);
        if (missed > 0 || passed >= REBASE) {
            return rebase();
        }
        return now + since.slept;
    }

    private synchronized long rebase() {
        Base since = base;
        long now = monotonic.getAsLong();
        long missed = missed(since, now - since.monotonic);
        base = new Base(now, timeOfDayMillis.getAsLong(), since.slept + missed);
        return now + base.slept;
    }

    private long missed(Base since, long passed) {
        long byTimeOfDay = TimeUnit.MILLISECONDS.toNanos(timeOfDayMillis.getAsLong() - since.timeOfDayMillis);
        return byTimeOfDay - passed >= TOLERATED.toNanos() ? byTimeOfDay - passed : 0;
    }
}
