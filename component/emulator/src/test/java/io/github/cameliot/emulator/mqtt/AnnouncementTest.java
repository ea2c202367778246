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

import io.github.cameliot.emulator.mqtt.TestClient.Received;
import io.github.cameliot.emulator.mqtt.TestClient.Version;
import io.github.cameliot.emulator.mqtt.socket.MqttServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the service says while the broker's thread is late: the packet of a client is read first. */
class AnnouncementTest {

    @Test
    void aSubscriptionHearsNothingThatWasSaidBeforeIt() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Broker broker = new Broker(null, Clock.systemUTC());
        MqttServer server = new MqttServer(vertx, broker, new AtomicLong()::incrementAndGet);
        NetServerOptions anyPort = new NetServerOptions().setHost("127.0.0.1").setPort(0);
        TestClient.await(server.listen(anyPort, true).toCompletionStage().toCompletableFuture());
        URI endpoint = URI.create("mqtt://127.0.0.1:" + server.port());
        try (TestClient early = TestClient.connect(endpoint, Version.MQTT_5);
                TestClient late = TestClient.connect(endpoint, Version.MQTT_5)) {
            early.subscribe("news");
            broker.announce(() -> say(broker, "1"));
            broker.announce(() -> say(broker, "2"));

            late.subscribe("news");

            late.expectNothing();
            assertThat(early.next()).isEqualTo(new Received("news", "1"));
            assertThat(early.next()).isEqualTo(new Received("news", "2"));
        } finally {
            TestClient.await(vertx.close().toCompletionStage().toCompletableFuture());
        }
    }

    private static void say(Broker broker, String text) {
        broker.deliver(null, Message.of("news", text.getBytes(StandardCharsets.UTF_8)));
    }
}
