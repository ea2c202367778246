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

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** A client of MQTT 3.1.1 or 5 that keeps what it gets. */
final class TestClient implements AutoCloseable {

    private static final long SECONDS = 20;

    /** A version of MQTT. */
    enum Version {
        MQTT_3_1_1,
        MQTT_5
    }

    /** A message that arrived. */
    record Received(String topic, String text) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Mqtt3AsyncClient client3;
    private final Mqtt5AsyncClient client5;

    private TestClient(MqttClientBuilder builder, Version version) {
        client3 = version == Version.MQTT_3_1_1 ? builder.useMqttVersion3().buildAsync() : null;
        client5 = version == Version.MQTT_5 ? builder.useMqttVersion5().buildAsync() : null;
        if (client3 != null) {
            client3.publishes(MqttGlobalPublishFilter.ALL, this::keep);
        } else {
            client5.publishes(MqttGlobalPublishFilter.ALL, this::keep);
        }
    }

    static TestClient connect(URI endpoint, Version version) {
        return connect(endpoint, version, "client-" + System.nanoTime());
    }

    static TestClient connect(URI endpoint, Version version, String clientId) {
        TestClient client = of(endpoint, version, builder -> builder.identifier(clientId));
        await(version == Version.MQTT_5 ? client.client5.connect() : client.client3.connect());
        return client;
    }

    /** Not connected yet. */
    static TestClient of(URI endpoint, Version version, UnaryOperator<MqttClientBuilder> settings) {
        MqttClientBuilder builder =
                MqttClient.builder().serverHost(endpoint.getHost()).serverPort(endpoint.getPort());
        if (endpoint.getScheme().startsWith("ws")) {
            builder = builder.webSocketConfig()
                    .serverPath(endpoint.getPath())
                    .queryString(endpoint.getQuery() == null ? "" : endpoint.getQuery())
                    .applyWebSocketConfig();
        }
        return new TestClient(settings.apply(builder), version);
    }

    /** Connects with a session that outlives the connection, and says whether it was there already. */
    boolean connectToSession() {
        return client5 == null
                ? client3.connectWith().cleanSession(false).send().join().isSessionPresent()
                : client5.connectWith()
                        .cleanStart(false)
                        .sessionExpiryInterval(3_600)
                        .send()
                        .join()
                        .isSessionPresent();
    }

    Mqtt3AsyncClient version3() {
        return client3;
    }

    Mqtt5AsyncClient version5() {
        return client5;
    }

    TestClient subscribe(String filter) {
        return subscribe(filter, MqttQos.AT_LEAST_ONCE);
    }

    TestClient subscribe(String filter, MqttQos qos) {
        await(
                client5 == null
                        ? client3.subscribeWith().topicFilter(filter).qos(qos).send()
                        : client5.subscribeWith().topicFilter(filter).qos(qos).send());
        return this;
    }

    void unsubscribe(String filter) {
        await(
                client5 == null
                        ? client3.unsubscribeWith().topicFilter(filter).send()
                        : client5.unsubscribeWith().topicFilter(filter).send());
    }

    void publish(String topic, String text) {
        publish(topic, text, MqttQos.AT_LEAST_ONCE);
    }

    void publish(String topic, String text, MqttQos qos) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        await(
                client5 == null
                        ? client3.publishWith()
                                .topic(topic)
                                .payload(payload)
                                .qos(qos)
                                .send()
                        : client5.publishWith()
                                .topic(topic)
                                .payload(payload)
                                .qos(qos)
                                .send());
    }

    void publishRetained(String topic, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        await(
                client5 == null
                        ? client3.publishWith()
                                .topic(topic)
                                .payload(payload)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .retain(true)
                                .send()
                        : client5.publishWith()
                                .topic(topic)
                                .payload(payload)
                                .qos(MqttQos.AT_LEAST_ONCE)
                                .retain(true)
                                .send());
    }

    private void keep(Mqtt3Publish message) {
        received.add(new Received(message.getTopic().toString(), text(message.getPayloadAsBytes())));
    }

    private void keep(Mqtt5Publish message) {
        received.add(new Received(message.getTopic().toString(), text(message.getPayloadAsBytes())));
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The next message, which must arrive soon. */
    Received next() {
        try {
            Received next = received.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a message").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Nothing arrived before a message that this client sends to itself now: the order is kept. */
    void expectNothing() {
        String topic = "test/marker/" + System.nanoTime();
        subscribe(topic);
        publish(topic, "marker");
        assertThat(next()).isEqualTo(new Received(topic, "marker"));
    }

    /** The broker disconnects this client soon. */
    void expectDisconnected() {
        Awaitility.await().until(() -> !isConnected());
    }

    boolean isConnected() {
        return (client5 == null ? client3.getState() : client5.getState()).isConnected();
    }

    static void await(CompletableFuture<?> future) {
        future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (!isConnected()) {
            return;
        }
        await(client5 == null ? client3.disconnect() : client5.disconnect());
    }
}
