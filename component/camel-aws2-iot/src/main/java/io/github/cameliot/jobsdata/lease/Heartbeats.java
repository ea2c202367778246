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
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.util.Comparator;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes all writes of sessions that are due: reports that were not accepted yet, then releases, then heartbeats. If
 * {@code maxRequestsPerSecond} limits them, one thread for each limit waits, instead of one for each session.
 */
public final class Heartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    /** An object that makes writes on its own from time to time. */
    public interface Renewable {

        /** Whether it has a write to make now. */
        boolean isDue();

        Priority priority();

        /** The rate limit of its writes. */
        RequestRate rate();

        /** Makes the write if it is still due; {@link #rate()} has already let one request through for it. */
        void renew();
    }

    private final BackgroundCalls calls;
    private final ThreadFactory threads;
    /** With the priority at which they wait. */
    private final Map<Renewable, Priority> onTheWay = new ConcurrentHashMap<>();

    private final Map<RequestRate, Pacer> pacers = new WeakHashMap<>();

    /** @param threads for writes that wait for a rate limit */
    public Heartbeats(BackgroundCalls calls, ThreadFactory threads) {
        this.calls = calls;
        this.threads = threads;
    }

    /** Starts the due writes of one service. Called several times a second by one thread; does not block. */
    public void tick(Iterable<? extends Renewable> all) {
        for (Renewable one : all) {
            try {
                if (one.isDue() && waitsBehind(one.priority(), onTheWay.get(one))) {
                    onTheWay.put(one, one.priority());
                    start(one);
                }
            } catch (RuntimeException | Error e) {
                onTheWay.remove(one);
                LOG.error("A due write could not be started; it is retried in the next round.", e);
            }
        }
    }

    /** Not queued yet, or queued behind others although it is more urgent by now. */
    private static boolean waitsBehind(Priority now, Priority waiting) {
        return waiting == null || now.compareTo(waiting) < 0;
    }

    private void start(Renewable one) {
        if (!one.rate().isBounded()) {
            call(one);
        } else {
            pacers.computeIfAbsent(one.rate(), rate -> new Pacer()).add(one);
        }
    }

    private void call(Renewable one) {
        boolean accepted = calls.execute(one.priority(), () -> {
            try {
                one.renew();
            } finally {
                onTheWay.remove(one);
            }
        });
        if (!accepted) {
            onTheWay.remove(
                    one); // stopping: no lease is renewed any more, and other workers take the jobs over in time
        }
    }

    /** Waits for one rate limit, on behalf of all sessions that share it. */
    private final class Pacer {

        private record Waiting(Priority priority, long order, Renewable one) {}

        private final PriorityBlockingQueue<Waiting> queue = new PriorityBlockingQueue<>(
                16, Comparator.comparing(Waiting::priority).thenComparing(Waiting::order));
        private final AtomicBoolean running = new AtomicBoolean();
        private long order;

        void add(Renewable one) {
            Waiting waiting = new Waiting(one.priority(), order++, one);
            queue.add(waiting);
            if (running.compareAndSet(false, true)) {
                try {
                    threads.newThread(this::drain).start();
                } catch (RuntimeException | Error e) {
                    running.set(false);
                    queue.remove(waiting);
                    throw e;
                }
            }
        }

        private void drain() {
            do {
                for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
                    pass(next);
                }
                running.set(false);
            } while (!queue.isEmpty() && running.compareAndSet(false, true));
        }

        private void pass(Waiting next) {
            try {
                next.one.rate().write(next.priority);
                call(next.one);
            } catch (RuntimeException | Error e) {
                onTheWay.remove(next.one); // if this were thrown on, no session with this rate limit would write again
                LOG.error("A due write could not be started; it is retried in the next round.", e);
            }
        }
    }
}
