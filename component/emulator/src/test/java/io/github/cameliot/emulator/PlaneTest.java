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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both planes have GET /things/{thing}/jobs/{job}: who signed for which gets which. */
class PlaneTest {

    private static final String PATH = "/things/pump-1/jobs/ota-7";
    private static final String SCOPE = "AKID/20260801/us-east-1/%s/aws4_request";

    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.start();
        emulator.createJob("ota-7", "{}", "pump-1");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void theHeaderOfASignedRequestDecides() {
        String data = signedByHeader("iot-jobs-data");
        String control = signedByHeader("iot");

        assertThat(data).contains("\"thingName\":\"pump-1\"");
        assertThat(control).contains("\"thingArn\":");
    }

    @Test
    void theQueryOfAPresignedRequestDecides() {
        String credential = SCOPE.formatted("iot").replace("/", "%2F");

        String control =
                http.send("GET", PATH + "?X-Amz-Credential=" + credential, "").body();

        assertThat(control).contains("\"thingArn\":");
    }

    @Test
    void anUnsignedRequestIsTheDataPlanes() {
        String data = http.send("GET", PATH, "").body();

        assertThat(data).contains("\"thingName\":\"pump-1\"");
    }

    private String signedByHeader(String signingName) {
        String authorization =
                "AWS4-HMAC-SHA256 Credential=" + SCOPE.formatted(signingName) + ", SignedHeaders=host, Signature=0";
        return http.send("GET", PATH, new byte[0], "Authorization", authorization)
                .body();
    }
}
