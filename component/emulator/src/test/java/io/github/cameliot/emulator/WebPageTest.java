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
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page in a browser on this machine cannot drive the emulator, unless it is served from this machine too. */
class WebPageTest {

    private static final String PENDING = "GET /things/pump-1/jobs";
    private static final String HERE = "Host: 127.0.0.1:8085";

    private static JobsEmulator emulator;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.start();
        emulator.createJob("ota-7", "{}", "pump-1");
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: http://127.0.0.1.evil.example:8085",
                "Origin: http://localhost.evil.example",
                "Origin: http://127.0.0.1@evil.example",
                "Origin: http://evil.example/localhost",
                "Origin: http://0.0.0.0:8085",
                "Origin: http://",
                "Origin: null",
                "Origin: file://",
                "Origin: moz-extension://localhost",
                "Origin: http://localhost, http://evil.example",
                "Sec-Fetch-Site: cross-site",
                "sec-fetch-site: Cross-Site"
            })
    void aPageFromElsewhereIsRefused(String header) throws IOException {
        assertThat(RawSocket.status(emulator, PENDING, HERE, header)).isEqualTo(403);
        assertThat(RawSocket.status(emulator, "GET /_emulator/requests", HERE, header))
                .isEqualTo(403);
    }

    @Test
    void itsSimplePostsHaveNoEffect() {
        RawHttp http = new RawHttp(emulator.endpoint());
        byte[] body = "{\"status\":\"FAILED\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        int status = http.send(
                        "POST",
                        "/things/pump-1/jobs/ota-7",
                        body,
                        "Content-Type",
                        "text/plain",
                        "Origin",
                        "https://evil.example")
                .statusCode();

        assertThat(status).isEqualTo(403);
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://localhost:3000",
                "Origin: http://127.0.0.1:8085",
                "Origin: https://LOCALHOST",
                "Origin: http://[::1]:3000",
                "Origin: http://app.localhost:3000",
                "Origin: http://localhost:3000\r\nSec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: none"
            })
    void aPageFromThisMachineIsServed(String headers) throws IOException {
        assertThat(RawSocket.status(emulator, PENDING, HERE, headers)).isEqualTo(200);
    }

    @Test
    void theScriptOfAPageFromThisMachineMayReadTheResponse() {
        RawHttp http = new RawHttp(emulator.endpoint());
        String[] page = {"Origin", "http://localhost:3000"};

        HttpHeaders preflight = http.send(
                        "OPTIONS",
                        "/things/pump-1/jobs/$next",
                        new byte[0],
                        "Origin",
                        "http://localhost:3000",
                        "Access-Control-Request-Method",
                        "PUT",
                        "Access-Control-Request-Headers",
                        "authorization,x-amz-date")
                .headers();
        HttpHeaders response =
                http.send("GET", "/things/pump-1/jobs", new byte[0], page).headers();
        HttpHeaders refusal =
                http.send("GET", "/things/none/jobs", new byte[0], page).headers();

        assertThat(preflight.firstValue("access-control-allow-origin")).contains("http://localhost:3000");
        assertThat(preflight.firstValue("access-control-allow-methods"))
                .get()
                .asString()
                .contains("PUT");
        assertThat(preflight.firstValue("access-control-allow-headers")).contains("authorization,x-amz-date");
        assertThat(response.firstValue("access-control-allow-origin")).contains("http://localhost:3000");
        assertThat(response.firstValue("vary")).contains("Origin");
        assertThat(refusal.firstValue("access-control-expose-headers"))
                .get()
                .asString()
                .contains("x-amzn-ErrorType");
    }

    @Test
    void theScriptOfAPageFromElsewhereMayNot() {
        HttpResponse<String> refused = new RawHttp(emulator.endpoint())
                .send(
                        "OPTIONS",
                        "/_emulator/faults",
                        new byte[0],
                        "Origin",
                        "https://evil.example",
                        "Access-Control-Request-Method",
                        "POST");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void otherClientsSeeNothingOfIt() {
        HttpResponse<String> response = new RawHttp(emulator.endpoint()).send("GET", "/things/pump-1/jobs", "");

        assertThat(response.headers().map()).doesNotContainKeys("access-control-allow-origin", "vary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8085",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "notlocalhost",
                "128.0.0.1",
                "0.0.0.0:8085",
                "10.0.0.1",
                "localhost@evil.example",
                "localhost evil.example",
                "[::2]:8085",
                ""
            })
    void aHostNameThatLeadsHereByRebindingIsRefused(String host) throws IOException {
        assertThat(RawSocket.status(emulator, PENDING, "Host: " + host)).isEqualTo(403);
        assertThat(RawSocket.status(emulator, "GET /_emulator/requests", "Host: " + host))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8085",
                "127.1.2.3:80",
                "localhost:8085",
                "LOCALHOST",
                "localhost.:8085",
                "emulator.localhost",
                "[::1]:8085"
            })
    void everyNameOfThisMachineIsServed(String host) throws IOException {
        assertThat(RawSocket.status(emulator, PENDING, "Host: " + host)).isEqualTo(200);
    }

    @Test
    void theRequestLineCountsInsteadOfTheHostHeader() throws IOException {
        assertThat(RawSocket.status(emulator, "GET http://evil.example/things/pump-1/jobs", HERE))
                .isEqualTo(403);
        assertThat(RawSocket.status(emulator, "GET http://localhost:8085/things/pump-1/jobs", "Host: proxied.example"))
                .isEqualTo(200);
    }

    @Test
    void anAllowedHostIsServedAndItsPagesToo() throws IOException {
        try (JobsEmulator other =
                JobsEmulator.builder().allowedHost("Emulator.Example:8085").start()) {
            String pending = "GET /_emulator/requests";

            assertThat(RawSocket.status(other, pending, "Host: emulator.example:8085"))
                    .isEqualTo(200);
            assertThat(RawSocket.status(other, pending, "Host: emulator.example", "Origin: https://emulator.EXAMPLE"))
                    .isEqualTo(200);
            assertThat(RawSocket.status(other, pending, "Host: www.emulator.example"))
                    .isEqualTo(403);
        }
    }

    @Test
    void onAllAddressesTheHostIsCheckedOnlyIfHostsAreAllowed() throws IOException {
        List<String> hosts = List.of("Host: emulator.corp.example", "Host: 10.1.2.3:8085", "Host: localhost");
        try (JobsEmulator open = JobsEmulator.builder().host("0.0.0.0").start();
                JobsEmulator closed = JobsEmulator.builder()
                        .host("0.0.0.0")
                        .allowedHost("emulator.example")
                        .start()) {
            for (String host : hosts) {
                assertThat(RawSocket.status(open, "GET /jobs", host)).isEqualTo(200);
            }
            assertThat(RawSocket.status(open, "GET /jobs", hosts.get(0), "Origin: http://emulator.corp.example"))
                    .isEqualTo(403);
            assertThat(RawSocket.status(closed, "GET /jobs", hosts.get(0))).isEqualTo(403);
            assertThat(RawSocket.status(closed, "GET /jobs", hosts.get(1))).isEqualTo(200);
            assertThat(RawSocket.status(closed, "GET /jobs", hosts.get(2))).isEqualTo(200);
        }
    }
}
