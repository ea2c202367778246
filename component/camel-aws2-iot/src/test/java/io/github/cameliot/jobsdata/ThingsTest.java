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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Operation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThingsTest {

    private final AtomicReference<List<String>> listed = new AtomicReference<>(List.of("a"));
    private final AtomicInteger failures = new AtomicInteger();

    @Test
    void thingsComeAndGoWhileTheConsumerRuns() {
        try (Bench bench = open()) {
            bench.job("one", "a").job("two", "b");
            bench.routes(r -> r.from("iot-jobs-data:startNext?things=#fleet").to("log:done"));
            bench.ended("a", "one");
            assertThat(bench.count(Operation.DESCRIBE_JOB_EXECUTION, "b")).isZero();

            listed.set(List.of("b"));

            bench.ended("b", "two");
            bench.idle("b");
            bench.idle("b");
            long before = bench.count(Operation.DESCRIBE_JOB_EXECUTION, "a");
            bench.idle("b");
            bench.idle("b");
            assertThat(bench.count(Operation.DESCRIBE_JOB_EXECUTION, "a"))
                    .as("a thing that is gone is not asked")
                    .isEqualTo(before);
            listed.set(List.of("a", "b"));
            bench.job("three", "a");
            bench.ended("a", "three");
        }
    }

    @Test
    void aBeanThatFailsLeavesTheLastListStanding() {
        try (Bench bench = open()) {
            bench.routes(r -> r.from("iot-jobs-data:startNext?things=#fleet").to("log:done"));

            listed.set(null);
            await().until(() -> failures.get() > 1);
            bench.job("one", "a");

            bench.ended("a", "one");
        }
    }

    @Test
    void thingAndThingsContradictEachOther() {
        try (Bench bench = open()) {
            assertThatThrownBy(() -> bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a&things=#fleet")
                            .to("log:done")))
                    .rootCause()
                    .hasMessageContainingAll("thing=a", "things", "Keep one");
        }
    }

    @Test
    void callsAreBoundedASecond() {
        try (Bench bench = open()) {
            listed.set(java.util.stream.IntStream.range(0, 40)
                    .mapToObj(i -> "t" + i)
                    .toList());
            listed.get().forEach(t -> bench.emulator().createThing(t));
            long start = System.nanoTime();

            bench.routes(r -> r.from("iot-jobs-data:startNext?things=#fleet&maxRequestsPerSecond=20")
                    .to("log:done"));

            await().until(() -> bench.emulator().requests().count(Operation.DESCRIBE_JOB_EXECUTION) >= 30);
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(bench.emulator().requests().count(Operation.DESCRIBE_JOB_EXECUTION) / seconds)
                    .isLessThan(25);
        }
    }

    private Bench open() {
        Things fleet = () -> {
            List<String> now = listed.get();
            if (now == null) {
                failures.incrementAndGet();
                throw new IllegalStateException("the registry is down");
            }
            return now;
        };
        return Bench.open(bench -> bench.camel().getRegistry().bind("fleet", Things.class, fleet));
    }
}
