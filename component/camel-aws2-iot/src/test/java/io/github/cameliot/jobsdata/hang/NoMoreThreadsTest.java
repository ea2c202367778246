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
package io.github.cameliot.jobsdata.hang;

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A machine that has no thread to give for a moment. */
@ExtendWith(SideBySide.class)
class NoMoreThreadsTest {

    @Test
    void pollingGoesOnWhenThereAreThreadsAgain() throws Exception {
        try (TestBed bed = TestBed.open()) {
            Threads threads = new Threads();
            Runs runs = new Runs();
            Worker worker = bed.worker();
            worker.camel().getExecutorServiceManager().setThreadPoolFactory(threads);
            List<String> things = TestBed.things("threadless", 9);
            bed.jobs(things.subList(0, 1));
            worker.work(String.join(",", things), "maxInFlight=200&delay=500&maxDelay=500", runs.then(bed::hold));
            within(TestBed.START_SECONDS).until(() -> !runs.all().isEmpty());

            bed.closing(() -> threads.refuse(0));
            threads.refuse(3);
            bed.jobs(things.subList(1, 9));

            within(10).untilAsserted(() -> assertThat(runs.all()).hasSize(9));
        }
    }

    @Test
    void heartbeatsGoOnWhenThereAreThreadsAgain() throws Exception {
        try (TestBed bed = TestBed.open()) {
            Threads threads = new Threads();
            Runs runs = new Runs();
            Worker worker = bed.worker();
            worker.camel().getExecutorServiceManager().setThreadPoolFactory(threads);
            List<String> things = TestBed.things("pulse", 3);
            bed.jobs(things);
            worker.work(String.join(",", things), "maxInFlight=3&delay=60s&maxDelay=60s", runs.then(bed::hold));
            for (String thing : things) {
                worker.pollNow(thing);
            }
            within(TestBed.START_SECONDS).until(() -> runs.all().size() == 3);

            bed.closing(() -> threads.refuse(0));
            threads.refuse(1); // the first heartbeat would be the first to need a thread

            within(25).during(Duration.ofSeconds(13)).untilAsserted(() -> assertThat(runs.lost())
                    .isEmpty());
        }
    }

    /** Refuses new threads as the JVM does when the system has no more. */
    private static final class Threads extends DefaultThreadPoolFactory {

        private final AtomicInteger toRefuse = new AtomicInteger();

        void refuse(int count) {
            toRefuse.set(count);
        }

        private ThreadFactory refusing(ThreadFactory threads) {
            return task -> {
                if (toRefuse.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                    throw new OutOfMemoryError("unable to create native thread: thrown by a test");
                }
                return threads.newThread(task);
            };
        }

        @Override
        public ExecutorService newCachedThreadPool(ThreadFactory threadFactory) {
            return super.newCachedThreadPool(refusing(threadFactory));
        }

        @Override
        public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threadFactory) {
            return super.newThreadPool(profile, refusing(threadFactory));
        }

        @Override
        public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threadFactory) {
            return super.newScheduledThreadPool(profile, refusing(threadFactory));
        }
    }
}
