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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Classes that were compiled with the camel-kafka of the build run with a newer one, which has other names for its headers.
 * An execution of surefire of its own puts that on the class path.
 */
class NewerCamelKafkaTest {

    private static final String COMMAND = "{\"things\":[\"pump-12\"],\"document\":{\"version\":7}}";
    private static final String RESULT =
            "{\"thing\":\"pump-12\",\"jobId\":\"commands-0-0\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}";

    @Test
    void aCommandComesBackAsAResultByTheHeadersOfTheCamelKafkaThatRuns() throws Exception {
        assertThat(KafkaHeaders.KEY).as("of camel-kafka 4.18.3 and later").isEqualTo("CamelKafkaKey");
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                Topics topics = new Topics(kafka.bootstrapServers());
                JobsEmulator emulator = JobsEmulator.start()) {
            List.of("commands", "hints", "jobs", "results", "dead").forEach(topic -> topics.create(topic, 1, Map.of()));
            emulator.createThing("pump-12");

            try (App app = App.start(properties(emulator, kafka))) {
                await().until(() -> emulator.requests().total() == 1); // the only sweep of this hour
                send(topics, "commands", null, COMMAND); // its place becomes its id
                await().until(() -> !emulator.executions("pump-12").isEmpty());
                send(topics, "hints", "pump-12", "{}"); // the thing is the key
                await().until(() -> details(emulator).containsKey("offset"));
                send(topics, "results", "pump-12", "poison");
                send(topics, "results", "pump-12", RESULT);
                await().until(() ->
                        emulator.execution("pump-12", "commands-0-0").status() == ExecutionStatus.SUCCEEDED);
            }

            assertThat(topics.all("jobs")).singleElement().satisfies(job -> assertThat(job.key())
                    .isEqualTo("pump-12"));
            assertThat(topics.all("dead")).singleElement().satisfies(dead -> {
                assertThat(dead.key()).isEqualTo("pump-12");
                assertThat(RecordBridge.header(dead, "iot-dead-letter-topic")).isEqualTo("results");
                assertThat(RecordBridge.header(dead, "iot-dead-letter-offset")).isEqualTo("0");
            });
        }
    }

    private static Map<String, String> details(JobsEmulator emulator) {
        return emulator.execution("pump-12", "commands-0-0").statusDetails();
    }

    private static void send(Topics topics, String topic, String key, String value) {
        topics.send(new ProducerRecord<>(topic, 0, key, value.getBytes(UTF_8)));
    }

    private static String properties(JobsEmulator emulator, EmbeddedKafka kafka) {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %1$s
                camel.component.iot-jobs.uri-endpoint-override = %1$s
                camel.component.iot-jobs.region = us-east-1
                camel.component.iot-jobs.access-key = emulator
                camel.component.iot-jobs.secret-key = emulator
                camel.component.kafka.brokers = %2$s
                camel.route-template[create].template-id = kafka-to-iot-jobs-create
                camel.route-template[create].topic = commands
                camel.route-template[create].dead-letter-topic = dead
                camel.route-template[notify].template-id = notifications-to-iot-jobs
                camel.route-template[notify].source = kafka:hints
                camel.route-template[out].template-id = iot-jobs-to-kafka
                camel.route-template[out].thing = pump-12
                camel.route-template[out].topic = jobs
                camel.route-template[out].delay = 1h
                camel.route-template[out].max-delay = 1h
                camel.route-template[back].template-id = kafka-to-iot-jobs-report
                camel.route-template[back].topic = results
                camel.route-template[back].dead-letter-topic = dead
                """.formatted(emulator.endpoint(), kafka.bootstrapServers());
    }
}
