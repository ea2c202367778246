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
package io.github.cameliot.jobsdata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class IssuedCredentialsTest {

    private static final String KEYS =
            "\"accessKeyId\":\"ASIA1\",\"secretAccessKey\":\"SESAME\",\"sessionToken\":\"to/k=\"";
    private static final Instant NOW = Instant.parse("2018-01-18T08:18:06Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"credentials\":{%s,\"expiration\":\"2018-01-18T09:18:06Z\"}}",
                "{\"more\":[{\"credentials\":1}],\"credentials\":{\"x\":{\"expiration\":\"\"},%s,"
                        + "\"expiration\":\"2018-01-18T10:18:06+01:00\"},\"z\":null}"
            })
    void theCredentialsAreReadWithTheirLifetime(String body) throws IOException {
        IssuedCredentials issued = parse(body.formatted(KEYS));

        assertThat(issued.credentials())
                .isEqualTo(AwsSessionCredentials.builder()
                        .accessKeyId("ASIA1")
                        .secretAccessKey("SESAME")
                        .sessionToken("to/k=")
                        .expirationTime(NOW.plusSeconds(3600))
                        .build());
        assertThat(issued.lifetime()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "<html>SESAME</html>",
                "{\"credentials\":null}",
                "{\"credentials\":{",
                "{\"credentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"SESAME\",\"sessionToken\":\"t\"}}",
                "{\"credentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"SESAME\",\"sessionToken\":\"t\","
                        + "\"expiration\":\"SESAME\"}}",
                "{\"credentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"SESAME\",\"sessionToken\":7,"
                        + "\"expiration\":\"2018-01-18T09:18:06Z\"}}",
                "{\"credentials\":{\"accessKeyId\":\"A\",\"secretAccessKey\":\"SESAME\",\"sessionToken\":\"a\\nHost: x\","
                        + "\"expiration\":\"2018-01-18T09:18:06Z\"}}",
                "{\"credentials\":{\"accessKeyId\":\"\",\"secretAccessKey\":\"SESAME\",\"sessionToken\":\"t\","
                        + "\"expiration\":\"2018-01-18T09:18:06Z\"}}"
            })
    void anyOtherResponseIsRefusedWithoutShowingIt(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("its response ")
                .hasMessageNotContaining("SESAME")
                .hasNoCause();
    }

    @Test
    void itsTextDoesNotShowTheKeys() throws IOException {
        assertThat(parse("{\"credentials\":{%s,\"expiration\":\"2018-01-18T09:18:06Z\"}}".formatted(KEYS)))
                .hasToString("IssuedCredentials[xxxxxx]");
    }

    private static IssuedCredentials parse(String body) throws IOException {
        return IssuedCredentials.parse(body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
