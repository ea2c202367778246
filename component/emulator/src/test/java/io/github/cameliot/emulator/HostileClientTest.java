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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no HTTP, or hardly: each gets a 4xx or a closed connection, and the next client is served. */
class HostileClientTest {

    private static final String GOOD =
            "GET /things/pump-1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String POST = "POST /things/pump-1/jobs/ota-7 HTTP/1.1\r\nHost: localhost\r\n";

    private static JobsEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.start();
        emulator.createThing("pump-1");
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    static List<String> malformed() {
        return List.of(
                "hello\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(100_000) + "\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                POST + "Content-Length: -1\r\n\r\n",
                POST + "Content-Length: two\r\n\r\n{}",
                POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                POST + "Transfer-Encoding: chunked\r\n\r\nnot hex\r\n{}\r\n0\r\n\r\n",
                POST + "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n{}\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedHttpIsRefusedAndItsConnectionClosed(String bytes) throws IOException {
        String response = exchange(bytes.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(response).matches("(?s)HTTP/1\\.[01] 4\\d\\d .*\\{\"message\":\".*");
        assertThat(exchange(GOOD.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 200");
    }

    /** With {@code GOOD} behind them, which a server that believes the other header would take for a request of its own. */
    static List<String> ambiguous() {
        String chunked = "2\r\n{}\r\n0\r\n\r\n";
        return List.of(
                POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 12\r\n\r\n" + chunked,
                POST + "Transfer-Encoding: gzip, chunked\r\nContent-Length: 12\r\n\r\n" + chunked,
                POST + "transfer-encoding: CHUNKED\r\ncontent-length: 12\r\n\r\n" + chunked,
                POST + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}",
                POST.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\nContent-Length: 12\r\n\r\n" + chunked,
                POST + "Host: localhost\r\nContent-Length: 2\r\n\r\n{}",
                POST + "Host: evil.example\r\nContent-Length: 2\r\n\r\n{}",
                POST.replace("Host: localhost\r\n", "") + "Content-Length: 2\r\n\r\n{}");
    }

    @ParameterizedTest
    @MethodSource("ambiguous")
    void aRequestThatOthersCouldReadInAnotherWayIsRefused(String bytes) throws IOException {
        String response = exchange((bytes + GOOD).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(response)
                .matches("(?s)HTTP/1\\.[01] 400 .*")
                .contains("x-amzn-ErrorType: MalformedHttpRequestException")
                .doesNotContain("HTTP/1.1 200");
    }

    @Test
    void aRequestLineThatNamesTheServerToo() throws IOException {
        String absolute = GOOD.replace("GET /", "GET http://127.0.0.1:80/");

        assertThat(exchange(absolute.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 200");
    }

    @Test
    void pipelinedRequestsGetTheirResponsesInOrder() throws IOException {
        String ping = GOOD.replace("Connection: close\r\n", "");
        String unknown = ping.replace("pump-1", "pump-2");

        String responses = exchange((ping + unknown + GOOD).getBytes(StandardCharsets.US_ASCII));

        assertThat(responses.split("HTTP/1.1 "))
                .extracting(a -> a.isEmpty() ? "" : a.substring(0, 3))
                .containsExactly("", "200", "404", "200");
    }

    @Test
    void aClientThatStopsInTheMiddleOfItsBodyHoldsNobodyUp() throws IOException {
        try (Socket slow = connect()) {
            slow.getOutputStream().write((POST + "Content-Length: 100\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));

            assertThat(exchange(GOOD.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aThousandClientsThatNeverFinishTheirHeadersHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(exchange(GOOD.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void noMutationOfARequestCausesAServerError() throws IOException {
        String body = "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"b\"}}";
        String request = POST + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        Random random = new Random(7);

        for (int i = 0; i < 1_000; i++) {
            byte[] mutated = request.getBytes(StandardCharsets.ISO_8859_1);
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            assertThat(exchange(mutated)).doesNotStartWith("HTTP/1.1 5").doesNotStartWith("HTTP/1.0 5");
        }
    }

    private static Socket connect() throws IOException {
        return RawSocket.connect(emulator);
    }

    private static String exchange(byte[] bytes) throws IOException {
        return RawSocket.exchange(emulator, bytes);
    }
}
