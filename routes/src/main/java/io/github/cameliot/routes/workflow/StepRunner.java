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
package io.github.cameliot.routes.workflow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AsyncProcessorAwaitManager;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the exchange of a step through its route and waits for it, also if the route continues asynchronously. It runs on the
 * calling thread, or with a time limit on another thread, which is interrupted at the limit or when the caller is
 * interrupted.
 */
final class StepRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorkflow.class);

    /** How long an interrupted step may take to end before the workflow continues without it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Duration limit;
    private final Supplier<ExecutorService> threads;

    /** @param limit null for none; then no thread is needed */
    StepRunner(Duration limit, Supplier<ExecutorService> threads) {
        this.limit = limit;
        this.threads = threads;
    }

    /** Null for none. */
    Duration limit() {
        return limit;
    }

    /**
     * Returns when the route has ended, whichever way.
     *
     * @return whether it ended in time; else it may still be running, and its exchange must not be looked at
     */
    boolean run(DefaultConsumer route, Exchange exchange) {
        AsyncProcessorAwaitManager waiting = PluginHelper.getAsyncProcessorAwaitManager(exchange.getContext());
        Runnable work = () -> waiting.process(route.getAsyncProcessor(), exchange);
        if (limit != null) {
            return runWithin(work);
        }
        work.run();
        return true;
    }

    private boolean runWithin(Runnable work) {
        CountDownLatch ended = new CountDownLatch(1);
        Future<?> task = threads.get().submit(() -> {
            try {
                work.run();
            } finally {
                ended.countDown();
            }
        });
        try {
            if (ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
            stop(task, ended);
            return false;
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("The worker was interrupted while a step ran", e);
        }
    }

    private static void stop(Future<?> task, CountDownLatch ended) throws InterruptedException {
        task.cancel(true);
        if (!ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "A step was interrupted at its time limit and is still running. Its thread is occupied until it ends.");
        }
    }
}
