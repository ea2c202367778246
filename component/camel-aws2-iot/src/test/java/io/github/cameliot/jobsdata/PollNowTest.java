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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A notification makes a consumer ask a thing at once, however rarely it asks otherwise. */
class PollNowTest {

    private static final String RARELY = "iot-jobs-data:startNext?thing=a,b&delay=1h&maxDelay=1h&maxInFlight=2";

    @Test
    void aThingThatWaitsIsAskedByOneWriteAndNoOther() {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from(RARELY).routeId("jobs").to("log:done"));
            consumer(bench).pollNow("b");
            await().until(() -> bench.count(Operation.START_NEXT_PENDING_JOB_EXECUTION, "b") == 1);
            // The first of the list is asked when the consumer starts, the second half an hour later.
            await().until(() -> bench.count(Operation.DESCRIBE_JOB_EXECUTION, "a") == 1
                    && consumer(bench).loop().waiting() == 2);
            bench.job("one", "b").job("other", "a");
            bench.emulator().requests().clear();

            assertThat(consumer(bench).pollNow("b")).isTrue();

            bench.ended("b", "one");
            await().until(() -> consumer(bench).loop().waiting() == 2);
            assertThat(bench.count(Operation.DESCRIBE_JOB_EXECUTION, "b")).isZero();
            assertThat(bench.emulator().execution("a", "other").status().isTerminal())
                    .isFalse();
        }
    }

    @Test
    void aThingThatIsBusyIsAskedWhenItsJobIsOver() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<String> begun = new CopyOnWriteArrayList<>();
        try (Bench bench = Bench.open()) {
            bench.job("one", "a");
            bench.routes(r -> r.from(RARELY).routeId("jobs").process(e -> {
                begun.add(e.getMessage().getHeader(IotJobsDataConstants.JOB_ID, String.class));
                mayEnd.await();
                if (begun.size() == 1) {
                    throw new JobRejectedException("not for us");
                }
            }));
            consumer(bench).pollNow("a");
            await().until(() -> begun.size() == 1);

            consumer(bench).pollNow("a");
            bench.job("two", "a");
            mayEnd.countDown();

            bench.ended("a", "two");
            assertThat(begun).containsExactly("one", "two");
        }
    }

    @Test
    void aNotificationThatComesWhileItsJobIsClaimedCostsNoSecondClaim() {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from(RARELY).routeId("jobs").to("iot-jobs-data:update?handOver=30m"));
            await().until(() -> consumer(bench).loop().waiting() == 2);
            bench.job("one", "a");
            bench.emulator()
                    .faults()
                    .add(Fault.latency(Duration.ofMillis(300))
                            .on(Operation.START_NEXT_PENDING_JOB_EXECUTION)
                            .first(1));
            consumer(bench).pollNow("a");
            await().until(() -> consumer(bench).loop().claiming() == 1);

            consumer(bench).pollNow("a");

            await().until(() -> bench.count(Operation.UPDATE_JOB_EXECUTION, "a") == 1
                    && consumer(bench).loop().waiting() == 2);
            consumer(bench).pollNow("b"); // goes after whatever is due
            await().until(() -> bench.count(Operation.START_NEXT_PENDING_JOB_EXECUTION, "b") == 1);
            assertThat(bench.count(Operation.START_NEXT_PENDING_JOB_EXECUTION, "a"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aThingOfSomebodyElseIsNotAsked() {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from(RARELY).routeId("jobs").to("log:done"));

            assertThat(consumer(bench).pollNow("c")).isFalse();

            assertThat(bench.emulator().requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION))
                    .isZero();
        }
    }

    @Test
    void aConsumerThatIsSuspendedAsksWhenItResumes() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.job("one", "a");
            bench.routes(r -> r.from(RARELY).routeId("jobs").to("log:done"));
            bench.camel().getRouteController().suspendRoute("jobs");

            assertThat(consumer(bench).pollNow("a")).isTrue();
            bench.camel().getRouteController().resumeRoute("jobs");

            bench.ended("a", "one");
        }
    }

    @Test
    void aConsumerThatIsStoppedWorksForNothing() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from(RARELY).routeId("jobs").to("log:done"));
            IotJobsDataConsumer consumer = consumer(bench);
            bench.camel().getRouteController().stopRoute("jobs");

            assertThat(consumer.pollNow("a")).isFalse();
        }
    }

    private static IotJobsDataConsumer consumer(Bench bench) {
        return (IotJobsDataConsumer) bench.camel().getRoute("jobs").getConsumer();
    }
}
