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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.mqtt.TestClient.Received;
import io.github.cameliot.emulator.mqtt.TestClient.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker for ordinary topics, and how it treats connections. */
class BrokerTest {

    private static final ManualClock CLOCK = new ManualClock();
    private static JobsEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.builder().clock(CLOCK).mqtt().start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static TestClient connect() {
        return TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5);
    }

    private static TestClient watched(AtomicReference<Mqtt5DisconnectReasonCode> reason) {
        return watched(reason, "watched-" + System.nanoTime());
    }

    /** A client that keeps the reason for which the broker disconnects it. */
    private static TestClient watched(AtomicReference<Mqtt5DisconnectReasonCode> reason, String clientId) {
        TestClient client =
                TestClient.of(emulator.mqttEndpoint(), Version.MQTT_5, builder -> builder.identifier(clientId)
                        .addDisconnectedListener(context -> {
                            if (context.getCause() instanceof Mqtt5DisconnectException disconnected) {
                                reason.set(disconnected.getMqttMessage().getReasonCode());
                            }
                        }));
        TestClient.await(client.version5().connect());
        return client;
    }

    private static void expect(
            AtomicReference<Mqtt5DisconnectReasonCode> reason, Mqtt5DisconnectReasonCode... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(reason.get()).isIn((Object[]) expected));
    }

    @Test
    void versionsAndQualitiesOfServiceMix() {
        try (TestClient three = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_3_1_1);
                TestClient five = connect()) {
            three.subscribe("plant/+/temperature", MqttQos.AT_MOST_ONCE);
            five.subscribe("plant/#");

            five.publish("plant/a/temperature", "21");
            assertThat(three.next()).isEqualTo(new Received("plant/a/temperature", "21"));
            assertThat(five.next()).isEqualTo(new Received("plant/a/temperature", "21"));

            three.publish("plant", "x", MqttQos.AT_MOST_ONCE);
            assertThat(five.next()).isEqualTo(new Received("plant", "x"));
            three.expectNothing();
        }
    }

    @Test
    void aWildcardAtTheBeginningDoesNotIncludeTheTopicsOfTheService() {
        try (TestClient client = connect()) {
            client.subscribe("#");

            emulator.createJob("wild", "{}", "wild-thing");
            client.publish("ordinary", "1");

            assertThat(client.next().topic()).isEqualTo("ordinary");
        }
    }

    @Test
    void theLastWillIsPublishedUnlessTheClientLeaves() {
        try (TestClient watcher = connect()) {
            watcher.subscribe("will/#");
            TestClient leaving = withWill("will/leaving", "leaving");
            leaving.close();
            TestClient lost = withWill("will/lost", "lost");

            try (TestClient successor = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5, "lost")) {
                lost.expectDisconnected();

                assertThat(watcher.next().topic()).isEqualTo("will/lost");
                assertThat(successor.isConnected()).isTrue();
            }
        }
    }

    private static TestClient withWill(String topic, String clientId) {
        TestClient client =
                TestClient.of(emulator.mqttEndpoint(), Version.MQTT_5, builder -> builder.identifier(clientId));
        TestClient.await(client.version5()
                .connectWith()
                .willPublish()
                .topic(topic)
                .payload("gone".getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .applyWillPublish()
                .send());
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void retainedMessagesAreSentToNewSubscribersUntilTheyAreReplacedByAnEmptyOne(Version version) {
        String topic = "retained/" + version;
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), version)) {
            client.publishRetained(topic, "1");
            client.publishRetained(topic, "2");
            client.subscribe("retained/" + version + "/#");
            assertThat(client.next().text()).isEqualTo("2");
            client.unsubscribe("retained/" + version + "/#");

            client.publishRetained(topic, "");
            client.subscribe(topic);

            client.expectNothing();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionKeepsMessagesForAnHour(Version version) {
        TestClient client =
                TestClient.of(emulator.mqttEndpoint(), version, builder -> builder.identifier("session-" + version));
        assertThat(client.connectToSession()).isFalse();
        client.subscribe("sessions/" + version);
        client.close();
        try (TestClient sender = connect()) {
            sender.publish("sessions/" + version, "1", MqttQos.AT_LEAST_ONCE);
            sender.publish("sessions/" + version, "lost", MqttQos.AT_MOST_ONCE);
            sender.publish("sessions/" + version, "2", MqttQos.AT_LEAST_ONCE);
        }

        CLOCK.advance(Duration.ofMinutes(59));
        assertThat(client.connectToSession()).isTrue();
        assertThat(client.next().text()).isEqualTo("1");
        assertThat(client.next().text()).isEqualTo("2");
        // Cut by the broker: so it knows that the client is away when the clock moves.
        emulator.faults().add(Fault.resetBeforeEffect().thing("cut-" + version));
        client.publish("$aws/things/cut-" + version + "/jobs/get", "{}", MqttQos.AT_MOST_ONCE);
        client.expectDisconnected();

        CLOCK.advance(Duration.ofMinutes(61));
        assertThat(client.connectToSession()).isFalse();
        client.close();
    }

    @Test
    void anotherClientWithTheSameIdTakesOver() {
        AtomicReference<Mqtt5DisconnectReasonCode> reason = new AtomicReference<>();
        watched(reason, "twin");

        try (TestClient newer = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_3_1_1, "twin")) {
            expect(reason, Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER);
            assertThat(newer.isConnected()).isTrue();
        }
    }

    @Test
    void theServerTellsWhatItCanDo() {
        TestClient client = TestClient.of(emulator.mqttEndpoint(), Version.MQTT_5, builder -> builder);
        Mqtt5ConnAck connAck = client.version5()
                .connectWith()
                .keepAlive(5)
                .sessionExpiryInterval(1_000_000)
                .send()
                .join();

        assertThat(connAck.getRestrictions().getMaximumQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
        assertThat(connAck.getRestrictions().getMaximumPacketSize()).isEqualTo(149_504);
        assertThat(connAck.getRestrictions().isRetainAvailable()).isTrue();
        assertThat(connAck.getRestrictions().getTopicAliasMaximum()).isEqualTo(8);
        assertThat(connAck.getServerKeepAlive()).hasValue(30);
        assertThat(connAck.getSessionExpiryInterval()).hasValue(3_600);
        assertThat(connAck.getAssignedClientIdentifier()).isPresent();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$aws/things/pump/jobs/notify",
                "$aws/things/pump/jobs/notify-next",
                "$aws/things/pump/jobs/get/accepted",
                "$aws/events/job/j/completed",
                "$own/topic",
                "a/b/c/d/e/f/g/h/i",
            })
    void aMessageToATopicThatIsNotForClientsEndsTheConnection(String topic) {
        AtomicReference<Mqtt5DisconnectReasonCode> reason = new AtomicReference<>();
        TestClient client = watched(reason);

        client.version5().publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).send();

        expect(reason, Mqtt5DisconnectReasonCode.NOT_AUTHORIZED, Mqtt5DisconnectReasonCode.TOPIC_NAME_INVALID);
    }

    @Test
    void aRetainedMessageToATopicOfTheServiceEndsTheConnection() {
        AtomicReference<Mqtt5DisconnectReasonCode> reason = new AtomicReference<>();
        TestClient client = watched(reason);

        client.version5()
                .publishWith()
                .topic("$aws/things/pump/jobs/get")
                .retain(true)
                .send();

        expect(reason, Mqtt5DisconnectReasonCode.NOT_AUTHORIZED);
    }

    @Test
    void aPayloadAboveTheLimitEndsTheConnection() {
        AtomicReference<Mqtt5DisconnectReasonCode> reason = new AtomicReference<>();
        TestClient client = watched(reason);

        client.version5()
                .publish(Mqtt5Publish.builder()
                        .topic("large")
                        .payload(new byte[128 * 1024 + 1])
                        .build());

        expect(reason, Mqtt5DisconnectReasonCode.PACKET_TOO_LARGE);
    }

    @Test
    void moreThanEightSubscriptionsInARequestEndTheConnection() {
        AtomicReference<Mqtt5DisconnectReasonCode> reason = new AtomicReference<>();
        TestClient client = watched(reason);
        List<Mqtt5Subscription> nine = IntStream.range(0, 9)
                .mapToObj(i -> Mqtt5Subscription.builder()
                        .topicFilter("t/" + i)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build())
                .toList();

        client.version5()
                .subscribe(Mqtt5Subscribe.builder().addSubscriptions(nine).build());

        expect(reason, Mqtt5DisconnectReasonCode.QUOTA_EXCEEDED);
    }

    @ParameterizedTest
    @EnumSource
    void theFiftyFirstSubscriptionIsRefused(Version version) {
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), version)) {
            IntStream.range(0, 50).forEach(i -> client.subscribe("many/" + i));

            assertThatThrownBy(() -> client.subscribe("many/50")).hasMessageContaining("SUBACK");
        }
    }

    @Test
    void aFilterThatIsTooDeepIsRefused() {
        try (TestClient client = connect()) {
            assertThatThrownBy(() -> client.subscribe("a/b/c/d/e/f/g/h/i")).hasMessageContaining("SUBACK");
            assertThatThrownBy(() -> client.subscribe("$share//a")).isNotNull();
        }
    }

    @Test
    void aFloodOfASubscriberThatIsAwayKeepsTheOldestThousand() {
        TestClient away = TestClient.of(emulator.mqttEndpoint(), Version.MQTT_5, builder -> builder.identifier("away"));
        away.connectToSession();
        away.subscribe("flood/away");
        away.close();
        try (TestClient sender = connect()) {
            CompletableFuture<?>[] sent = IntStream.range(0, 1_100)
                    .mapToObj(i -> sender.version5()
                            .publishWith()
                            .topic("flood/away")
                            .payload(String.valueOf(i).getBytes(StandardCharsets.UTF_8))
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .send())
                    .toArray(CompletableFuture[]::new);
            TestClient.await(CompletableFuture.allOf(sent));
        }

        away.connectToSession();

        for (int i = 0; i < 1_000; i++) {
            assertThat(away.next().text()).isEqualTo(String.valueOf(i));
        }
        away.expectNothing();
        away.close();
    }
}
