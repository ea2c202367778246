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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The {@link PollSchedule} that the threads of a loop share, under one lock that is never held during a call. A thread
 * that has finished a job takes the next poll itself; {@link PollThreads} decides when another thread is needed.
 */
final class SharedSchedule {

    private final PollSchedule schedule;
    private final Consumer<PolledThing> poll;
    private final ReentrantLock lock = new ReentrantLock();
    private final PollThreads threads; // guarded by lock, like the schedule
    private final ThreadLocal<Boolean> polls = new ThreadLocal<>();
    // Written while the lock is held.
    private volatile boolean suspended;
    private volatile boolean stopped;

    /**
     * @param factory creates threads that poll, up to the maximum
     * @param poll polls a thing that is due; the schedule has the result when it returns
     */
    SharedSchedule(PollSchedule schedule, ThreadFactory factory, int most, Consumer<PolledThing> poll) {
        this.schedule = schedule;
        this.poll = poll;
        this.threads = new PollThreads(lock, factory, most, this::work);
    }

    boolean isPolling() {
        return !suspended && !stopped;
    }

    boolean isStopped() {
        return stopped;
    }

    void suspend() {
        suspended = true;
    }

    void resume() {
        lock.lock();
        try {
            suspended = false;
            threadIfNeeded();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            threads.wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /** Reads a value from the schedule. */
    <T> T find(Function<PollSchedule, T> what) {
        lock.lock();
        try {
            return what.apply(schedule);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the result of a poll of this thread to the schedule; this thread takes the next poll, so no other is
     * needed.
     */
    void over(Consumer<PollSchedule> change) {
        lock.lock();
        try {
            change.accept(schedule);
        } finally {
            lock.unlock();
        }
    }

    /** A change after which there may be work that this thread does not take. */
    void change(Consumer<PollSchedule> change) {
        lock.lock();
        try {
            change.accept(schedule);
            threadIfNeeded();
        } finally {
            lock.unlock();
        }
    }

    /** A change after which there may be work, which this thread takes if it is a polling thread. */
    void changeByAnyThread(Consumer<PollSchedule> change) {
        if (polls.get() == null) {
            change(change);
        } else {
            over(change);
        }
    }

    /** Makes sure that a poll that hangs does not delay others; called several times a second. */
    void watch() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (!stopped && untilPoll(now) <= 0) {
                threads.need(now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The work of each thread. */
    private void work() {
        polls.set(true);
        for (PolledThing thing = next(); thing != null; thing = next()) {
            poll.accept(thing);
        }
    }

    /** Waits for a thing that is due, and a permit; null if this thread must end. */
    private PolledThing next() {
        lock.lock();
        try {
            while (!stopped) {
                long now = System.nanoTime();
                long wait = untilPoll(now);
                if (wait <= 0) {
                    PolledThing thing = schedule.take(now);
                    if (untilPoll(now) <= 0) {
                        threads.need(now);
                    }
                    return thing;
                }
                if (!threads.await(wait)) {
                    return null;
                }
            }
            threads.ended();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private long untilPoll(long now) {
        return suspended ? Long.MAX_VALUE : schedule.untilPoll(now);
    }

    private void threadIfNeeded() {
        long now = System.nanoTime();
        long wait = untilPoll(now);
        if (!stopped && wait != Long.MAX_VALUE) {
            threads.need(now + Math.max(0, wait));
        }
    }
}
