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
package io.github.cameliot.control.await;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time, on one thread. */
public final class ScheduledTimer implements Timer {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTimer.class);

    private final ScheduledThreadPoolExecutor thread;

    public ScheduledTimer(ThreadFactory factory) {
        thread = new ScheduledThreadPoolExecutor(1, factory);
        thread.setRemoveOnCancelPolicy(true); // a wait that has ended must not stay in memory until its timeout
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public Planned after(Duration pause, Runnable action) {
        try {
            Future<?> planned =
                    thread.schedule(() -> attempt(action), Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
            return () -> planned.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {}; // closed: no wait is left
        }
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A step of a wait for a job failed. The wait ends at its timeout at the latest.", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
