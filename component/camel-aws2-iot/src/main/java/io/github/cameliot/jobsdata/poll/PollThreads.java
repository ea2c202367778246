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
 * The threads of a {@link PollLoop}. One waits for the time of the next poll, the others wait until they are needed;
 * all do the same work. A thread is woken or created only if there is work that no other thread will take. Each method
 * is called with the lock of the schedule held.
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

    /** @param most the largest number of threads at once */
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
     * @param nanos the time after which there is work at the latest; {@link Long#MAX_VALUE} if there is no such time
     * @return false if this thread is not needed any more, and must end
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
            LOG.debug("A polling thread was interrupted while it was waiting; it looks for work again", e);
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

    /** There is work from this time on, and the caller does not take it: makes sure that another thread does. */
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
                LOG.error("Cannot create a thread that polls things: {}. This is retried.", e.toString(), e);
            }
        }
    }

    /** All threads look for work again, because something other than the time has changed. */
    void wakeAll() {
        timer.signalAll();
        spare.signalAll();
    }
}
