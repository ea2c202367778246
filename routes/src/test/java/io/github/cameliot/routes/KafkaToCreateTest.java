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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.control.JobDescription;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
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
class KafkaToCreateTest {

    private static final String THING = "pump-12";

    private static EmbeddedKafka kafka;
    private static Topics topics;
    private static JobsEmulator emulator;
    private static App bridge;
    private static int number;

    private String job;

    @BeforeAll
    static void startBridge() throws Exception {
        emulator = JobsEmulator.start();
        emulator.createThing(THING, "pump-17");
        kafka = EmbeddedKafka.start();
        topics = new Topics(kafka.bootstrapServers());
        topics.create("commands", 1, Map.of("max.message.bytes", "5000000"));
        topics.create("dead", 1, Map.of("max.message.bytes", "3000000"));
        bridge = App.start(bridge(""));
    }

    @AfterAll
    static void stop() {
        bridge.close();
        topics.close();
        kafka.close();
        emulator.close();
    }

    @BeforeEach
    void nextJob() {
        emulator.faults().clear();
        job = "job-" + ++number;
    }

    @Test
    void aCommandBecomesAJobWithAllItSays() {
        send("""
                {"jobId":"%s","things":["pump-12","pump-17"],"document":{"version":7},"description":"seven",
                 "targetSelection":"CONTINUOUS","inProgressTimeoutInMinutes":30,"retries":{"FAILED":2,"TIMED_OUT":1},
                 "maximumPerMinute":50,"note":"passed over"}""".formatted(job));

        assertThat(emulator.execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(emulator.execution("pump-17", job).status()).isEqualTo(ExecutionStatus.QUEUED);
        JobDescription created = describe(job);
        assertThat(created.description()).isEqualTo("seven");
        assertThat(created.targetSelection()).isEqualTo("CONTINUOUS");
        assertThat(created.inProgressTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aGroupIsTargetedByItsArn() {
        emulator.createGroup("west-" + number, "valve-" + number);

        send(
                "{\"jobId\":\"%s\",\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thinggroup/west-%d\"],\"document\":{}}"
                        .formatted(job, number));

        assertThat(emulator.execution("valve-" + number, job).status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void withoutAJobIdTheRecordsPlaceIsTheId() {
        long offset = write("{\"things\":[\"pump-12\"],\"document\":{\"n\":1}}");
        await().until(() -> committed() > offset);

        assertThat(emulator.execution(THING, "commands-0-" + offset).status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void recordsThatAreReadAgainMakeNoOtherJobAndNoDeadLetter() throws Exception {
        topics.create("orders.v2", 1, Map.of());
        topics.create("dead-orders", 1, Map.of());
        topics.send(new ProducerRecord<>(
                "orders.v2", 0, THING, command(job, "{\"a\":1}").getBytes(UTF_8)));
        topics.send(new ProducerRecord<>(
                "orders.v2", 0, THING, "{\"things\":[\"pump-12\"],\"document\":{}}".getBytes(UTF_8)));
        int before = emulator.executions(THING).size();

        // The second group reads the topic from its beginning: every record is redelivered.
        for (String group : List.of("first", "second")) {
            try (App app = App.start(bridge("""
                    camel.route-template[bridge].topic = orders.v2
                    camel.route-template[bridge].dead-letter-topic = dead-orders
                    camel.route-template[bridge].group-id = %s
                    """.formatted(group)))) {
                await().until(() -> topics.committed(group, "orders.v2", 0).orElse(0L) == 2);
            }
            assertThat(emulator.executions(THING)).as(group).hasSize(before + 2);
        }

        assertThat(emulator.execution(THING, job).executionNumber()).isEqualTo(1);
        assertThat(topics.all("dead-orders")).isEmpty();
    }

    @Test
    void aBrokerThatRestartsMeanwhileLosesNoCommand() throws Exception {
        try (EmbeddedKafka restarted = EmbeddedKafka.start();
                Topics own = new Topics(restarted.bootstrapServers())) {
            own.create("commands", 1, Map.of());
            own.create("dead", 1, Map.of());
            try (Faults.ActiveFault away =
                            emulator.faults().add(Fault.unavailable().on(Operation.CREATE_JOB));
                    App app = App.start(bridge("""
                            camel.component.kafka.brokers = %s
                            camel.component.kafka.session-timeout-ms = 2000
                            camel.component.kafka.heartbeat-interval-ms = 500
                            """.formatted(restarted.bootstrapServers())))) {
                own.send(new ProducerRecord<>(
                        "commands", 0, THING, command(job, "{}").getBytes(UTF_8)));
                await().until(() -> away.hits() > 0);
                restarted.stop();
                away.close();
                restarted.startAgain();

                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                own.committed("iot-jobs-create", "commands", 0).orElse(0L) == 1);
            }

            assertThat(emulator.execution(THING, job).executionNumber()).isEqualTo(1);
            assertThat(own.all("dead")).isEmpty();
        }
    }

    @Test
    void anotherJobUnderTheIdIsADeadLetterAndTheFirstStands() {
        send(command(job, "{\"pin\":\"SESAME1\"}"));
        send(command(job, "{ \"pin\" : \"SESAME1\" }"));
        send(command(job, "{\"pin\":\"SESAME2\"}"));

        assertThat(reasons()).containsExactly("CONTRADICTS");
        assertThat(header(deadLetters().get(0), "iot-dead-letter-message"))
                .contains(job, "document")
                .doesNotContain("SESAME");
    }

    @Test
    void theLostAnswerOfACreationIsNoFailure() {
        emulator.faults().add(Fault.resetAfterEffect().on(Operation.CREATE_JOB).first(1));

        send(command(job, "{}"));

        assertThat(emulator.execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON at all|NOT_JSON",
                "''|NOT_JSON",
                "{} {}|NOT_JSON",
                "[]|NOT_VALID",
                "{\"jobId\":\"x\",\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"]}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"a/b\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"a b\",\"things\":[\"pump-12\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":\"text\"}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"targets\":[\"a\"],\"document\":{}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{},\"retries\":{\"REJECTED\":1}}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{},\"inProgressTimeoutInMinutes\":0}|NOT_VALID",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{},\"retries\":{\"ALL\":1,\"FAILED\":1}}|REFUSED",
                "{\"jobId\":\"x\",\"things\":[\"pump-12\"],\"document\":{\"a\":\"\\ud83d\"}}|REFUSED",
                "{\"jobId\":\"x\",\"things\":[\"nobody\"],\"document\":{}}|NOT_FOUND",
                "{\"jobId\":\"x\",\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thinggroup/none\"],\"document\":{}}|NOT_FOUND",
            })
    void aRecordThatIsNoCommandIsADeadLetterAndThePartitionGoesOn(String value, String reason) {
        int before = topics.all("dead").size();

        ConsumerRecord<String, byte[]> dead = sendDead(value.getBytes(UTF_8), before);

        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo(reason);
        assertThat(dead.value()).isEqualTo(value.getBytes(UTF_8));
        send(command(job, "{}"));
        assertThat(emulator.execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void aRecordWithoutAValueIsADeadLetter() {
        ConsumerRecord<String, byte[]> dead = sendDead(null, topics.all("dead").size());

        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo("NO_VALUE");
    }

    @ParameterizedTest
    @CsvSource({"40000, 40000", "2000000, 2000000", "4000000, 0"})
    void aDocumentThatIsTooLongIsADeadLetterWithItsValueWhereThatFits(int length, int kept) {
        byte[] value = command(job, "{\"text\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8);

        ConsumerRecord<String, byte[]> dead = sendDead(value, topics.all("dead").size());

        assertThat(header(dead, "iot-dead-letter-reason")).isEqualTo("REFUSED");
        assertThat(header(dead, "iot-dead-letter-message")).contains("32768 characters");
        assertThat(dead.value()).isEqualTo(kept == 0 ? null : value);
    }

    @ParameterizedTest
    @CsvSource({"THROTTLE", "UNAVAILABLE", "RESET", "ERROR_BODY"})
    void whileTheServiceIsAwayNothingIsCommittedAndThenTheJobIsMade(String kind) {
        long offset;
        Fault fault = Fault.of(FaultKind.valueOf(kind)).on(Operation.CREATE_JOB);
        try (Faults.ActiveFault away = emulator.faults().add(fault)) {
            offset = write(command(job, "{}"));
            await().until(() -> away.hits() > 8); // more than one round of retries

            assertThat(committed()).isEqualTo(offset);
        }

        await().until(() -> committed() > offset);
        assertThat(emulator.execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void whatIsForbiddenIsADeadLetterAfterRetries() {
        try (Faults.ActiveFault forbidden =
                emulator.faults().add(Fault.forbidden().on(Operation.CREATE_JOB))) {
            send(command(job, "{}"));

            assertThat(forbidden.hits()).isEqualTo(6);
        }
        assertThat(reasons()).containsExactly("FORBIDDEN");
    }

    private static String bridge(String more) {
        return """
                camel.component.iot-jobs.uri-endpoint-override = %s
                camel.component.iot-jobs.region = us-east-1
                camel.component.iot-jobs.access-key = emulator
                camel.component.iot-jobs.secret-key = emulator
                camel.component.kafka.brokers = %s
                iot-jobs.retry-delay = 10
                camel.route-template[bridge].template-id = kafka-to-iot-jobs-create
                camel.route-template[bridge].topic = commands
                camel.route-template[bridge].dead-letter-topic = dead
                %s
                """.formatted(emulator.endpoint(), kafka.bootstrapServers(), more);
    }

    private static String command(String jobId, String document) {
        return "{\"jobId\":\"%s\",\"things\":[\"pump-12\"],\"document\":%s}".formatted(jobId, document);
    }

    private static JobDescription describe(String jobId) {
        return bridge.context()
                .createProducerTemplate()
                .requestBody("iot-jobs:describe?jobId=" + jobId, (Object) null, JobDescription.class);
    }

    private static long write(String value) {
        return topics.send(new ProducerRecord<>("commands", 0, THING, value.getBytes(UTF_8)))
                .offset();
    }

    /** Writes a record and waits until it is done. */
    private static void send(String value) {
        long offset = write(value);
        await().until(() -> committed() > offset);
    }

    private static ConsumerRecord<String, byte[]> sendDead(byte[] value, int before) {
        long offset =
                topics.send(new ProducerRecord<>("commands", 0, THING, value)).offset();
        await().until(() -> committed() > offset);
        List<ConsumerRecord<String, byte[]>> dead = topics.all("dead");
        assertThat(dead).hasSize(before + 1);
        return dead.get(before);
    }

    private static long committed() {
        return topics.committed("iot-jobs-create", "commands", 0).orElse(0L);
    }

    /** Those of this test's job. */
    private List<ConsumerRecord<String, byte[]>> deadLetters() {
        return topics.all("dead").stream()
                .filter(r -> r.value() != null && new String(r.value(), UTF_8).contains("\"" + job + "\""))
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
