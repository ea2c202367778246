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

/**
 * Bounds the reads and the writes of a worker, each at so many a second: AWS counts them apart. Whoever waits goes by
 * urgency, then in the order of arrival.
 *
 * <p>Source: AWS IoT Core quotas, 200 reads and 200 writes a second for an account and region.
 */
public final class RequestRate {

    /** No bound. */
    public static final RequestRate UNBOUNDED = new RequestRate();

    /** What goes first. */
    public enum Urgency {
        REPORT,
        HEARTBEAT,
        CLAIM
    }

    private final Gate reads;
    private final Gate writes;

    private RequestRate() {
        reads = null;
        writes = null;
    }

    /** @param perSecond of each; more than zero */
    public RequestRate(int perSecond) {
        reads = new Gate(new Budget(perSecond, System.nanoTime()));
        writes = new Gate(new Budget(perSecond, System.nanoTime()));
    }

    /** Waits until a read may go. */
    public void read(Urgency urgency) {
        if (reads != null) {
            reads.pass(urgency);
        }
    }

    /** Waits until a write may go. */
    public void write(Urgency urgency) {
        if (writes != null) {
            writes.pass(urgency);
        }
    }

    private static final class Gate {

        private record Waiter(Urgency urgency, long order) {}

        private final Budget budget;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition moved = lock.newCondition();
        private final PriorityQueue<Waiter> waiters =
                new PriorityQueue<>(Comparator.comparing(Waiter::urgency).thenComparing(Waiter::order));
        private long order;

        Gate(Budget budget) {
            this.budget = budget;
        }

        void pass(Urgency urgency) {
            lock.lock();
            Waiter self = new Waiter(urgency, order++);
            waiters.add(self);
            try {
                while (!self.equals(waiters.peek()) || budget.untilFree(System.nanoTime()) > 0) {
                    if (self.equals(waiters.peek())) {
                        moved.await(budget.untilFree(System.nanoTime()), TimeUnit.NANOSECONDS);
                    } else {
                        moved.await();
                    }
                }
                budget.take(System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // stopping: the call itself will see it
            } finally {
                waiters.remove(self);
                moved.signalAll();
                lock.unlock();
            }
        }
    }
}
