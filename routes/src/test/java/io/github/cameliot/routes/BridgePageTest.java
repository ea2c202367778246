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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The applications that the page on routes shows do what the page says. */
class BridgePageTest {

    private EmbeddedKafka kafka;
    private Topics topics;
    private JobsEmulator emulator;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start();
        topics = new Topics(kafka.bootstrapServers());
        List.of("jobs", "results", "results-dead", "job-notifications")
                .forEach(topic -> topics.create(topic, 1, Map.of()));
        emulator = JobsEmulator.builder().region("eu-central-1").start();
        emulator.createThing("pump-12", "pump-17");
    }

    @AfterEach
    void stop() {
        emulator.close();
        topics.close();
        kafka.close();
    }

    /** The block of properties with that text, with the emulator and the broker of this test. */
    private String application(String text) throws IOException {
        String page = Files.readString(Path.of("../component/camel-aws2-iot/src/main/docs/routes.adoc"));
        String shown = Pattern.compile("\\[source,properties]\n----\n(.*?)----", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(text))
                .findFirst()
                .orElseThrow();
        return shown.replace(
                        "https://abc123-ats.iot.eu-central-1.amazonaws.com",
                        emulator.endpoint().toString())
                .replace("broker-1:9092,broker-2:9092", kafka.bootstrapServers());
    }

    @Test
    void theBridgePublishesAJobAndReportsItsResult() throws Exception {
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");

        try (Downstream downstream = new Downstream(kafka.bootstrapServers());
                App bridge = App.start(application("iot-jobs-to-kafka"))) {
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        }

        assertThat(topics.all("jobs")).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("pump-12");
            assertThat(new String(record.value())).isEqualTo("{\"version\":7}");
        });
        assertThat(topics.all("results-dead")).isEmpty();
    }

    @Test
    void aNotificationWakesAWorkerThatPollsEveryTenMinutes() throws Exception {
        String connection = """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                camel.beans.work = #class:io.github.cameliot.routes.Work
                """.formatted(emulator.endpoint(), kafka.bootstrapServers());
        String application = application("notifications-to-iot-jobs").replace("direct:work", "bean:work");

        try (App worker = App.start(connection + application)) {
            emulator.createJob("ota-7", "{}", "pump-12");
            topics.send(new ProducerRecord<>("job-notifications", "pump-12", "{}".getBytes()));

            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        }
    }
}
