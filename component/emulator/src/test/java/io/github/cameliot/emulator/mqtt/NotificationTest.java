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
package io.github.cameliot.emulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.emulator.mqtt.TestClient.Received;
import io.github.cameliot.emulator.mqtt.TestClient.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What things hear of their queue. */
class NotificationTest {

    private static final ManualClock CLOCK = new ManualClock(Instant.ofEpochSecond(1_764_000_000));
    private static JobsEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.builder().clock(CLOCK).mqtt().start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstJobOfAThingIsAnnouncedWithItsDocument(Version version) throws IOException {
        String thing = "first-" + version;
        CLOCK.set(Instant.ofEpochSecond(1_764_000_000));
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), version)) {
            client.subscribe("$aws/things/%s/jobs/notify-next".formatted(thing));

            emulator.createJob("j-" + thing, "{\"version\":7}", thing);

            Received message = client.next();
            assertThat(message.topic()).isEqualTo("$aws/things/%s/jobs/notify-next".formatted(thing));
            assertThat(new ObjectMapper().readTree(message.text()))
                    .isEqualTo(new ObjectMapper().readTree("""
                                            {"timestamp":1764000000,"execution":{"jobId":"j-%s","status":"QUEUED",
                                             "queuedAt":1764000000,"lastUpdatedAt":1764000000,"versionNumber":1,
                                             "executionNumber":1,"jobDocument":{"version":7}}}""".formatted(thing)));
        }
    }

    @Test
    void aJobBehindTheNextOneIsListedButNotAnnouncedAsNext() {
        emulator.createJob("b1", "{}", "behind");
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            client.subscribe("$aws/things/+/jobs/notify-next");
            client.subscribe("$aws/things/behind/jobs/#");

            emulator.createJob("b2", "{}", "behind");

            Received message = client.next();
            assertThat(message.topic()).endsWith("/notify");
            assertThat(message.text()).contains("\"QUEUED\":[{\"jobId\":\"b1\"").contains("\"jobId\":\"b2\"");
            client.expectNothing();
        }
    }

    @Test
    void theEndOfTheLastExecutionIsATimestampAlone() {
        CLOCK.set(Instant.ofEpochSecond(1_764_000_000));
        emulator.createJob("e1", "{}", "emptied");
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_3_1_1)) {
            client.subscribe("$aws/things/emptied/jobs/notify");
            client.subscribe("$aws/things/emptied/jobs/notify-next");

            emulator.cancelExecution("emptied", "e1", false);

            assertThat(client.next().text()).isEqualTo("{\"timestamp\":1764000000,\"jobs\":{}}");
            assertThat(client.next().text()).isEqualTo("{\"timestamp\":1764000000}");
        }
    }

    @Test
    void aTimeoutIsAnnouncedWhenTheClockIsMoved() throws Exception {
        emulator.createJob(JobSpec.of("t1").things("late").inProgressTimeout(Duration.ofMinutes(5)));
        emulator.createJob("t2", "{}", "late");
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/things/late/jobs/$next"))
                                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        BodyHandlers.ofString());
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            client.subscribe("$aws/things/late/jobs/notify-next");

            CLOCK.advance(Duration.ofMinutes(5));

            assertThat(client.next().text()).contains("\"jobId\":\"t2\"");
        }
    }

    @Test
    void thingsAreToldWhatALoadedStateChangesForThem() {
        emulator.createJob("l1", "{}", "loaded");
        emulator.createJob("l2", "{}", "kept");
        String before = emulator.dump();
        emulator.deleteJob("l1", true);
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            client.subscribe("$aws/things/+/jobs/notify-next");

            emulator.load(before);

            assertThat(client.next().text()).contains("\"jobId\":\"l1\"");
            client.expectNothing();
        }
    }

    @Test
    void webSocketServesTheSameOnThePortOfHttp() {
        try (TestClient client = TestClient.connect(emulator.mqttWebSocketEndpoint(), Version.MQTT_5)) {
            client.subscribe("$aws/things/web/jobs/notify-next");

            emulator.createJob("w1", "{}", "web");

            assertThat(client.next().text()).contains("\"jobId\":\"w1\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void membersOfASharedSubscriptionTakeTurns(Version version) {
        try (TestClient one = TestClient.connect(emulator.mqttEndpoint(), version);
                TestClient two = TestClient.connect(emulator.mqttEndpoint(), version)) {
            one.subscribe("$share/workers/$aws/things/+/jobs/notify-next");
            two.subscribe("$share/workers/$aws/things/+/jobs/notify-next");

            emulator.createJob("s1-" + version, "{}", "shared-1-" + version);
            emulator.createJob("s2-" + version, "{}", "shared-2-" + version);

            assertThat(one.next().topic()).isNotEqualTo(two.next().topic());
            one.expectNothing();
            two.expectNothing();
        }
    }

    @Test
    void nothingArrivesAfterUnsubscribe() {
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            client.subscribe("$aws/things/gone/jobs/notify-next");
            client.unsubscribe("$aws/things/gone/jobs/notify-next");

            emulator.createJob("g1", "{}", "gone");

            client.expectNothing();
        }
    }

    @Test
    void theStartOfAnExecutionIsListedButNotAnnouncedAsNext() {
        emulator.createJob("st1", "{}", "starting");
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            client.subscribe("$aws/things/starting/jobs/notify");
            client.subscribe("$aws/things/starting/jobs/notify-next");

            client.publish("$aws/things/starting/jobs/start-next", "{}");

            assertThat(client.next().topic()).endsWith("/start-next/accepted");
            assertThat(client.next().text()).contains("\"jobs\":{\"IN_PROGRESS\":[{\"jobId\":\"st1\"");
            client.expectNothing();
        }
    }

    @Test
    void anExecutionThatIsStartedOutOfOrderBecomesTheNext() {
        emulator.createJob("o1", "{}", "order");
        emulator.createJob("o2", "{}", "order");
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            client.subscribe("$aws/things/order/jobs/notify-next");

            client.publish("$aws/things/order/jobs/o2/update", "{\"status\":\"IN_PROGRESS\"}");

            assertThat(client.next().topic()).endsWith("/update/accepted");
            assertThat(client.next().text()).contains("\"jobId\":\"o2\"", "\"status\":\"IN_PROGRESS\"");
        }
    }

    @Test
    void theStartIsNotListedIfTheReadingSaysSo() {
        try (JobsEmulator other = JobsEmulator.builder()
                        .readings(Readings.DEFAULT.startIsNotified(false))
                        .mqtt()
                        .start();
                TestClient client = TestClient.connect(other.mqttEndpoint(), Version.MQTT_5)) {
            other.createJob("r1", "{}", "reading");
            client.subscribe("$aws/things/reading/jobs/notify");

            client.publish("$aws/things/reading/jobs/start-next", "{}");

            assertThat(client.next().topic()).endsWith("/start-next/accepted");
            client.expectNothing();
        }
    }
}
