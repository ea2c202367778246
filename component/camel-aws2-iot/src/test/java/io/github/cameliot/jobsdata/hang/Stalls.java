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
package io.github.cameliot.jobsdata.hang;

import io.github.cameliot.jobsdata.lease.SleepAwareClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How long this JVM got no processor. Many tests and other JVMs run beside each test, and a limit of a few seconds is
 * meant for what the component does, not for what the machine does meanwhile.
 *
 * <p>A thread wants to wake up every few milliseconds. What it is late adds up.
 */
final class Stalls {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final LongSupplier CLOCK = new SleepAwareClock();

    private static long ended;
    private static long dueAt = System.nanoTime();

    static {
        Thread ticks = new Thread(Stalls::tick, "stalls");
        ticks.setDaemon(true);
        ticks.start();
    }

    private Stalls() {}

    /** Of all stalls until now, in nanoseconds; one that has not ended counts as long as it has lasted. */
    static synchronized long nanos() {
        return ended + Math.max(0, System.nanoTime() - dueAt);
    }

    /**
     * How long the machine was paused since it was started, as leases count it, in nanoseconds. The clock is read as often
     * as by a component, which counts a time of day that is set forward and back again.
     */
    static long paused() {
        return CLOCK.getAsLong() - System.nanoTime();
    }

    private static void tick() {
        while (true) {
            LockSupport.parkNanos(TICK_NANOS);
            woken();
            paused();
        }
    }

    private static synchronized void woken() {
        long now = System.nanoTime();
        ended += Math.max(0, now - dueAt);
        dueAt = now + TICK_NANOS;
    }
}
