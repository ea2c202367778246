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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** An endpoint without TLS is warned of when its client is made; nothing is sent and no name is resolved for that. */
class PlainHttpTest {

    private static final String KEYS = "&accessKey=a&secretKey=s";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1",
                "HTTP://iot.example.com:8080",
                "http://127.example.com",
                "http://[2001:db8::1]"
            })
    void isWarnedOfOnceWithCredentials(String endpoint) {
        assertThat(warnings(
                        endpoint + KEYS, endpoint + KEYS + "&retryMode=none", endpoint + KEYS + "&apiCallTimeout=9s"))
                .hasSize(1)
                .allMatch(line -> line.contains("uriEndpointOverride=" + endpoint) && line.contains("Use https"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://192.0.2.1",
                "http://localhost:8080",
                "http://aws.localhost",
                "http://127.0.0.1:1",
                "http://127.1.2.3",
                "http://[::1]:8080"
            })
    void isNotWarnedOfOnLoopbackOrWithTls(String endpoint) {
        assertThat(warnings(endpoint + KEYS)).isEmpty();
    }

    @Test
    void isNotWarnedOfWithoutCredentials() {
        assertThat(warnings("http://192.0.2.1&awsCredentialsProvider=#nobody")).isEmpty();
    }

    private static List<String> warnings(String... endpoints) {
        try (LogCapture log = LogCapture.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            camel.getRegistry().bind("nobody", AnonymousCredentialsProvider.create());
            camel.start();
            for (String endpoint : endpoints) {
                camel.getEndpoint(
                        "iot-jobs-data:describe?thing=pump-12&region=eu-west-1&uriEndpointOverride=" + endpoint);
            }
            return log.lines().stream()
                    .filter(line -> line.contains("is not encrypted"))
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
