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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * URLs that {@code generate_presigned_url} of boto3 1.43.11 made for these test keys, for http://127.0.0.1:8085 at
 * 2026-08-01T10:00:00Z, with ExpiresIn=600.
 *
 * <p>boto3 signs the content type where there is a body, moves the members of the body into the query, and signs no body.
 */
class PresignedByBoto3Test {

    private static final String SIGNED = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%s%%2F20260801%%2Fus-east-1"
            + "%%2Fiot-jobs-data%%2Faws4_request&X-Amz-Date=20260801T100000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=%s"
            + "&X-Amz-Signature=%s";
    private static final String DESCRIBE = "/things/pump%3A1/jobs/%24next?"
            + SIGNED.formatted("AKIDRIGHT", "host", "eab9773c1ab16dcd7fb4ce58bdbe471403ffc917083cbfd4ec7ffbd695b3be1e");
    private static final String LIST_WITH_TOKEN = "/things/pump%3A1/jobs?"
            + SIGNED.formatted(
                    "AKIDTEMP",
                    "host&X-Amz-Security-Token=token",
                    "5ddc6ab4e98bbb79e064e2b826ec7234c9abd053c3f96419cbbabbf7f256b9b1");
    private static final String START = "/things/pump%3A1/jobs/$next?"
            + SIGNED.formatted(
                    "AKIDRIGHT",
                    "content-type%3Bhost",
                    "7aa577e2b950a6e210129aef528f8efbffe49d1dcfe2d4c12ec4faa5128d6714");
    private static final String UPDATE = "/things/pump%3A1/jobs/ota-7?status=SUCCEEDED&"
            + SIGNED.formatted(
                    "AKIDRIGHT",
                    "content-type%3Bhost",
                    "9bcf08707b42aeac84de7e3cd6349e95ed43644f206b20630c6d5bfefb480326");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-08-01T10:00:00Z"));
    private JobsEmulator emulator;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder()
                .clock(clock)
                .accessKey(AccessKey.of("AKIDRIGHT", "right/secret"))
                .accessKey(new AccessKey("AKIDTEMP", "secret", "token"))
                .start();
        emulator.createJob("ota-7", "{}", "pump:1");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void readsPassAlsoWithATokenUntilTheyExpire() throws IOException {
        assertThat(send("GET", DESCRIBE)).startsWith("HTTP/1.1 200").contains("ota-7");
        assertThat(send("GET", LIST_WITH_TOKEN)).startsWith("HTTP/1.1 200");
        clock.advance(Duration.ofSeconds(601));

        assertThat(send("GET", DESCRIBE)).startsWith("HTTP/1.1 403").contains("InvalidSignatureException");
    }

    @Test
    void startNextPassesWithItsSignedContentTypeAndNoBody() throws IOException {
        assertThat(send("PUT", START)).startsWith("HTTP/1.1 403").contains("IncompleteSignatureException");
        assertThat(send("PUT", START, "Content-Type: text/plain")).contains("InvalidSignatureException");
        assertThat(send("PUT", START, "Content-Type: application/json", "Content-Length: 0"))
                .startsWith("HTTP/1.1 200");
        assertThat(emulator.execution("pump:1", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void anUpdateIsSignedWellButItsStatusIsNotReadFromTheQuery() throws IOException {
        assertThat(send("POST", UPDATE, "Content-Type: application/json", "Content-Length: 0"))
                .startsWith("HTTP/1.1 400")
                .contains("InvalidRequestException");
        assertThat(emulator.execution("pump:1", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void whatWasChangedIsRefused() throws IOException {
        assertThat(send("GET", DESCRIBE.replace("Expires=600", "Expires=604800")))
                .contains("InvalidSignatureException");
        assertThat(send("GET", DESCRIBE.replace("Expires=600", "Expires=604801")))
                .startsWith("HTTP/1.1 403");
        assertThat(send("GET", DESCRIBE.replace("Expires=600", "Expires=-1"))).startsWith("HTTP/1.1 403");
        assertThat(send("GET", DESCRIBE.replace("Expires=600", "Expires=8d"))).doesNotStartWith("HTTP/1.1 200");
        assertThat(send("GET", DESCRIBE.replace("pump%3A1", "pump%3A2"))).contains("InvalidSignatureException");
        assertThat(send("GET", DESCRIBE + "&executionNumber=1")).contains("InvalidSignatureException");
        assertThat(send("PUT", DESCRIBE)).startsWith("HTTP/1.1 403");
    }

    private String send(String method, String target, String... headers) throws IOException {
        String request = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:8085\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        return RawSocket.exchange(emulator, request.getBytes(StandardCharsets.ISO_8859_1));
    }
}
