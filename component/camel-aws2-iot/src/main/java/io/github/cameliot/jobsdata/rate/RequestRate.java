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
package io.github.cameliot.jobsdata.rate;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Limits the reads and the writes of a worker, each to a number a second: AWS counts them separately. Waiting calls are
 * ordered by {@link Priority}, then in the order of arrival. An interrupt does not end the wait: the interrupt flag is
 * set again afterwards.
 *
 * <p>Source: AWS IoT Core quotas, 200 reads and 200 writes a second for an account and region.
 */
public final class RequestRate {

    /** No limit. */
    public static final RequestRate UNBOUNDED = new RequestRate();

    private final Gate reads;
    private final Gate writes;

    private RequestRate() {
        reads = null;
        writes = null;
    }

    /** @param perSecond of reads and of writes; more than zero */
    public RequestRate(int perSecond) {
        reads = new Gate(new Budget(perSecond, System.nanoTime()));
        writes = new Gate(new Budget(perSecond, System.nanoTime()));
    }

    public boolean isBounded() {
        return reads != null;
    }

    /** Waits until a read may be sent. */
    public void read(Priority priority) {
        read(priority, () -> true);
    }

    /**
     * Waits until a read may be sent.
     *
     * @param wanted checked while it waits, and once more before it is sent
     * @return false if the call is not wanted any more
     */
    public boolean read(Priority priority, BooleanSupplier wanted) {
        return reads == null ? wanted.getAsBoolean() : reads.pass(priority, wanted);
    }

    /** Waits until a write may be sent. */
    public void write(Priority priority) {
        write(priority, () -> true);
    }

    /** As {@link #read(Priority, BooleanSupplier)}. */
    public boolean write(Priority priority, BooleanSupplier wanted) {
        return writes == null ? wanted.getAsBoolean() : writes.pass(priority, wanted);
    }

    /** Makes all waiting calls check at once whether they are still wanted. */
    public void recheck() {
        if (reads != null) {
            reads.recheck();
            writes.recheck();
        }
    }

    private static final class Gate {

        /** How often a waiting call checks whether it is still wanted. */
        private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

        private record Waiter(Priority priority, long order) {}

        private final Budget budget;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition moved = lock.newCondition();
        private final PriorityQueue<Waiter> waiters =
                new PriorityQueue<>(Comparator.comparing(Waiter::priority).thenComparing(Waiter::order));
        private long order;

        Gate(Budget budget) {
            this.budget = budget;
        }

        boolean pass(Priority priority, BooleanSupplier wanted) {
            boolean interrupted = false;
            lock.lock();
            Waiter self = new Waiter(priority, order++);
            waiters.add(self);
            try {
                while (wanted.getAsBoolean()) {
                    boolean first = self.equals(waiters.peek());
                    long wait = budget.untilFree(System.nanoTime());
                    if (first && wait <= 0) {
                        budget.take(System.nanoTime());
                        return true;
                    }
                    try {
                        moved.awaitNanos(first ? Math.min(wait, LOOK) : LOOK);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                return false;
            } finally {
                waiters.remove(self);
                moved.signalAll();
                lock.unlock();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        void recheck() {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
