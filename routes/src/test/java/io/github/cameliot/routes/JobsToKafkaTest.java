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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsToKafkaTest {

    private static EmbeddedKafka kafka;
    private static Topics topics;
    private static int number;

    private JobsEmulator emulator;
    private String topic;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
        topics = new Topics(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopKafka() {
        topics.close();
        kafka.close();
    }

    @BeforeEach
    void createTopic() {
        emulator = JobsEmulator.start();
        emulator.createThing("pump-12", "pump-17");
        topic = "jobs-" + ++number;
        topics.create(topic, 1, Map.of());
    }

    @AfterEach
    void stopEmulator() {
        emulator.close();
    }

    @Test
    void aJobIsPublishedWithItsMetadataAndHandedOverInTwoWrites() throws Exception {
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");

        try (App app = App.start(bridge(""))) {
            await().until(() -> topics.all(topic).size() == 1);
            await().until(() -> details("pump-12", "ota-7").containsKey("offset"));
        }

        ConsumerRecord<String, byte[]> published = topics.all(topic).get(0);
        assertThat(published.key()).isEqualTo("pump-12");
        assertThat(new String(published.value(), UTF_8)).isEqualTo("{\"version\":7}");
        assertThat(headers(published))
                .containsEntry("iot-job-thing", "pump-12")
                .containsEntry("iot-job-id", "ota-7")
                .containsEntry("iot-job-execution-number", "1")
                .containsEntry("iot-job-attempt", "1")
                .containsEntry("iot-job-resumed", "false")
                .containsOnlyKeys(
                        "iot-job-thing",
                        "iot-job-id",
                        "iot-job-execution-number",
                        "iot-job-attempt",
                        "iot-job-resumed",
                        "iot-job-deadline",
                        "iot-job-claim",
                        "iot-job-queued-at");
        assertThat(details("pump-12", "ota-7"))
                .containsEntry("topic", topic)
                .containsEntry("partition", "0")
                .containsEntry("offset", "0")
                .containsEntry("publications", "1");
        assertThat(details("pump-12", "ota-7").get("claimedBy"))
                .contains("claim=" + headers(published).get("iot-job-claim"))
                .contains("state=handed");
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(emulator.requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION))
                .isEqualTo(1);
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void whileTheBrokerIsDownAJobIsHeldAndNotTriedUpAndThenPublished() throws Exception {
        try (App app = App.start(bridge("camel.component.kafka.max-block-ms = 300"))) {
            emulator.createJob("first", "{}", "pump-12");
            await().until(() -> details("pump-12", "first").containsKey("offset"));
            kafka.stop();
            try {
                emulator.createJob("ota-7", "{}", "pump-17");
                await().until(() -> emulator.execution("pump-17", "ota-7").status() == ExecutionStatus.IN_PROGRESS);
            } finally {
                kafka.startAgain();
            }

            await().until(() -> details("pump-17", "ota-7").containsKey("offset"));
        }

        assertThat(details("pump-17", "ota-7").get("claimedBy")).contains("attempt=1", "state=handed");
        assertThat(topics.all(topic)).extracting(ConsumerRecord::key).containsExactly("pump-12", "pump-17");
    }

    @Test
    void aJobThatEndsWhileItWaitsForTheBrokerIsNoFailure() throws Exception {
        List<CamelEvent.Type> ends = new CopyOnWriteArrayList<>();
        kafka.stop();
        try (App app = App.start(bridge("camel.component.kafka.max-block-ms = 300"))) {
            EventNotifierSupport notifier = new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof CamelEvent.ExchangeEvent e
                            && "bridge".equals(e.getExchange().getFromRouteId())
                            && (event.getType() == CamelEvent.Type.ExchangeFailed
                                    || event.getType() == CamelEvent.Type.ExchangeCompleted)) {
                        ends.add(event.getType());
                    }
                }
            };
            notifier.start();
            app.context().getManagementStrategy().addEventNotifier(notifier);
            app.context().getCamelContextExtension().setEventNotificationApplicable(true);
            emulator.createJob("ota-7", "{}", "pump-12");
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.IN_PROGRESS);

            app.send("iot-jobs-data:update?thing=pump-12&jobId=ota-7&executionNumber=1&status=SUCCEEDED", null);

            await().until(() -> !ends.isEmpty());
            assertThat(ends).containsExactly(CamelEvent.Type.ExchangeCompleted);
            assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        } finally {
            kafka.startAgain();
        }
    }

    @Test
    void aBridgeThatStopsWhileTheBrokerIsDownGivesItsJobsToTheNext() throws Exception {
        kafka.stop();
        try {
            try (App app = App.start(bridge("camel.component.kafka.max-block-ms = 300"))) {
                emulator.createJob("ota-7", "{}", "pump-12");
                await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.IN_PROGRESS);
            }
            assertThat(details("pump-12", "ota-7").get("claimedBy")).contains("state=released");
        } finally {
            kafka.startAgain();
        }

        try (App app = App.start(bridge(""))) {
            await().until(() -> details("pump-12", "ota-7").containsKey("offset"));
        }

        assertThat(topics.all(topic)).hasSize(1);
    }

    @Test
    void aBridgeThatDiesBeforeTheHandOverIsFollowedByOneThatPublishesAgain() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        try (Faults.ActiveFault dead = emulator.faults().add(Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION));
                App app = App.start(bridge(""))) {
            await().until(() -> dead.hits() > 0); // published, and the hand-over fails; as does what a stop would write
        }
        assertThat(topics.all(topic)).hasSize(1);

        emulator.advance(Duration.ofMinutes(6)); // its lease is over
        try (App app = App.start(bridge(""))) {
            await().until(() -> details("pump-12", "ota-7").containsKey("offset"));
        }

        List<ConsumerRecord<String, byte[]>> published = topics.all(topic);
        assertThat(published).hasSize(2);
        assertThat(headers(published.get(1)))
                .containsEntry("iot-job-resumed", "true")
                .containsEntry("iot-job-attempt", "2");
    }

    @Test
    void aHandOverThatFailsForAWhileIsTriedAgainWithoutAnotherPublication() throws Exception {
        emulator.faults()
                .add(Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION).first(2));
        emulator.createJob("ota-7", "{}", "pump-12");

        try (App app = App.start(bridge(""))) {
            await().until(() -> details("pump-12", "ota-7").containsKey("offset"));
        }

        assertThat(topics.all(topic)).hasSize(1);
    }

    @Test
    void aDocumentThatTheBrokerRefusesForItsSizeFailsItsJobWithTheReason() throws Exception {
        String small = topic + "-small";
        topics.create(small, 1, Map.of("max.message.bytes", "500"));
        emulator.createJob("ota-7", "{\"text\":\"" + "x".repeat(1000) + "\"}", "pump-12");

        try (App app = App.start(bridge("camel.route-template[bridge].topic = " + small))) {
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.FAILED);
        }

        assertThat(details("pump-12", "ota-7").get("reason")).contains("cannot be published", "larger than");
        assertThat(topics.all(small)).isEmpty();
    }

    @Test
    void aJobWithoutAResultInTimeFails() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");

        try (App app = App.start(bridge("camel.route-template[bridge].result-timeout = 30m"))) {
            await().until(() -> details("pump-12", "ota-7").containsKey("offset"));
            emulator.advance(Duration.ofMinutes(29));
            await().until(() -> emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION) > 3);
            assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
            emulator.advance(Duration.ofMinutes(2));
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.FAILED);
        }

        assertThat(details("pump-12", "ota-7").get("reason"))
                .isEqualTo("no result arrived within 1800 s after the publication to topic " + topic
                        + " (onResultTimeout=fail)");
        assertThat(topics.all(topic)).hasSize(1);
    }

    @Test
    void withRepublishItIsPublishedAgainUpToSoManyTimesAndThenFails() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");

        try (App app = App.start(bridge("""
                camel.route-template[bridge].on-result-timeout = republish
                camel.route-template[bridge].max-publications = 2
                """))) {
            await().until(() -> "1".equals(details("pump-12", "ota-7").get("publications")));
            emulator.advance(Duration.ofMinutes(61));
            await().until(() -> "2".equals(details("pump-12", "ota-7").get("publications")));
            emulator.advance(Duration.ofMinutes(61));
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.FAILED);
        }

        assertThat(details("pump-12", "ota-7").get("reason")).contains("2 times (maxPublications=2)");
        assertThat(topics.all(topic)).hasSize(2);
    }

    @Test
    void aWordThatIsNoPolicyIsRefusedAtTheStart() {
        assertThatThrownBy(() -> App.start(bridge("camel.route-template[bridge].on-result-timeout = ignore")))
                .hasStackTraceContaining("onResultTimeout")
                .hasStackTraceContaining("ignore");
    }

    private String bridge(String more) {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                camel.route-template[bridge].template-id = iot-jobs-to-kafka
                camel.route-template[bridge].thing = pump-12,pump-17
                camel.route-template[bridge].topic = %s
                camel.route-template[bridge].delay = 100ms
                camel.route-template[bridge].max-delay = 200ms
                %s
                """.formatted(emulator.endpoint(), kafka.bootstrapServers(), topic, more);
    }

    private Map<String, String> details(String thing, String jobId) {
        return emulator.execution(thing, jobId).statusDetails();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> published) {
        Map<String, String> all = new TreeMap<>();
        published.headers().forEach(h -> all.put(h.key(), new String(h.value(), UTF_8)));
        return all;
    }
}
