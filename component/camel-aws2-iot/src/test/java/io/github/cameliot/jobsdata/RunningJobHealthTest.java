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
import io.github.cameliot.jobsdata.client.RetryMode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The health check of a consumer that polls nothing, because its jobs run: what their writes come to. */
class RunningJobHealthTest {

    private static final String ALIVE = "&lease=60s&heartbeat=1s";

    private final AtomicLong ahead = new AtomicLong();

    static Stream<Fault> outages() {
        return Outages.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("outages")
    void itIsDownWhileAllHeartbeatsFailAndUpWithTheFirstOneThatWorks(Fault outage) throws Exception {
        BlockingJob job = new BlockingJob();
        try (Bench bench = bench()) {
            bench.job("ota-7", "pump-12").routes(r -> r.from("iot-jobs-data:startNext?thing=pump-12" + ALIVE)
                    .routeId("jobs")
                    .process(job));
            job.awaitExchange();
            assertThat(health(bench).getState()).isEqualTo(State.UP);
            bench.emulator().faults().add(outage);
            awaitFailures(bench, 2);
            assertThat(health(bench).getState())
                    .as("it may be over in a moment")
                    .isEqualTo(State.UP);

            ahead.addAndGet(Duration.ofSeconds(5).toNanos());

            HealthCheck.Result down = health(bench);
            assertThat(down.getState()).isEqualTo(State.DOWN);
            assertThat(down.getMessage().orElseThrow())
                    .startsWith("No call of route jobs has succeeded for ")
                    .contains("the last one, UpdateJobExecution,");
            assertThat(down.getDetails()).containsEntry("jobs.failing", 1).containsKey("calls.failing.since");
            assertThat(down.getDetails().get("jobs.failing.first").toString())
                    .startsWith("pump-12: job ota-7: Heartbeat failed ");

            bench.emulator().faults().clear();
            await().until(() -> health(bench).getState() == State.UP);
            assertThat(health(bench).getDetails())
                    .containsEntry("jobs.failing", 0)
                    .doesNotContainKey("calls.failing.since");
            job.letEnd();
        }
    }

    @Test
    void itStaysDownWhenTheJobIsLostUntilACallWorks() throws Exception {
        BlockingJob job = new BlockingJob();
        try (Bench bench = bench()) {
            bench.job("ota-7", "pump-12").routes(r -> r.from("iot-jobs-data:startNext?thing=pump-12" + ALIVE)
                    .routeId("jobs")
                    .process(job));
            job.awaitExchange();
            bench.emulator().faults().add(Fault.unavailable());
            awaitFailures(bench, 2);

            ahead.addAndGet(Duration.ofSeconds(60).toNanos());
            await().until(() -> bench.component().sessions().isEmpty());

            assertThat(health(bench).getState()).isEqualTo(State.DOWN);
            assertThat(health(bench).getDetails()).containsEntry("jobs.running", 1);

            bench.emulator().faults().clear();
            job.letEnd();
            await().until(() -> health(bench).getState() == State.UP);
        }
    }

    @Test
    void aJobWhoseWritesFailBesideOneWhoseWritesWorkIsADetail() throws Exception {
        BlockingJob job = new BlockingJob();
        try (Bench bench = bench()) {
            bench.job("ota-7", "pump-12").job("ota-8", "pump-17");
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=pump-12,pump-17" + ALIVE)
                    .routeId("jobs")
                    .process(job));
            job.awaitExchange();
            job.awaitExchange();
            bench.emulator().faults().add(Fault.unavailable().thing("pump-12"));
            awaitFailures(bench, 2);
            long beats = bench.count(Operation.UPDATE_JOB_EXECUTION, "pump-17");
            await().until(() -> bench.count(Operation.UPDATE_JOB_EXECUTION, "pump-17") > beats + 1);

            ahead.addAndGet(Duration.ofSeconds(5).toNanos());

            await().until(() -> health(bench).getDetails().get("jobs.failing"), n -> n.equals(1));
            await().until(() -> health(bench).getState() == State.UP);
            assertThat(health(bench).getDetails().get("jobs.failing.first").toString())
                    .startsWith("pump-12: job ota-7: ");
            job.letEnd();
        }
    }

    private static void awaitFailures(Bench bench, int times) {
        await().until(() -> bench.component().sessions().stream()
                .flatMap(s -> s.failure().stream())
                .anyMatch(f -> f.matches(".* failed [" + times + "-9] times.*")));
    }

    private Bench bench() {
        return Bench.open(b -> {
            b.component().useClock(() -> System.nanoTime() + ahead.get());
            b.component().getConfiguration().setRetryMode(RetryMode.none);
        });
    }

    private static HealthCheck.Result health(Bench bench) {
        return HealthCheckHelper.getHealthCheckRepository(bench.camel(), "consumers")
                .getCheck("consumer:jobs")
                .orElseThrow()
                .call();
    }
}
