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
package io.github.cameliot.jobsdata.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.jobsdata.client.AccessKeys;
import io.github.cameliot.jobsdata.client.SigningIdentity;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.push.PushSettings.Subscription;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker, or a proxy, that accepts connections and never responds. The native client waits for it for ever. */
class SilentPeerTest {

    private final AtomicLong now = new AtomicLong(1_000);
    private ServerSocket peer;
    private JobNotifications notifications;

    @BeforeEach
    void listen() throws Exception {
        peer = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        peer.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
    }

    @AfterEach
    void close() throws Exception {
        notifications.stop();
        peer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "proxy"})
    void anAttemptWithoutAResponseIsReportedAndReplaced(String silent) throws Exception {
        String here = "127.0.0.1:" + peer.getLocalPort();
        start(
                silent.equals("broker") ? "ws://" + here : "ws://broker.example",
                silent.equals("broker") ? null : URI.create("http://" + here));

        try (Socket first = request()) {
            now.addAndGet(WatchedConnection.TIME_LIMIT.minusSeconds(1).toNanos());
            notifications.tick();
            assertThat(notifications.status().failure()).isNull();
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            notifications.tick();

            assertThat(notifications.status().failure())
                    .isEqualTo("cannot connect: neither the broker nor a proxy has responded for 2 minutes");
            try (Socket second = request()) {
                second.getOutputStream()
                        .write("HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                await().untilAsserted(() ->
                        assertThat(notifications.status().failure()).contains("AWS_ERROR_HTTP"));
            }
        }
    }

    /** A connection whose first request was read, and has no response. */
    private Socket request() throws Exception {
        Socket socket = peer.accept();
        assertThat(socket.getInputStream().read()).isPositive();
        return socket;
    }

    private void start(String broker, URI proxy) {
        PushSettings settings = new PushSettings(
                PushAddress.parse(broker),
                "client-1",
                new Topics(Topics.NEXT, null),
                Subscription.EACH,
                new PushSettings.Access(
                        new SigningIdentity("eu-west-1", () -> new AccessKeys("AKIDEXAMPLE", "not-a-secret", null)),
                        null,
                        proxy));
        notifications = new JobNotifications(
                "jobs",
                settings,
                events -> new CrtConnection(settings, task -> new Thread(task, "push-test").start(), events),
                new Counters(),
                now::get);
        notifications.start(new NoPolls(), List.of("a"));
    }

    private static final class NoPolls implements Polling {

        @Override
        public boolean pollNow(String thing) {
            return false;
        }

        @Override
        public void notNotified() {}
    }
}
