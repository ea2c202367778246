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
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Limits;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bridge for all tests; each has a job of its own, and waits until the bridge has committed its records. */
class KafkaToReportTest {

    private static EmbeddedKafka kafka;
    private static Topics topics;
    private static JobsEmulator emulator;
    private static App bridge;
    private static int number;

    private String job;
    private String thing;

    @BeforeAll
    static void startBridge() throws Exception {
        emulator = JobsEmulator.start();
        emulator.createThing("pump-12");
        kafka = EmbeddedKafka.start();
        topics = new Topics(kafka.bootstrapServers());
        topics.create("results", 1, Map.of("max.message.bytes", "5000000"));
        topics.create("dead", 1, Map.of("max.message.bytes", "3000000"));
        bridge = App.start("""
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                iot-jobs.retry-delay = 10
                camel.beans.trap = #class:io.github.cameliot.routes.Trap
                camel.beans.trap.before = iot-jobs-data://update
                camel.beans.trap.only = surprise
                """.formatted(emulator.endpoint(), kafka.bootstrapServers()) + template("results", "dead"));
    }

    private static String template(String topic, String deadLetterTopic) {
        return """
                camel.route-template[bridge].template-id = kafka-to-iot-jobs-report
                camel.route-template[bridge].topic = %s
                camel.route-template[bridge].dead-letter-topic = %s
                """.formatted(topic, deadLetterTopic);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        topics.close();
        kafka.close();
        emulator.close();
    }

    @BeforeEach
    void createJob() {
        emulator.faults().clear();
        job = "job-" + ++number;
        thing = "thing-" + number;
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED", "FAILED", "REJECTED"})
    void aResultIsReportedByOneCall(String status) {
        start(job);
        emulator.requests().clear();

        send(result(job, 1, status, "{\"version\":\"7\",\"attempts\":2,\"clean\":true}"));

        assertThat(execution().status().name()).isEqualTo(status);
        assertThat(execution().statusDetails())
                .containsEntry("version", "7")
                .containsEntry("attempts", "2")
                .containsEntry("clean", "true");
        assertThat(emulator.requests().total()).isEqualTo(1);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void progressKeepsTheMarkAndTheDetailsThatAreThere() {
        start(job);
        report(job, Map.of("claimedBy", "v1 worker=a", "topic", "jobs"));

        send(result(job, 1, "IN_PROGRESS", "{\"step\":\"download\",\"claimedBy\":\"me\"}"));
        send(result(job, 1, "IN_PROGRESS", null));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(execution().statusDetails())
                .containsOnly(
                        Map.entry("claimedBy", "v1 worker=a"),
                        Map.entry("topic", "jobs"),
                        Map.entry("step", "download"));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aDuplicateIsDoneWithoutADeadLetter() {
        start(job);

        send(result(job, 1, "SUCCEEDED", "{\"a\":\"1\"}"));
        send(result(job, 1, "SUCCEEDED", "{\"a\":\"1\"}"));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aContradictingResultIsADeadLetterAndTheFirstStands() {
        start(job);

        send(result(job, 1, "SUCCEEDED", null));
        send(result(job, 1, "FAILED", null));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(reasons()).containsExactly("CONTRADICTS");
    }

    @Test
    void progressAfterTheEndIsOutOfOrder() {
        start(job);

        send(result(job, 1, "SUCCEEDED", null));
        send(result(job, 1, "IN_PROGRESS", null));
        send(result(job, 1, "IN_PROGRESS", "{\"step\":\"late\"}"));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(reasons()).containsExactly("OUT_OF_ORDER", "OUT_OF_ORDER");
    }

    @Test
    void aResultForACancelledJobIsTooLate() {
        start(job);
        emulator.cancelJob(job, true);

        send(result(job, 1, "SUCCEEDED", null));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(reasons()).containsExactly("TOO_LATE");
    }

    @Test
    void aResultForAnExecutionThatTimedOutIsTooLateAndItsRetryIsLeftAlone() {
        emulator.createJob(JobSpec.of(job)
                .things(thing)
                .inProgressTimeout(Duration.ofMinutes(5))
                .retryTimedOut(1));
        startNext();
        emulator.advance(Duration.ofMinutes(7));

        send(result(job, 1, "SUCCEEDED", null));

        assertThat(execution().executionNumber()).isEqualTo(2);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(reasons()).containsExactly("TOO_LATE");
    }

    @Test
    void aResultForADeletedJobIsNotFound() {
        start(job);
        emulator.deleteJob(job, true);

        send(result(job, 1, "SUCCEEDED", null));

        assertThat(reasons()).containsExactly("NOT_FOUND");
    }

    @Test
    void aResultForAJobThatNobodyStartedIsADeadLetter() {
        emulator.createJob(job, "{}", thing);

        send(result(job, 1, "SUCCEEDED", null));

        assertThat(reasons()).containsExactly("NOT_STARTED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON at all|NOT_JSON",
                "''|NOT_JSON",
                "{\"thing\":\"pump-12\"|NOT_JSON",
                "{\"thing\":\"a\",\"thing\":\"b\"}|NOT_JSON",
                "{} {}|NOT_JSON",
                "null|NOT_VALID",
                "[]|NOT_VALID",
                "{\"firmware\":\"a job document in the wrong topic\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":\"1\",\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":0,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1e30,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"CANCELED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"QUEUED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"Done\"}|NOT_VALID",
                "{\"thing\":\"../x\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"$next\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"FAILED\",\"statusDetails\":{\"a\":{}}}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"unknown\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}|NOT_FOUND",
                "{\"thing\":\"unknown\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}|NOT_FOUND",
            })
    void aRecordThatIsNoResultIsADeadLetterAndThePartitionGoesOn(String value, String reason) {
        int before = topics.all("dead").size();

        ConsumerRecord<String, byte[]> dead = sendDead(value.getBytes(UTF_8), before);

        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo(reason);
        assertThat(dead.value()).isEqualTo(value.getBytes(UTF_8));
    }

    @Test
    void aDeadLetterHasKeyValueAndHeadersByteForByteAndWhereItWas() {
        byte[] value = {(byte) 0xC3, 0x28, 0, (byte) 0xFF};
        ProducerRecord<String, byte[]> written = new ProducerRecord<>("results", 0, "k-\u00e9", value);
        written.headers().add("trace", new byte[] {1, 2, (byte) 0x80});
        int before = topics.all("dead").size();
        long offset = topics.send(written).offset();

        await().until(() -> topics.all("dead").size() > before);

        ConsumerRecord<String, byte[]> dead = topics.all("dead").get(before);
        assertThat(dead.key()).isEqualTo("k-\u00e9");
        assertThat(dead.value()).isEqualTo(value);
        assertThat(dead.headers().lastHeader("trace").value()).containsExactly(1, 2, 0x80);
        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo("NOT_JSON");
        assertThat(header(dead, "iot-dead-letter-message")).isEqualTo("the value is not UTF-8");
        assertThat(header(dead, "iot-dead-letter-topic")).isEqualTo("results");
        assertThat(header(dead, "iot-dead-letter-partition")).isEqualTo("0");
        assertThat(header(dead, "iot-dead-letter-offset")).isEqualTo(String.valueOf(offset));
    }

    @Test
    void theMessageIsOneLineWhateverTheMembersOfARecordAreCalled() {
        int before = topics.all("dead").size();
        String value = result(job, 1, "FAILED", "{\"a\\nERROR forged\":{}}");

        ConsumerRecord<String, byte[]> dead = sendDead(value.getBytes(UTF_8), before);

        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo("NOT_VALID");
        assertThat(header(dead, "iot-dead-letter-message")).contains("forged").doesNotContain("\n");
    }

    @Test
    void aRecordWithoutAValueIsADeadLetter() {
        int before = topics.all("dead").size();

        ConsumerRecord<String, byte[]> dead = sendDead(null, before);

        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo("NO_VALUE");
        assertThat(dead.value()).isNull();
    }

    @Test
    void aRecordOfTwoMegabytesIsADeadLetterAsItIs() {
        int before = topics.all("dead").size();
        byte[] value = "x".repeat(2_000_000).getBytes(UTF_8);

        ConsumerRecord<String, byte[]> dead = sendDead(value, before);

        assertThat(dead.value()).isEqualTo(value);
    }

    @Test
    void aRecordThatTheDeadLetterTopicDoesNotTakeIsOneWithoutItsValue() {
        int before = topics.all("dead").size();

        ConsumerRecord<String, byte[]> dead = sendDead("x".repeat(4_000_000).getBytes(UTF_8), before);

        assertThat(dead.value()).isNull();
        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo("NOT_JSON");
        assertThat(header(dead, "iot-dead-letter-value-left-out")).isEqualTo("4000000 bytes");
    }

    @Test
    void hostileDetailsAreMadeToFit() {
        start(job);

        send(result(
                job,
                1,
                "FAILED",
                "{\"dotted.key\":\"a\",\"text\":\"line\\nline\\u0000" + "x".repeat(5000) + "\",\"empty\":\"\"}"));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"THROTTLE", "UNAVAILABLE", "RESET", "ERROR_BODY"})
    void whileTheServiceIsAwayNothingIsCommittedAndTheOrderIsKept(String kind) {
        start(job);
        String other = thing + "-b";
        String second = job + "-b";
        emulator.createJob(second, "{}", other);
        startNext(other);
        Fault fault = Fault.of(FaultKind.valueOf(kind)).on(Operation.UPDATE_JOB_EXECUTION);
        long first;
        try (Faults.ActiveFault away = emulator.faults().add(fault)) {
            first = write(result(job, 1, "SUCCEEDED", null));
            write(result(second, 1, "SUCCEEDED", null).replace(thing, other));
            await().until(() -> away.hits() > 8); // more than one round of retries

            assertThat(committed()).isEqualTo(first);
            assertThat(execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        }

        await().until(() -> committed() == first + 2);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution(other, second).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aReportWhoseAnswerWasLostIsDelivered() {
        start(job);
        emulator.faults()
                .add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION).first(1));

        send(result(job, 1, "SUCCEEDED", null));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void whatIsForbiddenIsADeadLetterAfterRetries() {
        start(job);
        try (Faults.ActiveFault forbidden =
                emulator.faults().add(Fault.forbidden().on(Operation.UPDATE_JOB_EXECUTION))) {
            send(result(job, 1, "SUCCEEDED", null));

            assertThat(forbidden.hits()).isEqualTo(6);
        }
        assertThat(reasons()).containsExactly("FORBIDDEN");
    }

    @Test
    void permissionThatComesBackInTimeCostsNoResult() {
        start(job);
        emulator.faults()
                .add(Fault.forbidden().on(Operation.UPDATE_JOB_EXECUTION).first(3));

        send(result(job, 1, "SUCCEEDED", null));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void progressThatMeetsAnotherWriterIsReadAgain() {
        start(job);
        report(job, Map.of("claimedBy", "v1 worker=a"));
        emulator.faults()
                .add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION).first(1));

        send(result(job, 1, "IN_PROGRESS", "{\"step\":\"download\"}")); // its own first attempt is the other writer

        assertThat(execution().statusDetails())
                .containsEntry("step", "download")
                .containsEntry("claimedBy", "v1 worker=a");
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aFailureThatNobodyForesawIsADeadLetterAfterRetriesAndThePartitionGoesOn() {
        start(job);

        send(result(job, 1, "FAILED", "{\"note\":\"surprise\"}"));
        send(result(job, 1, "SUCCEEDED", null));

        assertThat(reasons()).containsExactly("UNEXPECTED");
        assertThat(header(deadLetters().get(0), "iot-dead-letter-message")).contains("nobody foresaw this");
        Trap trap = bridge.context().getRegistry().lookupByNameAndType("trap", Trap.class);
        assertThat(trap.sprung()).as("one attempt and three retries").isEqualTo(4);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whatTheServiceRefusesIsADeadLetter() throws Exception {
        topics.create("refused", 1, Map.of());
        topics.create("refused-dead", 1, Map.of());
        // Stricter than what the component makes details fit to: 400 for a long value, 413 for many.
        Limits strict = new Limits(32_768, 10, 20, 10, 300);
        try (JobsEmulator refusing = JobsEmulator.builder().limits(strict).start();
                App own = App.start("""
                        camel.component.iot-jobs-data.uri-endpoint-override = %s
                        camel.component.kafka.brokers = %s
                        """.formatted(refusing.endpoint(), kafka.bootstrapServers())
                        + template("refused", "refused-dead"))) {
            refusing.createJob(job, "{}", thing);
            own.send("iot-jobs-data:startNext?thing=" + thing, "");
            for (int length : List.of(100, 1000)) {
                String details = "{\"text\":\"%s\"}".formatted("x".repeat(length));
                topics.send(new ProducerRecord<>(
                        "refused", 0, thing, result(job, 1, "FAILED", details).getBytes(UTF_8)));
            }

            await().until(() ->
                    topics.committed("iot-jobs-report", "refused", 0).orElse(0L) == 2);

            assertThat(refusing.execution(thing, job).status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        }
        assertThat(topics.all("refused-dead"))
                .extracting(
                        dead -> header(dead, "iot-dead-letter-reason"),
                        dead -> header(dead, "iot-dead-letter-message").replaceAll(".*(HTTP \\d+).*", "$1"))
                .containsExactly(tuple("REFUSED", "HTTP 400"), tuple("REFUSED", "HTTP 413"));
    }

    @Test
    void aPoisonRecordThatIsTheFirstOfAFreshGroupIsADeadLetterAndTheNextIsReported() throws Exception {
        start(job);
        topics.create("fresh", 1, Map.of());
        topics.create("fresh-dead", 1, Map.of());
        for (String value : List.of("poison", result(job, 1, "SUCCEEDED", null))) {
            topics.send(new ProducerRecord<>("fresh", 0, thing, value.getBytes(UTF_8)));
        }

        try (App own = App.start(
                """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                camel.route-template[bridge].group-id = nobody-yet
                """.formatted(emulator.endpoint(), kafka.bootstrapServers()) + template("fresh", "fresh-dead"))) {
            await().until(() -> topics.committed("nobody-yet", "fresh", 0).orElse(0L) == 2);
        }

        assertThat(topics.all("fresh-dead"))
                .extracting(dead -> new String(dead.value(), UTF_8))
                .containsExactly("poison");
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private void start(String jobId) {
        emulator.createJob(jobId, "{}", thing);
        startNext();
    }

    private void startNext() {
        startNext(thing);
    }

    private static void startNext(String thing) {
        bridge.context().createProducerTemplate().requestBody("iot-jobs-data:startNext?thing=" + thing, (Object) null);
    }

    private void report(String jobId, Map<String, String> details) {
        bridge.context()
                .createProducerTemplate()
                .requestBodyAndHeader(
                        "iot-jobs-data:update?thing=" + thing + "&jobId=" + jobId + "&status=IN_PROGRESS",
                        null,
                        "CamelAwsIotJobsUpdateStatusDetails",
                        details);
    }

    private Execution execution() {
        return emulator.execution(thing, job);
    }

    private String result(String jobId, int execution, String status, String details) {
        return "{\"thing\":\"%s\",\"jobId\":\"%s\",\"executionNumber\":%d,\"status\":\"%s\"%s}"
                .formatted(thing, jobId, execution, status, details == null ? "" : ",\"statusDetails\":" + details);
    }

    private long write(String value) {
        return topics.send(new ProducerRecord<>("results", 0, thing, value.getBytes(UTF_8)))
                .offset();
    }

    /** Writes a record and waits until it is done. */
    private void send(String value) {
        long offset = write(value);
        await().until(() -> committed() > offset);
    }

    private ConsumerRecord<String, byte[]> sendDead(byte[] value, int before) {
        long offset =
                topics.send(new ProducerRecord<>("results", 0, thing, value)).offset();
        await().until(() -> committed() > offset);
        List<ConsumerRecord<String, byte[]>> dead = topics.all("dead");
        assertThat(dead).hasSize(before + 1);
        return dead.get(before);
    }

    private static long committed() {
        return topics.committed("iot-jobs-report", "results", 0).orElse(0L);
    }

    /** Those of this test's job. */
    private List<ConsumerRecord<String, byte[]>> deadLetters() {
        return topics.all("dead").stream()
                .filter(r ->
                        r.value() != null && new String(r.value(), StandardCharsets.UTF_8).contains("\"" + job + "\""))
                .toList();
    }

    private List<String> reasons() {
        return deadLetters().stream()
                .map(r -> header(r, "iot-dead-letter-reason"))
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
