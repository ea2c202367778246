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
package io.github.cameliot.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobSpec;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service has of a result, and which ones contradict what it has. */
class KafkaToReportTest {

    private static RecordBridge bridge;

    private ReportedJob job;

    @BeforeAll
    static void startBridge() throws Exception {
        bridge = RecordBridge.reporting("");
    }

    @AfterAll
    static void stopBridge() {
        bridge.close();
    }

    @BeforeEach
    void nextJob() {
        job = ReportedJob.of(bridge);
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED", "FAILED", "REJECTED"})
    void aResultIsReportedByOneCall(String status) {
        job.start();
        bridge.emulator().requests().clear();

        job.send(job.result(status, "{\"version\":\"7\",\"attempts\":2,\"clean\":true}"));

        assertThat(job.status().name()).isEqualTo(status);
        assertThat(job.execution().statusDetails())
                .containsEntry("version", "7")
                .containsEntry("attempts", "2")
                .containsEntry("clean", "true");
        assertThat(bridge.emulator().requests().total()).isEqualTo(1);
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void progressKeepsTheMarkAndTheDetailsThatAreThere() {
        job.start();
        job.progress(Map.of("claimedBy", "v1 worker=a", "topic", "jobs"));

        job.send(job.result("IN_PROGRESS", "{\"step\":\"download\",\"claimedBy\":\"me\"}"));
        job.send(job.result("IN_PROGRESS"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(job.execution().statusDetails())
                .containsOnly(
                        Map.entry("claimedBy", "v1 worker=a"),
                        Map.entry("topic", "jobs"),
                        Map.entry("step", "download"));
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void aDuplicateIsDoneWithoutADeadLetter() {
        job.start();

        job.send(job.result("SUCCEEDED", "{\"a\":\"1\"}"));
        job.send(job.result("SUCCEEDED", "{\"a\":\"1\"}"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void aContradictingResultIsADeadLetterAndTheFirstStands() {
        job.start();

        job.send(job.result("SUCCEEDED"));
        job.send(job.result("FAILED"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(job.reasons()).containsExactly("CONTRADICTS");
    }

    @Test
    void progressAfterTheEndIsOutOfOrder() {
        job.start();

        job.send(job.result("SUCCEEDED"));
        job.send(job.result("IN_PROGRESS"));
        job.send(job.result("IN_PROGRESS", "{\"step\":\"late\"}"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(job.reasons()).containsExactly("OUT_OF_ORDER", "OUT_OF_ORDER");
    }

    @Test
    void aResultForACancelledJobIsTooLate() {
        job.start();
        bridge.emulator().cancelJob(job.id(), true);

        job.send(job.result("SUCCEEDED"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(job.reasons()).containsExactly("TOO_LATE");
    }

    @Test
    void aResultForAnExecutionThatTimedOutIsTooLateAndItsRetryIsLeftAlone() {
        bridge.emulator()
                .createJob(JobSpec.of(job.id())
                        .things(job.thing())
                        .inProgressTimeout(Duration.ofMinutes(5))
                        .retryTimedOut(1));
        job.startNext();
        bridge.emulator().advance(Duration.ofMinutes(7));

        job.send(job.result("SUCCEEDED"));

        assertThat(job.execution().executionNumber()).isEqualTo(2);
        assertThat(job.status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(job.reasons()).containsExactly("TOO_LATE");
    }

    @Test
    void aResultForADeletedJobIsNotFound() {
        job.start();
        bridge.emulator().deleteJob(job.id(), true);

        job.send(job.result("SUCCEEDED"));

        assertThat(job.reasons()).containsExactly("NOT_FOUND");
    }

    @Test
    void aResultForAJobThatNobodyStartedIsADeadLetter() {
        job.create();

        job.send(job.result("SUCCEEDED"));

        assertThat(job.reasons()).containsExactly("NOT_STARTED");
    }

    @Test
    void hostileDetailsAreMadeToFit() {
        job.start();

        job.send(job.result(
                "FAILED",
                "{\"dotted.key\":\"a\",\"text\":\"line\\nline\\u0000" + "x".repeat(5000) + "\",\"empty\":\"\"}"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IN_PROGRESS", "SUCCEEDED", "FAILED"})
    void aClaimIsNotTakenFromARecord(String status) {
        job.start();

        job.send(Inputs.text("records/result-forged-mark.json")
                .replace("pump-12", job.thing())
                .replace("ota-8", job.id())
                .replace("IN_PROGRESS", status));

        assertThat(job.status().name()).isEqualTo(status);
        assertThat(job.execution().statusDetails()).isEmpty();
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void progressWithManyDetailsKeepsTheClaimAndTheCountOfPublications() {
        job.start();
        job.progress(Map.of("claimedBy", "v1 worker=a", "publications", "2", "topic", "jobs"));
        String details = IntStream.range(0, 12)
                .mapToObj(i -> "\"d" + i + "\":" + i)
                .collect(Collectors.joining(",", "{\"publications\":-1000000,", "}"));

        job.send(job.result("IN_PROGRESS", details));

        assertThat(job.execution().statusDetails())
                .hasSize(10)
                .containsEntry("claimedBy", "v1 worker=a")
                .containsEntry("publications", "2")
                .containsEntry("d0", "0");
    }

    @Test
    void aResultOfAnAbortedTransactionIsNotReported() {
        job.start();
        bridge.topics()
                .abort(new ProducerRecord<>(
                        "results", 0, job.thing(), job.result("SUCCEEDED").getBytes(UTF_8)));

        job.send(job.result("FAILED"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "records/result.json, SUCCEEDED",
        "records/result-text-number.json, SUCCEEDED",
        "records/result-bom.json, SUCCEEDED"
    })
    void aResultIsReportedHoweverTheFieldWritesIt(String file, ExecutionStatus status) {
        job.start();

        job.send(Inputs.text(file).replace("pump-12", job.thing()).replace("ota-7", job.id()));

        assertThat(job.status()).isEqualTo(status);
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void detailsArriveAsTheyAreWrittenAndOneThatIsNullIsLeftOut() {
        job.start();

        job.send(job.result(
                "SUCCEEDED",
                "{\"a\":1e400,\"b\":0.12345678901234567890123,\"c\":1.10,\"d\":123456789012345678901234567890,"
                        + "\"e\":-0.0,\"f\":null,\"g\":1E-2}"));

        assertThat(job.execution().statusDetails())
                .containsOnly(
                        Map.entry("a", "1e400"),
                        Map.entry("b", "0.12345678901234567890123"),
                        Map.entry("c", "1.10"),
                        Map.entry("d", "123456789012345678901234567890"),
                        Map.entry("e", "-0.0"),
                        Map.entry("g", "1E-2"));
    }
}
