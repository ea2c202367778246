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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls that no thread waits for, by {@link Priority} and then in the order of arrival. A few threads are
 * enough while calls return quickly. If a {@link #tick()} finds waiting calls although hardly any call has returned
 * since the last tick, each gets a thread, so calls that hang do not delay others. There is never more than one thread
 * for each call.
 */
public final class BackgroundCalls {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCalls.class);

    static final int FEW = 32;

    private final ThreadPoolExecutor threads;
    /** The waiting calls, by the ordinal of their priority. */
    private final List<Queue<Runnable>> waiting = Stream.of(Priority.values())
            .<Queue<Runnable>>map(priority -> new ConcurrentLinkedQueue<>())
            .toList();

    private long completed;

    public BackgroundCalls(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(
                FEW, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * @return false if it is shut down, so the call is not made
     * @throws Error if it needs a thread and none can be created
     */
    public boolean execute(Priority priority, Runnable call) {
        Queue<Runnable> queue = waiting.get(priority.ordinal());
        queue.add(call);
        try {
            turn();
            return true;
        } catch (RejectedExecutionException e) {
            return !queue.remove(call);
        } catch (RuntimeException | Error e) {
            if (queue.remove(call)) {
                throw e;
            }
            return true; // the task of another call has made this call; the next tick makes up for it
        }
    }

    /** One for each waiting call; which call it makes is decided when it runs. */
    private void turn() {
        threads.execute(this::makeMostUrgent);
    }

    private void makeMostUrgent() {
        for (Queue<Runnable> queue : waiting) {
            Runnable call = queue.poll();
            if (call != null) {
                make(call);
                return;
            }
        }
    }

    private static void make(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A call in the background failed; its session retries it when it is due.", e);
        }
    }

    /** Checks for a backlog. One thread calls this several times a second, once in each round over all services. */
    public void tick() {
        int backlog = waiting.stream().mapToInt(Queue::size).sum();
        for (int turns = threads.getQueue().size(); turns < backlog; turns++) {
            turn(); // one is missing if no thread could be created; one too many does no harm
        }
        long since = threads.getCompletedTaskCount() - completed;
        completed += since;
        if (backlog > 0 && since < threads.getPoolSize()) {
            threads.setCorePoolSize(threads.getPoolSize() + backlog);
            threads.prestartCoreThread(); // if a thread could not be created in the last round, setting an equal size
            // starts none
        } else if (backlog == 0 && threads.getActiveCount() < FEW) {
            threads.setCorePoolSize(FEW);
        }
    }

    /** Makes no more calls; does not wait for calls in progress. */
    public void shutdown() {
        threads.shutdownNow();
    }
}
