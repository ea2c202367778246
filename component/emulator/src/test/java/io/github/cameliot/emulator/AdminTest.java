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

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest {

    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.start();
        emulator.createThing("pump-1");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aFaultIsAddedListedAndRemoved() {
        String added = sendJson(
                        "POST",
                        "/_emulator/faults",
                        "{\"kind\":\"THROTTLE\",\"operations\":[\"DESCRIBE_JOB_EXECUTION\"],\"first\":1}")
                .body();

        int first = http.send("GET", "/things/pump-1/jobs/$next", "").statusCode();
        int second = http.send("GET", "/things/pump-1/jobs/$next", "").statusCode();
        String listed = http.send("GET", "/_emulator/faults", "").body();
        http.send("DELETE", "/_emulator/faults/1", "");

        assertThat(added)
                .isEqualTo(
                        "{\"id\":1,\"kind\":\"THROTTLE\",\"hits\":0," + "\"operations\":[\"DESCRIBE_JOB_EXECUTION\"]}");
        assertThat(first).isEqualTo(429);
        assertThat(second).isEqualTo(200);
        assertThat(listed).contains("\"hits\":1");
        assertThat(emulator.faults().active()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"SLOW\"}",
                "{\"kind\":\"THROTTLE\",\"operation\":\"CREATE_JOB\"}",
                "{\"kind\":\"THROTTLE\",\"operations\":[\"CREATE\"]}",
                "{\"kind\":\"THROTTLE\",\"first\":0}",
                "{\"kind\":\"THROTTLE\",\"probability\":2}",
                "{\"kind\":\"LATENCY\"}",
                "{\"kind\":\"LATENCY\",\"latencyMillis\":-1}"
            })
    void aFaultThatIsNotPossibleIsRefused(String fault) {
        HttpResponse<String> response = sendJson("POST", "/_emulator/faults", fault);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"message\":\"");
    }

    @Test
    void theClockCanJump() {
        Instant before = Instant.now();

        String response = sendJson("POST", "/_emulator/clock", "{\"advanceMillis\":3600000}")
                .body();

        assertThat(Instant.parse(response.substring(8, response.length() - 2))).isAfter(before.plusSeconds(3599));
    }

    @Test
    void whatIsNotDeclaredAsJsonChangesNothing() {
        HttpResponse<String> response = http.send(
                "POST",
                "/_emulator/faults",
                "{\"kind\":\"THROTTLE\"}".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "text/plain");

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(emulator.faults().active()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE})
    void theClockStaysWithinWhatTimestampsCanSay(long millis) {
        HttpResponse<String> response = sendJson("POST", "/_emulator/clock", "{\"advanceMillis\":" + millis + "}");

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void delaysCanBeSet() {
        sendJson("PUT", "/_emulator/delays", "{\"newJobsMillis\":5000}");
        emulator.createJob("ota-7", "{}", "pump-1");

        assertThat(emulator.executions("pump-1")).isEmpty();
    }

    @Test
    void theRequestLogLeavesTheAdministrativePathsOut() {
        http.send("GET", "/things/pump-1/jobs/$next", "");

        String log = http.send("GET", "/_emulator/requests", "").body();

        assertThat(log).startsWith("{\"total\":1,\"connections\":1,").contains("\"DESCRIBE_JOB_EXECUTION\":1");
    }

    private HttpResponse<String> sendJson(String method, String path, String body) {
        return http.send(method, path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }
}
