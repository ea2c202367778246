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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.control.JobVerdict.Outcome;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iot.IotClient;

/** Looks that fail: which end a wait, and which do not. */
class AwaitFailureTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "UNAVAILABLE", "RESET", "ERROR_BODY", "EMPTY_BODY"})
    void aLookThatProvesNothingIsMadeAgainAndSaidOnce(FaultKind kind) {
        try (AwaitBench bench = AwaitBench.open();
                LogLines log = LogLines.of("io.github.cameliot.control")) {
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.end("a", "ota-7", "SUCCEEDED");
            bench.emulator()
                    .faults()
                    .add(Fault.of(kind).on(Operation.DESCRIBE_JOB).first(3));

            CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7");
            CompletableFuture<Exchange> other = bench.begin("iot-jobs:await?jobId=ota-7");
            JobVerdict verdict = bench.verdict(ended, Duration.ofSeconds(5));

            assertThat(verdict.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(bench.verdict(other)).isEqualTo(verdict);
            assertThat(bench.looks()).isEqualTo(4);
            assertThat(log.lines())
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).startsWith("WARN A job could not be read."))
                    .contains("INFO Jobs can be read again, after 3 failed read(s).");
        }
    }

    @Test
    void throttlingHoldsAllWaitsOfTheAccountForASecond() {
        try (AwaitBench bench = AwaitBench.open()) {
            bench.emulator().createJob("a", "{}", "a");
            bench.emulator().createJob("b", "{}", "b");
            bench.emulator()
                    .faults()
                    .add(Fault.throttle().on(Operation.DESCRIBE_JOB).first(1));

            bench.begin("iot-jobs:await?jobId=a");
            bench.advance(Duration.ZERO);
            bench.begin("iot-jobs:await?jobId=b");
            bench.advance(Duration.ofMillis(990));
            long held = bench.looks();
            bench.advance(Duration.ofMillis(20));

            assertThat(held).isEqualTo(1);
            assertThat(bench.looks()).isEqualTo(2);
        }
    }

    @Test
    void anOutageThatLastsIsATimeoutThatSaysWhy() {
        try (AwaitBench bench = AwaitBench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.begin("iot-jobs:await?jobId=ota-7");
            bench.advance(Duration.ofSeconds(1));
            bench.emulator().faults().add(Fault.unavailable());

            JobVerdict verdict = bench.verdict(bench.begin("iot-jobs:await?jobId=ota-7&timeout=10m"), LONG);

            assertThat(verdict.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(verdict.status()).isEqualTo(JobStatus.UNKNOWN);
            assertThat(verdict.reason()).contains("could not be read", "503");
        }
    }

    @Test
    void a403EndsTheWaitAtOnceAndNamesTheActionToAllow() {
        try (AwaitBench bench = AwaitBench.open()) {
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.emulator().faults().add(Fault.forbidden());

            CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7");
            bench.advance(Duration.ZERO);

            assertThat(bench.failure(ended))
                    .isInstanceOf(JobsCallException.class)
                    .hasMessageContainingAll("describe job ota-7", "403", "Allow iot:DescribeJob");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../things/a", "a b", "a?force=true", "a/b", "$next", "ä", "", "a\nb"})
    void aHostileJobIdIsRefusedBeforeAnyCall(String jobId) {
        try (AwaitBench bench = AwaitBench.open()) {
            CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await", Map.of("CamelAwsIotJobsJobId", jobId));

            assertThat(bench.failure(ended))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CamelAwsIotJobsJobId");
            assertThat(bench.failure(ended).getMessage()).doesNotContain("\n");
            assertThat(bench.emulator().requests().total()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelAwsIotJobsTimeout=0", "CamelAwsIotJobsTimeout=soon", "CamelAwsIotJobsMaxFailed=many"})
    void aHeaderThatCannotBeUsedIsRefusedBeforeAnyCall(String header) {
        try (AwaitBench bench = AwaitBench.open()) {
            String[] parts = header.split("=");

            CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7", Map.of(parts[0], parts[1]));

            assertThat(bench.failure(ended))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(parts[0] + "='" + parts[1] + "'");
            assertThat(bench.emulator().requests().total()).isZero();
        }
    }

    /** Nothing is moved by hand here: it is about threads and sockets. */
    @Test
    void looksThatHangHoldUpNoOtherWaitAndHaveABound() throws IOException {
        try (Bench bench = Bench.open(b -> b.component().setMaxRequestsPerSecond(200));
                ServerSocket silent = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.emulator().cancelJob("ota-7", true);
            String nowhere =
                    "&apiCallAttemptTimeout=800ms&uriEndpointOverride=http://127.0.0.1:" + silent.getLocalPort();
            List<CompletableFuture<Exchange>> hanging = new ArrayList<>();
            IntStream.range(0, 40)
                    .forEach(i -> hanging.add(Sends.async(
                            bench.camel(), "iot-jobs:await?timeout=3s&delay=100ms&jobId=job-" + i + nowhere)));
            await().until(() -> bench.component().waits().callsOnTheWay() == 40);

            JobVerdict verdict = Sends.async(bench.camel(), "iot-jobs:await?jobId=ota-7&timeout=2s")
                    .join()
                    .getMessage()
                    .getBody(JobVerdict.class);
            long still = hanging.stream().filter(h -> !h.isDone()).count();
            List<Outcome> outcomes = hanging.stream()
                    .map(h -> h.join().getMessage().getBody(JobVerdict.class).outcome())
                    .collect(Collectors.toList());

            assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELED);
            assertThat(still).isEqualTo(40);
            assertThat(outcomes).hasSize(40).containsOnly(Outcome.TIMEOUT);
            assertThat(bench.component().waits().callThreads()).isLessThanOrEqualTo(41);
            await().until(() -> bench.component().waits().callsOnTheWay() == 0);
        }
    }

    @Test
    void aClientOfTheUsersMakesSingleAttemptsWithABoundTooAndIsNotClosed() {
        try (AwaitBench bench = AwaitBench.open(b -> {
                    b.component().setConfiguration(new IotJobsConfiguration());
                    b.component().setAutowiredEnabled(true);
                });
                IotClient mine = Bench.client(bench.emulator().endpoint())) {
            bench.bench().camel().getRegistry().bind("mine", mine);
            bench.emulator().createJob("ota-7", "{}", "a");
            bench.end("a", "ota-7", "SUCCEEDED");
            bench.emulator()
                    .faults()
                    .add(Fault.throttle().on(Operation.DESCRIBE_JOB).first(2));

            CompletableFuture<Exchange> ended = bench.begin("iot-jobs:await?jobId=ota-7&iotClient=#mine");
            bench.advance(Duration.ZERO);
            long attempts = bench.looks();
            JobVerdict verdict = bench.verdict(ended, Duration.ofSeconds(10));
            bench.bench().camel().stop();

            assertThat(attempts).isEqualTo(1);
            assertThat(verdict.passed()).isTrue();
            assertThat(bench.bench().component().clients().open()).isZero();
            assertThat(mine.describeJob(d -> d.jobId("ota-7")).job().jobId()).isEqualTo("ota-7");
        }
    }
}
