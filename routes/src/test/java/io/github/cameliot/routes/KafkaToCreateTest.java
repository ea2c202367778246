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
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands and the jobs that are created for them, also where a record is read again or a call fails. */
class KafkaToCreateTest {

    private static final String THING = "pump-12";

    private static RecordBridge bridge;

    private String job;

    @BeforeAll
    static void startBridge() throws Exception {
        bridge = RecordBridge.creating();
        bridge.emulator().createThing(THING, "pump-17");
    }

    @AfterAll
    static void stopBridge() {
        bridge.close();
    }

    @BeforeEach
    void nextJob() {
        job = bridge.nextJob();
    }

    @Test
    void aCommandBecomesAJobWithAllItSays() {
        bridge.send(THING, """
                {"jobId":"%s","things":["pump-12","pump-17"],"document":{"version":7},"description":"seven",
                 "targetSelection":"CONTINUOUS","inProgressTimeoutInMinutes":30,"retries":{"FAILED":2,"TIMED_OUT":1},
                 "maximumPerMinute":50,"note":"passed over"}""".formatted(job));

        assertThat(bridge.emulator().execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(bridge.emulator().execution("pump-17", job).status()).isEqualTo(ExecutionStatus.QUEUED);
        JobDescription created = describe(job);
        assertThat(created.description()).isEqualTo("seven");
        assertThat(created.targetSelection()).isEqualTo("CONTINUOUS");
        assertThat(created.inProgressTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(bridge.deadLetters(job)).isEmpty();
    }

    @Test
    void aGroupIsTargetedByItsArn() {
        bridge.emulator().createGroup("west-" + job, "valve-" + job);

        bridge.send(
                THING,
                "{\"jobId\":\"%s\",\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thinggroup/west-%s\"],\"document\":{}}"
                        .formatted(job, job));

        assertThat(bridge.emulator().execution("valve-" + job, job).status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void withoutAJobIdTheRecordsPlaceIsTheId() {
        long offset = bridge.write(THING, "{\"things\":[\"pump-12\"],\"document\":{\"n\":1}}");
        await().until(() -> bridge.committed() > offset);

        assertThat(bridge.emulator().execution(THING, "commands-0-" + offset).status())
                .isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void recordsThatAreReadAgainMakeNoOtherJobAndNoDeadLetter() throws Exception {
        bridge.topics().create("orders.v2", 1, Map.of());
        bridge.topics().create("dead-orders", 1, Map.of());
        bridge.topics()
                .send(new ProducerRecord<>(
                        "orders.v2", 0, THING, command(job, "{\"a\":1}").getBytes(UTF_8)));
        bridge.topics()
                .send(new ProducerRecord<>(
                        "orders.v2", 0, THING, "{\"things\":[\"pump-12\"],\"document\":{}}".getBytes(UTF_8)));
        int before = bridge.emulator().executions(THING).size();

        // The second group reads the topic from its beginning: every record is redelivered.
        for (String group : List.of("first", "second")) {
            try (App app = App.start(bridge.properties("""
                    camel.route-template[bridge].topic = orders.v2
                    camel.route-template[bridge].dead-letter-topic = dead-orders
                    camel.route-template[bridge].group-id = %s
                    """.formatted(group)))) {
                await().until(() ->
                        bridge.topics().committed(group, "orders.v2", 0).orElse(0L) == 2);
            }
            assertThat(bridge.emulator().executions(THING)).as(group).hasSize(before + 2);
        }

        assertThat(bridge.emulator().execution(THING, job).executionNumber()).isEqualTo(1);
        assertThat(bridge.topics().all("dead-orders")).isEmpty();
    }

    @Test
    void aBrokerThatRestartsMeanwhileLosesNoCommand() throws Exception {
        try (EmbeddedKafka restarted = EmbeddedKafka.start();
                Topics own = new Topics(restarted.bootstrapServers())) {
            own.create("commands", 1, Map.of());
            own.create("dead", 1, Map.of());
            try (Faults.ActiveFault away =
                            bridge.emulator().faults().add(Fault.unavailable().on(Operation.CREATE_JOB));
                    App app = App.start(bridge.properties("""
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

            assertThat(bridge.emulator().execution(THING, job).executionNumber())
                    .isEqualTo(1);
            assertThat(own.all("dead")).isEmpty();
        }
    }

    @Test
    void aCommandOfAnAbortedTransactionMakesNoJob() {
        String aborted = job + "-aborted";
        bridge.topics()
                .abort(new ProducerRecord<>(
                        "commands", 0, THING, command(aborted, "{}").getBytes(UTF_8)));

        bridge.send(THING, command(job, "{}"));

        assertThat(bridge.emulator().executions(THING))
                .extracting(Execution::jobId)
                .contains(job)
                .doesNotContain(aborted);
    }

    @Test
    void theDocumentArrivesAsItIsWritten() {
        bridge.send(THING, Inputs.text("records/command-numbers.json").replace("n-1", job));
        bridge.send(THING, command(job + "-2", "{ \"n\" : null, \"x\" : [ -0, 1E+2, \"\u00e9\" ], \"1\" : \"1\" }"));

        assertThat(document(job)).isEqualTo("{\"a\":1e400,\"b\":0.12345678901234567890123,\"d\":1.10}");
        assertThat(document(job + "-2"))
                .as("a thing gets no member that is null, and all others as they were written")
                .isEqualTo("{\"x\":[-0,1E+2,\"\u00e9\"],\"1\":\"1\"}");
        assertThat(bridge.deadLetters(job)).isEmpty();
    }

    @Test
    void wholeNumbersMayBeTextAndWhatIsNullIsNotThere() {
        bridge.send(THING, """
                {"jobId":"%s","things":["pump-12"],"targets":null,"document":{},"description":null,
                 "inProgressTimeoutInMinutes":"30","retries":{"FAILED":"2"},"maximumPerMinute":"50"}""".formatted(job));

        assertThat(describe(job).inProgressTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(bridge.deadLetters(job)).isEmpty();
    }

    @Test
    void theLostAnswerOfACreationIsNoFailure() {
        bridge.emulator()
                .faults()
                .add(Fault.resetAfterEffect().on(Operation.CREATE_JOB).first(1));

        bridge.send(THING, command(job, "{}"));

        assertThat(bridge.emulator().execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(bridge.deadLetters(job)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"THROTTLE", "UNAVAILABLE", "RESET", "ERROR_BODY"})
    void whileTheServiceIsAwayNothingIsCommittedAndThenTheJobIsMade(String kind) {
        long offset;
        Fault fault = Fault.of(FaultKind.valueOf(kind)).on(Operation.CREATE_JOB);
        try (Faults.ActiveFault away = bridge.emulator().faults().add(fault)) {
            offset = bridge.write(THING, command(job, "{}"));
            await().until(() -> away.hits() > 8); // more than one round of retries

            assertThat(bridge.committed()).isEqualTo(offset);
        }

        await().until(() -> bridge.committed() > offset);
        assertThat(bridge.emulator().execution(THING, job).status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(bridge.deadLetters(job)).isEmpty();
    }

    private static String command(String jobId, String document) {
        return "{\"jobId\":\"%s\",\"things\":[\"pump-12\"],\"document\":%s}".formatted(jobId, document);
    }

    private static String document(String jobId) {
        return bridge.app()
                .context()
                .createProducerTemplate()
                .requestBody("iot-jobs-data:describe?thing=pump-12&jobId=" + jobId, (Object) null, String.class);
    }

    private static JobDescription describe(String jobId) {
        return bridge.app()
                .context()
                .createProducerTemplate()
                .requestBody("iot-jobs:describe?jobId=" + jobId, (Object) null, JobDescription.class);
    }
}
