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
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another page of the browser can do to the console page and the paths beside it: nothing. */
class ConsoleAccessTest {

    private static final String EMULATOR = "127.0.0.1:8085";

    private static JobsEmulator emulator;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.start();
        emulator.createJob("ota-7", "{}", "pump-12");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: http://127.0.0.1:3000",
                "Origin: http://127.0.0.1",
                "Origin: http://localhost:8085",
                "Origin: http://127.0.0.1:8085.evil.example",
                "Origin: http://evil@127.0.0.1:8085",
                "Origin: null",
                "Origin: file://",
                "Origin: 127.0.0.1:8085",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: ?"
            })
    void theRequestsOfAnotherPageAreRefused(String header) throws IOException {
        for (String line : new String[] {
            "GET /_emulator/overview",
            "GET /_emulator/events",
            "GET /_emulator/iot/jobs",
            "GET /_emulator/console.js",
            "DELETE /_emulator/faults",
            "DELETE /_emulator/iot/things/pump-12",
            "POST /_emulator/clock"
        }) {
            assertThat(RawSocket.status(
                            emulator,
                            line,
                            "Host: " + EMULATOR,
                            "Content-Type: application/json",
                            "Content-Length: 0",
                            header))
                    .as(line)
                    .isEqualTo(403);
        }
        assertThat(emulator.executions("pump-12")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://127.0.0.1:8085",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "X-Any: 1"
            })
    void itsOwnRequestsAndThoseOfOtherClientsAreServed(String header) throws IOException {
        assertThat(RawSocket.status(emulator, "GET /_emulator/overview", "Host: " + EMULATOR, header))
                .isEqualTo(200);
        assertThat(RawSocket.status(emulator, "DELETE /_emulator/faults", "Host: " + EMULATOR, header))
                .isEqualTo(200);
    }

    @Test
    void aLinkOfAPageOnThisMachineMayOpenThePageButNothingElse() throws IOException {
        String[] link = {"Host: " + EMULATOR, "Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: navigate"};

        assertThat(RawSocket.status(emulator, "GET /_emulator/", link)).isEqualTo(200);
        assertThat(RawSocket.status(emulator, "GET /_emulator/overview", link)).isEqualTo(403);
    }

    @Test
    void noPageGetsPermissionByAPreflightRequest() {
        for (String origin : new String[] {"https://evil.example", "http://localhost:3000"}) {
            HttpResponse<String> response = http.send(
                    "OPTIONS",
                    "/_emulator/iot/things/pump-12",
                    new byte[0],
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    "DELETE");

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void evenItsOwnOriginGetsNoCors() {
        HttpResponse<String> response = http.send(
                "GET",
                "/_emulator/state",
                new byte[0],
                "Origin",
                emulator.endpoint().toString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /_emulator/reset",
        "PUT, /_emulator/state",
        "POST, /_emulator/iot/things/pump-1",
        "PUT, /_emulator/iot/jobs/ota-7/cancel",
        "POST, /_emulator/clock"
    })
    void aFormOfAnotherPageChangesNothing(String method, String path) {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
            assertThat(http.send(method, path, "{}".getBytes(StandardCharsets.UTF_8), "Content-Type", type)
                            .statusCode())
                    .isEqualTo(415);
        }
        assertThat(emulator.executions("pump-12")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/_emulator/, text/html; charset=utf-8",
        "/_emulator/console.js, text/javascript; charset=utf-8",
        "/_emulator/console.css, text/css; charset=utf-8",
        "/_emulator/icon.svg, image/svg+xml",
        "/_emulator/state, application/json",
        "/_emulator/none, application/json"
    })
    void nothingIsCachedSniffedFramedOrEmbedded(String path, String type) {
        var headers = http.send("GET", path, "").headers();

        assertThat(headers.firstValue("content-type")).contains(type);
        assertThat(headers.firstValue("cache-control")).contains("no-store");
        assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
        assertThat(headers.firstValue("cross-origin-resource-policy")).contains("same-origin");
        assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
    }

    @Test
    void thePageRunsNoScriptButItsOwnAndFitsInNoFrame() {
        HttpResponse<String> page = http.send("GET", "/_emulator/", "");

        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(page.headers().firstValue("x-frame-options")).contains("DENY");
        assertThat(page.body()).doesNotContainPattern("(?i)<script>|<style|\\son[a-z]+=|style=|https?://");
    }

    @Test
    void theScriptNeverMakesHtmlOfTexts() {
        assertThat(http.send("GET", "/_emulator/console.js", "").body())
                .doesNotContainPattern(
                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|https?://");
    }

    @Test
    void withoutTheSlashThePageIsFoundToo() {
        HttpResponse<String> response = http.send("GET", "/_emulator", "");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location")).contains("/_emulator/");
    }

    @Test
    void withAccessKeysTheTokenServesThePage() throws IOException {
        try (JobsEmulator closed =
                JobsEmulator.builder().accessKey(AccessKey.of("AKID", "SECRET")).start()) {
            RawHttp there = new RawHttp(closed.endpoint());
            URI url = closed.consoleUrl();
            String token = url.getFragment().substring("token=".length());

            assertThat(there.send("GET", "/_emulator/", "").statusCode()).isEqualTo(200);
            assertThat(status(there, "/_emulator/overview", "X-Any", "1")).isEqualTo(403);
            assertThat(status(there, "/_emulator/overview", "X-Emulator-Token", token))
                    .isEqualTo(200);
            assertThat(status(there, "/_emulator/overview", "X-Emulator-Token", token.replace(token.charAt(0), 'x')))
                    .isEqualTo(403);
            assertThat(status(there, "/_emulator/overview", "X-Emulator-Token", ""))
                    .isEqualTo(403);
            assertThat(status(there, "/_emulator/overview?token=" + token, "X-Any", "1"))
                    .isEqualTo(403);
            assertThat(status(there, "/_emulator/events?token=0", "X-Any", "1")).isEqualTo(403);
            assertThat(there.send("POST", "/_emulator/reset", new byte[0], "X-Emulator-Token", token)
                            .statusCode())
                    .isEqualTo(415);
            assertThat(status(there, "/jobs", "X-Emulator-Token", token)).isEqualTo(403);
        }
    }

    private static int status(RawHttp there, String path, String... headers) {
        return there.send("GET", path, new byte[0], headers).statusCode();
    }
}
