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

import io.github.cameliot.jobsdata.rate.Priority;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls that nobody waits for, by {@link Priority} and then in the order of arrival. A few threads do as long as
 * calls come back soon. Where a {@link #tick()} finds calls that wait although hardly any have come back since the last
 * one, each gets a thread: calls that hang hold up no other. There is never more than one thread for each call.
 */
public final class BackgroundCalls {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCalls.class);

    static final int FEW = 32;

    private final ThreadPoolExecutor threads;
    private final AtomicLong order = new AtomicLong();
    private long completed;

    public BackgroundCalls(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(
                FEW, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    private record Call(Priority priority, long order, Runnable call) implements Runnable, Comparable<Call> {

        @Override
        public int compareTo(Call other) {
            int byPriority = priority.compareTo(other.priority);
            return byPriority != 0 ? byPriority : Long.compare(order, other.order);
        }

        @Override
        public void run() {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A call in the background failed; its session tries it again when it is due.", e);
            }
        }
    }

    /** @return false when it is shut down, and the call is not made */
    public boolean execute(Priority priority, Runnable call) {
        try {
            threads.execute(new Call(priority, order.getAndIncrement(), call));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Looks for a backlog; called several times a second by one thread, once a round over all services. */
    public void tick() {
        int waiting = threads.getQueue().size();
        long since = threads.getCompletedTaskCount() - completed;
        completed += since;
        if (waiting > 0 && since < threads.getPoolSize()) {
            threads.setCorePoolSize(threads.getPoolSize() + waiting);
            threads.prestartCoreThread(); // if a thread could not be made in the last round, equal sizes start none
        } else if (waiting == 0 && threads.getActiveCount() < FEW) {
            threads.setCorePoolSize(FEW);
        }
    }

    /** Makes no more calls; those on the way are not waited for. */
    public void shutdown() {
        threads.shutdownNow();
    }
}
