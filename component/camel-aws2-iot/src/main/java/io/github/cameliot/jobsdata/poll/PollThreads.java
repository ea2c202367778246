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
package io.github.cameliot.jobsdata.poll;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a {@link PollLoop}. One waits for the time of the next poll, the others wait until they are needed; all
 * do the same work. A thread is woken or made only where there is work that no thread is about to take. Each method is
 * called with the schedule's lock held.
 */
final class PollThreads {

    private static final Logger LOG = LoggerFactory.getLogger(PollThreads.class);

    private static final long IDLE = TimeUnit.SECONDS.toNanos(30);

    private final Condition timer;
    private final Condition spare;
    private final ThreadFactory factory;
    private final Runnable work;
    private final int most;
    private int threads;
    private int spares;
    private boolean timed;
    private long timedUntil;

    /** @param most how many threads there are at once at most */
    PollThreads(ReentrantLock lock, ThreadFactory factory, int most, Runnable work) {
        this.timer = lock.newCondition();
        this.spare = lock.newCondition();
        this.factory = factory;
        this.most = most;
        this.work = work;
    }

    /**
     * Waits for work.
     *
     * @param nanos when there is some at the latest; {@link Long#MAX_VALUE} for no such time
     * @return false when this thread is not needed any more, and ends
     */
    boolean await(long nanos) {
        boolean needed = true;
        try {
            if (timed) {
                needed = awaitAsSpare();
            } else {
                awaitAsTimer(Math.min(nanos, IDLE));
            }
        } catch (InterruptedException e) {
            LOG.debug("A polling thread was interrupted while it waited; it looks for work once more", e);
        }
        if (!needed) {
            threads--;
        }
        return needed;
    }

    private void awaitAsTimer(long nanos) throws InterruptedException {
        timed = true;
        timedUntil = System.nanoTime() + nanos;
        try {
            timer.awaitNanos(nanos);
        } finally {
            timed = false;
        }
    }

    private boolean awaitAsSpare() throws InterruptedException {
        spares++;
        try {
            return spare.awaitNanos(IDLE) > 0;
        } finally {
            spares--;
        }
    }

    /** A thread that was working ends. */
    void ended() {
        threads--;
    }

    /** There is work from that time on, and the caller does not take it: makes sure that some thread does. */
    void need(long dueAt) {
        if (timed) {
            if (dueAt - timedUntil < 0) {
                timer.signal();
            }
        } else if (spares > 0) {
            spare.signal();
        } else if (threads < most) {
            threads++;
            try {
                factory.newThread(work).start();
            } catch (RuntimeException | Error e) {
                threads--;
                LOG.error("No thread can be made to poll things: {}. It is tried again.", e.toString(), e);
            }
        }
    }

    /** All look again: something other than time has changed. */
    void wakeAll() {
        timer.signalAll();
        spare.signalAll();
    }
}
