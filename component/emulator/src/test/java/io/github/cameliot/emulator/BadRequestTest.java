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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestTest {

    private static JobsEmulator emulator;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.start();
        emulator.createJob("ota-7", "{}", "pump-1");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "1 2",
                "{} {}",
                "{\"status\":\"FAILED\",\"status\":\"FAILED\"}",
                "{\"status\":7}",
                "{\"status\":null}",
                "{\"status\":\"failed\"}",
                "{\"status\":\"FAILED\",\"expectedVersion\":\"one\"}",
                "{\"status\":\"FAILED\",\"expectedVersion\":\"\"}",
                "{\"status\":\"FAILED\",\"expectedVersion\":\" 1\"}",
                "{\"status\":\"FAILED\",\"expectedVersion\":\"1.0\"}",
                "{\"status\":\"FAILED\",\"expectedVersion\":\"true\"}",
                "{\"status\":\"FAILED\",\"expectedVersion\":true}",
                "{\"status\":\"FAILED\",\"expectedVersion\":1.5}",
                "{\"status\":\"FAILED\",\"expectedVersion\":99999999999999999999}",
                "{\"status\":\"FAILED\",\"includeJobExecutionState\":\"TRUE\"}",
                "{\"status\":\"FAILED\",\"includeJobExecutionState\":\"1\"}",
                "{\"status\":\"FAILED\",\"stepTimeoutInMinutes\":\"0\"}",
                "{\"status\":\"FAILED\",\"stepTimeoutInMinutes\":0}",
                "{\"status\":\"FAILED\",\"stepTimeoutInMinutes\":-2}",
                "{\"status\":\"FAILED\",\"stepTimeoutInMinutes\":10081}",
                "{\"status\":\"FAILED\",\"statusDetails\":[]}",
                "{\"status\":\"FAILED\",\"statusDetails\":{\"a\":1}}",
                "{\"status\":\"FAILED\",\"statusDetails\":{\"a\":\"\"}}",
                "{\"status\":\"FAILED\",\"statusDetails\":{\"a.b\":\"c\"}}",
                "{\"status\":\"FAILED\",\"statusDetails\":{\"\":\"c\"}}",
                "{\"status\":\"FAILED\",\"statusDetails\":{\"a\":\"\\u0000\"}}",
                "{\"status\":\"FAILED\",\"statusDetails\":{\"a\":\"one\\ntwo\"}}",
                "{\"status\":\"FAILED\",\"statusDetails\":{\"a\":\"\\ud800\"}}",
                "{\"status\":\"FAILED\",\"unknown\":{\"\\udc00\":1}}"
            })
    void bodyThatTheModelDoesNotHaveIsRefused(String body) {
        HttpResponse<String> response = http.send("POST", "/things/pump-1/jobs/ota-7", body);

        assertRefused(response, 400, "InvalidRequestException");
        assertThat(emulator.execution("pump-1", "ota-7").versionNumber()).isEqualTo(1);
    }

    @Test
    void bodyThatIsNotUtf8IsRefused() {
        byte[] latin1 = "{\"status\":\"FAILED\",\"statusDetails\":{\"a\":\"é\"}}".getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<String> response = http.send("POST", "/things/pump-1/jobs/ota-7", latin1);

        assertRefused(response, 400, "InvalidRequestException");
    }

    @Test
    void deeplyNestedBodyIsRefused() {
        HttpResponse<String> response = http.send("POST", "/things/pump-1/jobs/ota-7", "[".repeat(100_000));

        assertRefused(response, 400, "InvalidRequestException");
    }

    @Test
    void bodyOfOneMegabyteIsRefusedAndTheConnectionGoesOn() {
        HttpResponse<String> response = http.send("POST", "/things/pump-1/jobs/ota-7", "a".repeat(1_000_000));

        assertRefused(response, 413, "RequestEntityTooLargeException");
        assertThat(http.send("GET", "/things/pump-1/jobs", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/things/pump.1/jobs",
                "/things//jobs",
                "/things/pump%001/jobs",
                "/things/pump%2F1/jobs",
                "/things/%C3%A9/jobs",
                "/things/%FF/jobs",
                "/things/pump-1/jobs/ota.7",
                "/things/pump-1/jobs/$last",
                "/things/pump-1/jobs/ota-7?executionNumber=",
                "/things/pump-1/jobs/ota-7?executionNumber=one",
                "/things/pump-1/jobs/ota-7?executionNumber=99999999999999999999",
                "/things/pump-1/jobs/ota-7?executionNumber=1&executionNumber=1",
                "/things/pump-1/jobs/ota-7?includeJobDocument=TRUE",
                "/things/pump-1/jobs/ota-7?includeJobDocument=%FF",
            })
    void nameOrParameterThatIsNotPossibleIsRefused(String path) {
        assertRefused(http.send("GET", path, ""), 400, "InvalidRequestException");
    }

    @ParameterizedTest
    @CsvSource({"128,404", "129,400"})
    void thingNamesHaveUpToAHundredTwentyEightCharacters(int length, int status) {
        HttpResponse<String> response = http.send("GET", "/things/" + "a".repeat(length) + "/jobs", "");

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /things/pump-1/jobs/ota-7/more, 404",
        "GET, /job/ota-7, 404",
        "PATCH, /things/pump-1/jobs/ota-7, 405",
        "PUT, /things/pump-1/jobs/ota-7, 405",
        "DELETE, /things/pump-1/jobs/$next, 405"
    })
    void whatIsNoOperationIsRefused(String method, String path, int status) {
        HttpResponse<String> response = http.send(method, path, "");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"message\":\"").contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$next", "%24next", "%24%6eext"})
    void nextIsFoundHoweverItIsEncoded(String next) {
        HttpResponse<String> response = http.send("GET", "/things/pump-1/jobs/" + next, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"jobId\":\"ota-7\"");
    }

    private static void assertRefused(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(response.headers().firstValue("date")).isPresent();
        assertThat(response.body()).startsWith("{\"message\":\"").doesNotContain("Exception", "\tat ");
    }
}
