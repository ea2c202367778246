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

import static io.github.cameliot.routes.RecordBridge.header;
import static io.github.cameliot.routes.RecordBridge.message;
import static io.github.cameliot.routes.RecordBridge.reason;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Limits;
import java.time.Duration;
import java.time.Instant;
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

/** Records that are no result, or one that the service refuses: what the dead-letter topic has of them. */
class KafkaToReportDeadLettersTest {

    private static RecordBridge bridge;

    private ReportedJob job;

    @BeforeAll
    static void startBridge() throws Exception {
        bridge = RecordBridge.reporting("");
        bridge.emulator().createThing("pump-12");
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
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":\"1st\",\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":\"0\",\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":null,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1e2147483647,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1e2147483648,\"status\":\"SUCCEEDED\"}|NOT_JSON",
                "{\"thing\":\"pump-12\\n\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\\n\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}|NOT_VALID",
                "{\"thing\":\"pump-12\",\"jobId\":\"j\",\"executionNumber\":1,\"status\":\"SUCCEEDED\\n\"}|NOT_VALID",
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

        ConsumerRecord<String, byte[]> dead = bridge.sendDead(job.thing(), value.getBytes(UTF_8));

        assertThat(reason(dead)).isEqualTo(reason);
        assertThat(dead.value()).isEqualTo(value.getBytes(UTF_8));
    }

    @Test
    void aDeadLetterHasKeyValueAndHeadersByteForByteAndWhereItWas() {
        byte[] value = {(byte) 0xC3, 0x28, 0, (byte) 0xFF};
        ProducerRecord<String, byte[]> written = new ProducerRecord<>("results", 0, "k-\u00e9", value);
        written.headers().add("trace", new byte[] {1, 2, (byte) 0x80});
        long offset = bridge.committed();

        ConsumerRecord<String, byte[]> dead = bridge.sendDead(written);

        assertThat(dead.key()).isEqualTo("k-\u00e9");
        assertThat(dead.value()).isEqualTo(value);
        assertThat(dead.headers().lastHeader("trace").value()).containsExactly(1, 2, 0x80);
        assertThat(reason(dead)).isEqualTo("NOT_JSON");
        assertThat(message(dead)).isEqualTo("the value is not UTF-8");
        assertThat(header(dead, "iot-dead-letter-topic")).isEqualTo("results");
        assertThat(header(dead, "iot-dead-letter-partition")).isEqualTo("0");
        assertThat(header(dead, "iot-dead-letter-offset")).isEqualTo(String.valueOf(offset));
    }

    @Test
    void theMessageIsOneLineWhateverTheMembersOfARecordAreCalled() {
        String value = job.result("FAILED", "{\"a\\nERROR forged\":{}}");

        ConsumerRecord<String, byte[]> dead = bridge.sendDead(job.thing(), value.getBytes(UTF_8));

        assertThat(reason(dead)).isEqualTo("NOT_VALID");
        assertThat(message(dead)).contains("forged").doesNotContain("\n");
    }

    @Test
    void aRecordWithoutAValueIsADeadLetter() {
        ConsumerRecord<String, byte[]> dead = bridge.sendDead(job.thing(), null);

        assertThat(reason(dead)).isEqualTo("NO_VALUE");
        assertThat(dead.value()).isNull();
    }

    @Test
    void aRecordOfTwoMegabytesIsADeadLetterAsItIs() {
        byte[] value = "x".repeat(2_000_000).getBytes(UTF_8);

        ConsumerRecord<String, byte[]> dead = bridge.sendDead(job.thing(), value);

        assertThat(dead.value()).isEqualTo(value);
    }

    @Test
    void aRecordThatTheDeadLetterTopicDoesNotTakeIsOneWithoutItsValue() {
        ConsumerRecord<String, byte[]> dead =
                bridge.sendDead(job.thing(), "x".repeat(4_000_000).getBytes(UTF_8));

        assertThat(dead.value()).isNull();
        assertThat(reason(dead)).isEqualTo("NOT_JSON");
        assertThat(header(dead, "iot-dead-letter-value-left-out")).isEqualTo("4000000 bytes");
    }

    @ParameterizedTest
    @CsvSource({"{}, NOT_VALID", ", NO_VALUE"})
    void aRecordThatIsNearlyAllHeadersIsADeadLetterOfItsReasonAlone(String value, String reason) {
        ProducerRecord<String, byte[]> written =
                new ProducerRecord<>("results", 0, job.thing(), value == null ? null : value.getBytes(UTF_8));
        written.headers()
                .add("huge", new byte[2_000_000])
                .add("iot-dead-letter-huge", new byte[2_000_000])
                .add("iot-dead-letter-headers-left-out", new byte[900_000]);

        ConsumerRecord<String, byte[]> dead = bridge.sendDead(written);

        assertThat(reason(dead)).isEqualTo(reason);
        assertThat(dead.key()).isEqualTo(job.thing());
        assertThat(dead.value()).isNull();
        assertThat(header(dead, "iot-dead-letter-offset")).isEqualTo(String.valueOf(bridge.committed() - 1));
        assertThat(header(dead, "iot-dead-letter-value-left-out")).isEqualTo(value == null ? null : "2 bytes");
        assertThat(dead.serializedKeySize() + headerBytes(dead)).isLessThan(2_000);
    }

    @Test
    void aKeyThatTheDeadLetterTopicDoesNotTakeIsLeftOut() {
        ConsumerRecord<String, byte[]> dead = bridge.sendDead("k".repeat(4_000_000), "{}".getBytes(UTF_8));

        assertThat(reason(dead)).isEqualTo("NOT_VALID");
        assertThat(dead.key()).isNull();
        assertThat(header(dead, "iot-dead-letter-key-left-out")).isEqualTo("4000000 bytes");
    }

    @Test
    void aDeadLetterThatCannotBeWrittenIsRetriedWithGrowingPausesAndNothingIsCommitted() throws Exception {
        bridge.topics().create("unwritable", 1, Map.of());
        bridge.topics().create("unwritable-dead", 1, Map.of());
        bridge.topics().send(new ProducerRecord<>("unwritable", 0, job.thing(), "poison".getBytes(UTF_8)));

        Instant begin = Instant.now();
        try (App own = App.start(bridge.properties("""
                iot-jobs.retry-delay = 400
                camel.route-template[bridge].topic = unwritable
                camel.route-template[bridge].dead-letter-topic = unwritable-dead
                camel.beans.failure = #class:io.github.cameliot.routes.FailurePoint
                camel.beans.failure.before = kafka://unwritable-dead
                camel.beans.failure.only = poison
                """))) {
            FailurePoint failure = own.context().getRegistry().lookupByNameAndType("failure", FailurePoint.class);
            await().until(() -> failure.thrown() == 3);

            assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(400 + 800));
        }
        assertThat(bridge.topics().committed("iot-jobs-report", "unwritable", 0))
                .isEmpty();
    }

    @Test
    void headersOfARecordSteerNeitherItsReportNorItsDeadLetter() throws Exception {
        job.start();
        List.of("steered", "steered-dead", "stolen")
                .forEach(t -> bridge.topics().create(t, 1, Map.of()));
        for (String value : List.of("poison", job.result("SUCCEEDED"))) {
            ProducerRecord<String, byte[]> written =
                    new ProducerRecord<>("steered", 0, job.thing(), value.getBytes(UTF_8));
            List.of("expectedVersion", "StepTimeout", "UpdateStatusDetails", "OutcomeReason")
                    .forEach(name -> written.headers().add("CAMELAwsIotJobs" + name, "9".getBytes(UTF_8)));
            written.headers().add(KafkaHeaders.OVERRIDE_TOPIC, "stolen".getBytes(UTF_8));
            written.headers().add("trace", "t-1".getBytes(UTF_8));
            bridge.topics().send(written);
        }

        // A strategy that lets all headers pass, where camel-kafka's own keeps Camel's out.
        try (App own = App.start(bridge.properties("""
                camel.component.kafka.header-filter-strategy = #class:org.apache.camel.support.DefaultHeaderFilterStrategy
                camel.route-template[bridge].topic = steered
                camel.route-template[bridge].dead-letter-topic = steered-dead
                """))) {
            await().until(() ->
                    bridge.topics().committed("iot-jobs-report", "steered", 0).orElse(0L) == 2);
        }

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bridge.topics().all("steered-dead"))
                .extracting(dead -> new String(dead.value(), UTF_8) + " " + header(dead, "trace"))
                .containsExactly("poison t-1");
    }

    @ParameterizedTest
    @CsvSource({
        "records/result-connect.json, NOT_VALID, envelope of Kafka Connect",
        "records/result-registry.bin, NOT_JSON, 'schema registry (magic byte 0, schema 7)'",
    })
    void aWrappedValueIsRefusedByItsName(String file, String reason, String name) {
        ConsumerRecord<String, byte[]> dead = bridge.sendDead(job.thing(), Inputs.bytes(file));

        assertThat(reason(dead)).isEqualTo(reason);
        assertThat(message(dead)).contains(name);
        assertThat(dead.value()).isEqualTo(Inputs.bytes(file));
    }

    @Test
    void anEnvelopeOfConnectIsRemovedWhereTheOptionSaysSo() throws Exception {
        job.start();
        bridge.topics().create("wrapped", 1, Map.of());
        bridge.topics().create("wrapped-dead", 1, Map.of());
        String wrapped = Inputs.text("records/result-connect.json")
                .replace("pump-12", job.thing())
                .replace("ota-7", job.id());
        for (String value : List.of(wrapped, "{\"schema\":null,\"payload\":null}")) {
            bridge.topics().send(new ProducerRecord<>("wrapped", 0, job.thing(), value.getBytes(UTF_8)));
        }

        try (App own = App.start(bridge.properties("""
                camel.route-template[bridge].topic = wrapped
                camel.route-template[bridge].dead-letter-topic = wrapped-dead
                camel.route-template[bridge].envelope = connect
                """))) {
            await().until(() ->
                    bridge.topics().committed("iot-jobs-report", "wrapped", 0).orElse(0L) == 2);
        }

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bridge.topics().all("wrapped-dead"))
                .extracting(RecordBridge::reason)
                .containsExactly("NO_VALUE");
    }

    private static int headerBytes(ConsumerRecord<String, byte[]> found) {
        int bytes = 0;
        for (Header header : found.headers()) {
            bytes += header.key().length() + header.value().length;
        }
        return bytes;
    }

    @Test
    void whatTheServiceRefusesIsADeadLetter() throws Exception {
        bridge.topics().create("refused", 1, Map.of());
        bridge.topics().create("refused-dead", 1, Map.of());
        // Stricter than what the component makes details fit to: 400 for a long value, 413 for many.
        Limits strict = new Limits(32_768, 10, 20, 10, 300);
        try (JobsEmulator refusing = JobsEmulator.builder().limits(strict).start();
                App own = App.start(bridge.properties("""
                        camel.component.iot-jobs-data.uri-endpoint-override = %s
                        camel.route-template[bridge].topic = refused
                        camel.route-template[bridge].dead-letter-topic = refused-dead
                        """.formatted(refusing.endpoint())))) {
            refusing.createJob(job.id(), "{}", job.thing());
            own.send("iot-jobs-data:startNext?thing=" + job.thing(), "");
            for (int length : List.of(100, 1000)) {
                String details = "{\"text\":\"%s\"}".formatted("x".repeat(length));
                bridge.topics()
                        .send(new ProducerRecord<>(
                                "refused",
                                0,
                                job.thing(),
                                job.result("FAILED", details).getBytes(UTF_8)));
            }

            await().until(() ->
                    bridge.topics().committed("iot-jobs-report", "refused", 0).orElse(0L) == 2);

            assertThat(refusing.execution(job.thing(), job.id()).status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        }
        assertThat(bridge.topics().all("refused-dead"))
                .extracting(RecordBridge::reason, dead -> message(dead).replaceAll(".*(HTTP \\d+).*", "$1"))
                .containsExactly(tuple("REFUSED", "HTTP 400"), tuple("REFUSED", "HTTP 413"));
    }

    @Test
    void aPoisonRecordThatIsTheFirstOfAFreshGroupIsADeadLetterAndTheNextIsReported() throws Exception {
        job.start();
        bridge.topics().create("fresh", 1, Map.of());
        bridge.topics().create("fresh-dead", 1, Map.of());
        for (String value : List.of("poison", job.result("SUCCEEDED"))) {
            bridge.topics().send(new ProducerRecord<>("fresh", 0, job.thing(), value.getBytes(UTF_8)));
        }

        try (App own = App.start(bridge.properties("""
                camel.route-template[bridge].topic = fresh
                camel.route-template[bridge].dead-letter-topic = fresh-dead
                camel.route-template[bridge].group-id = nobody-yet
                """))) {
            await().until(() ->
                    bridge.topics().committed("nobody-yet", "fresh", 0).orElse(0L) == 2);
        }

        assertThat(bridge.topics().all("fresh-dead"))
                .extracting(dead -> new String(dead.value(), UTF_8))
                .containsExactly("poison");
        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
