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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Micrometer measures of the control plane. */
class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void nothingIsLeftOfAContextThatHasStopped() {
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void callsAreTimedByActionAndResult() {
        try (Bench bench = Bench.open(this::measured)) {
            bench.thing("pump-12");
            bench.sent("iot-jobs:create?jobId=ota-7&thing=pump-12", "{}");
            bench.sent("iot-jobs:create?jobId=ota-7&thing=pump-12", "{}");
            bench.sent("iot-jobs:describe?jobId=ota-7", null);
            bench.send("iot-jobs:describe?jobId=no-such-job", null);
            bench.sent("iot-jobs:describeExecution?jobId=ota-7&thing=pump-12", null);
            bench.emulator().faults().add(Fault.throttle().on(Operation.CANCEL_JOB));
            bench.send("iot-jobs:cancel?jobId=ota-7&retryMode=none", null);

            assertThat(calls("iot:CreateJob", "ok")).isEqualTo(1);
            assertThat(calls("iot:CreateJob", "conflict")).isEqualTo(1);
            assertThat(calls("iot:GetJobDocument", "ok")).isEqualTo(1);
            assertThat(calls("iot:DescribeJob", "ok"))
                    .as("one is of the second create")
                    .isEqualTo(2);
            assertThat(calls("iot:DescribeJob", "gone")).isEqualTo(1);
            assertThat(calls("iot:DescribeJobExecution", "ok")).isEqualTo(1);
            assertThat(calls("iot:CancelJob", "throttled")).isEqualTo(1);
            assertNothingNamesAThingOrAJob();
        }
    }

    @Test
    void waitsAreTimedByVerdictAndCountedWhileTheyLast() {
        try (AwaitBench bench = AwaitBench.open(this::measured)) {
            bench.emulator().createJob("ota-7", "{}", "pump-12");
            bench.emulator().createJob("ota-8", "{}", "pump-17");
            CompletableFuture<Exchange> first = bench.begin("iot-jobs:await?jobId=ota-7");
            CompletableFuture<Exchange> second = bench.begin("iot-jobs:await?jobId=ota-7");
            bench.begin("iot-jobs:await?jobId=ota-8&timeout=2h");
            bench.advance(Duration.ofSeconds(1));

            assertThat(gauge("camel.iot.jobs.await.waiting")).isEqualTo(3);
            assertThat(gauge("camel.iot.jobs.await.jobs")).isEqualTo(2);

            bench.end("pump-12", "ota-7", "SUCCEEDED");
            bench.verdict(first, Duration.ofSeconds(10));
            bench.verdict(second, Duration.ofSeconds(10));
            CompletableFuture<Exchange> missing = bench.begin("iot-jobs:await?jobId=no-such-job");
            bench.advance(Duration.ofSeconds(1));
            assertThat(bench.failure(missing)).hasMessageContaining("no-such-job");

            Timer passed = waits("PASSED");
            assertThat(passed.count()).isEqualTo(2);
            assertThat(passed.totalTime(TimeUnit.SECONDS)).isGreaterThan(1);
            assertThat(waits("none").count()).isEqualTo(1);
            assertThat(gauge("camel.iot.jobs.await.waiting")).isEqualTo(1);
            assertThat(calls("iot:DescribeJob", "ok")).isPositive();
            assertNothingNamesAThingOrAJob();
        }
    }

    private void measured(Bench bench) {
        bench.camel().getRegistry().bind("metricsRegistry", registry);
    }

    private long calls(String operation, String result) {
        return registry.get("camel.iot.jobs.calls")
                .tags("operation", operation, "result", result)
                .timer()
                .count();
    }

    private Timer waits(String verdict) {
        return registry.get("camel.iot.jobs.await").tag("verdict", verdict).timer();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private void assertNothingNamesAThingOrAJob() {
        assertThat(registry.getMeters()).extracting(Meter::getId).allSatisfy(id -> assertThat(id.getTags())
                .extracting(Tag::getKey)
                .isSubsetOf("camelContext", "operation", "result", "verdict"));
        assertThat(registry.getMeters().stream()
                        .flatMap(m -> m.getId().getTags().stream())
                        .map(Tag::getValue))
                .noneMatch(value -> value.contains("ota-") || value.contains("pump-"));
    }
}
