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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundCallsTest {

    private static final int MANY = 4 * BackgroundCalls.FEW;

    private final AtomicInteger made = new AtomicInteger();
    private final BackgroundCalls calls = new BackgroundCalls(run -> {
        made.incrementAndGet();
        Thread thread = new Thread(run, "background-calls-test");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void close() {
        hanging.countDown();
        calls.shutdown();
    }

    @Test
    void callsThatHangHoldUpNoOtherFromTheNextTickOn() {
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < MANY; i++) {
            calls.execute(Priority.HEARTBEAT, () -> hang(begun));
        }
        CountDownLatch healthy = new CountDownLatch(1);
        calls.execute(Priority.HEARTBEAT, healthy::countDown);
        await().until(() -> begun.get() == BackgroundCalls.FEW);

        calls.tick();

        await().atMost(Duration.ofSeconds(10)).until(() -> begun.get() == MANY && healthy.getCount() == 0);
    }

    @Test
    void callsThatComeBackNeedFewThreads() {
        AtomicInteger done = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 500; i++) {
                calls.execute(Priority.HEARTBEAT, done::incrementAndGet);
            }
            int expected = 500 * (round + 1);
            await().until(() -> done.get() == expected);
            calls.tick();
        }

        assertThat(made.get()).isLessThanOrEqualTo(BackgroundCalls.FEW);
    }

    @Test
    void reportsGoBeforeReleasesBeforeHeartbeatsAndEachInTheOrderOfArrival() {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        calls.execute(Priority.CLAIM, () -> await().until(() -> first.getCount() == 0));
        for (int i = 1; i < BackgroundCalls.FEW; i++) {
            calls.execute(Priority.CLAIM, () -> hang(begun));
        }
        await().until(() -> begun.get() == BackgroundCalls.FEW - 1);
        List<String> order = new CopyOnWriteArrayList<>();
        for (Priority priority : List.of(Priority.HEARTBEAT, Priority.RELEASE, Priority.REPORT)) {
            for (int i = 0; i < 2; i++) {
                String name = priority + " " + i;
                calls.execute(priority, () -> order.add(name));
            }
        }

        first.countDown(); // one thread for all of them

        await().until(() -> order.size() == 6);
        assertThat(order)
                .containsExactly("REPORT 0", "REPORT 1", "RELEASE 0", "RELEASE 1", "HEARTBEAT 0", "HEARTBEAT 1");
    }

    @Test
    void anErrorEndsNoThreadForGood() {
        for (int i = 0; i < BackgroundCalls.FEW; i++) {
            calls.execute(Priority.HEARTBEAT, () -> {
                throw new OutOfMemoryError("thrown by a test");
            });
        }
        CountDownLatch after = new CountDownLatch(1);

        calls.execute(Priority.HEARTBEAT, after::countDown);

        await().until(() -> after.getCount() == 0);
    }

    @Test
    void afterTheEndNothingIsAccepted() {
        calls.shutdown();

        assertThat(calls.execute(Priority.REPORT, () -> {})).isFalse();
    }

    private void hang(AtomicInteger begun) {
        begun.incrementAndGet();
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
