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

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.mqtt.TestClient.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that break the protocol, by raw bytes. */
class HostileMqttClientTest {

    /** A CONNECT of MQTT 3.1.1 with the client id "a". */
    private static final String CONNECT = "100d00044d51545404020000000161";

    private static JobsEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.builder().mqtt().start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", emulator.mqttEndpoint().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex));
        socket.getOutputStream().flush();
    }

    /** All bytes until the emulator closes the connection. */
    private static String untilClosed(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return HexFormat.of().formatHex(in.readAllBytes());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "not a CONNECT first, c000, ''",
        "HTTP, 474554202f20485454502f312e310d0a0d0a, ''",
        "MQTT 3.1, 100f00064d51497364700302000000 0161, 20020001",
        "an unknown version, 100d00044d51545409020000000161, ''",
        "two CONNECTs, 100d00044d51545404020000000161100d00044d51545404020000000161, 20020000",
        "a packet of the server, 100d00044d515454040200000001619003000100, 20020000",
        "QoS 2, 100d00044d5154540402000000016134050001610001, 20020000",
        "QoS 3, 100d00044d5154540402000000016136050001610001, 20020000",
        "a subscription with QoS 2, 100d00044d515454040200000001618206000100016102, 20020000",
        "a topic with NUL, 100d00044d515454040200000001613003000100, 20020000",
        "a wildcard in a topic, 100d00044d515454040200000001613003000123, 20020000",
        "a packet that is too long, 100d00044d5154540402000000016130ffffff7f, 20020000",
    })
    void whoBreaksTheProtocolIsDisconnected(String what, String sent, String received) throws IOException {
        try (Socket socket = open()) {
            send(socket, sent.replace(" ", ""));

            assertThat(untilClosed(socket)).as(what).isEqualTo(received);
        }
        try (TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_3_1_1)) {
            client.expectNothing();
        }
    }

    @Test
    void aSlowReaderDoesNotStopOthersAndLosesWhatHasNoRoom() throws IOException {
        try (Socket slow = open();
                TestClient client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            send(slow, CONNECT);
            // SUBSCRIBE to "flood" with QoS 0.
            send(slow, "820a00010005666c6f6f6400");
            assertThat(slow.getInputStream().readNBytes(9))
                    .isEqualTo(HexFormat.of().parseHex("200200009003000100"));
            String large = "x".repeat(100_000);

            for (int i = 0; i < 200; i++) {
                client.publish("flood", large);
            }

            client.expectNothing();
        }
    }
}
