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
package io.github.cameliot.routes;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

/**
 * The timer of all {@link Notifications} of a Camel context: one thread, however many templates and Kamelets have come and
 * gone. It ends with the context.
 */
final class GapTimer {

    private final CamelContext context;
    private ScheduledExecutorService thread;

    private GapTimer(CamelContext context) {
        this.context = context;
    }

    static synchronized GapTimer of(CamelContext context) {
        ExtendedCamelContext extended = context.getCamelContextExtension();
        GapTimer timer = extended.getContextPlugin(GapTimer.class);
        if (timer == null) {
            timer = new GapTimer(context);
            extended.addContextPlugin(GapTimer.class, timer);
        }
        return timer;
    }

    /** @throws RejectedExecutionException if the context is stopping */
    synchronized void schedule(Duration gap, Runnable task) {
        // A context that is started again has stopped the thread of before.
        if (thread == null || thread.isShutdown()) {
            thread = context.getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "iot-jobs-notifications");
        }
        var unused = thread.schedule(task, gap.toNanos(), TimeUnit.NANOSECONDS);
    }
}
