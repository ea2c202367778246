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
 * Makes the calls that nobody waits for, by {@link Priority} and then in the order of arrival. A few threads do as long as
 * calls come back soon. Where a {@link #tick()} finds calls that wait although hardly any have come back since the last
 * one, each gets a thread: calls that hang hold up no other. There is never more than one thread for each call.
 */
public final class BackgroundCalls {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCalls.class);

    static final int FEW = 32;

    private final ThreadPoolExecutor threads;
    /** Those that wait, by the ordinal of their priority. */
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
     * @return false when it is shut down, and the call is not made
     * @throws Error when it needs a thread, and none can be made
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
            return true; // the turn of another call has made this one, and the next round makes up for that
        }
    }

    /** One for each call that waits; which call it makes is decided when it has come. */
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
            LOG.error("A call in the background failed; its session tries it again when it is due.", e);
        }
    }

    /** Looks for a backlog; called several times a second by one thread, once a round over all services. */
    public void tick() {
        int backlog = waiting.stream().mapToInt(Queue::size).sum();
        for (int turns = threads.getQueue().size(); turns < backlog; turns++) {
            turn(); // one was missing when no thread could be made; one too many does no harm
        }
        long since = threads.getCompletedTaskCount() - completed;
        completed += since;
        if (backlog > 0 && since < threads.getPoolSize()) {
            threads.setCorePoolSize(threads.getPoolSize() + backlog);
            threads.prestartCoreThread(); // if a thread could not be made in the last round, equal sizes start none
        } else if (backlog == 0 && threads.getActiveCount() < FEW) {
            threads.setCorePoolSize(FEW);
        }
    }

    /** Makes no more calls; those on the way are not waited for. */
    public void shutdown() {
        threads.shutdownNow();
    }
}
