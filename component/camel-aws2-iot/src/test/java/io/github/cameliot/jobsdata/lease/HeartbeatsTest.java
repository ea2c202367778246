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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger toRefuse = new AtomicInteger();
    private final BackgroundCalls calls = new BackgroundCalls(factory());
    private final Heartbeats heartbeats = new Heartbeats(calls, Thread::new);

    @AfterEach
    void close() {
        calls.shutdown();
    }

    @Test
    void sessionsBehindABoundAreRenewedWhenThereAreThreadsAgain() {
        RequestRate rate = new RequestRate(100);
        List<Session> sessions =
                Stream.generate(() -> new Session(rate)).limit(3).toList();
        toRefuse.set(1);

        heartbeats.tick(sessions);

        await().atMost(Duration.ofSeconds(5)).until(() -> {
            heartbeats.tick(sessions);
            return sessions.stream().allMatch(s -> s.renewed.get() > 0);
        });
    }

    @Test
    void callsThatAreOnlyManyGetNoThreadEach() throws InterruptedException {
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<Session> many = Stream.generate(() -> new Session(RequestRate.UNBOUNDED, mayEnd))
                .limit(200)
                .toList();

        // One round over the sessions of two services.
        heartbeats.tick(many.subList(0, 100));
        heartbeats.tick(many.subList(100, 200));

        mayEnd.countDown();
        await().until(() -> many.stream().allMatch(s -> s.renewed.get() == 1));
        assertThat(made).hasValueLessThanOrEqualTo(BackgroundCalls.FEW);
    }

    private ThreadFactory factory() {
        return task -> {
            if (toRefuse.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new InternalError("no thread: thrown by a test"); // an OutOfMemoryError would end JUnit
            }
            made.incrementAndGet();
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static final class Session implements Heartbeats.Renewable {

        private final AtomicInteger renewed = new AtomicInteger();
        private final RequestRate rate;
        private final CountDownLatch mayEnd;

        Session(RequestRate rate) {
            this(rate, new CountDownLatch(0));
        }

        Session(RequestRate rate, CountDownLatch mayEnd) {
            this.rate = rate;
            this.mayEnd = mayEnd;
        }

        @Override
        public boolean isDue() {
            return renewed.get() == 0;
        }

        @Override
        public Priority priority() {
            return Priority.HEARTBEAT;
        }

        @Override
        public RequestRate rate() {
            return rate;
        }

        @Override
        public void renew() {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            renewed.incrementAndGet();
        }
    }
}
