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
package io.github.cameliot.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.JobsEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The probes of Kubernetes, while AWS cannot be reached. */
class ProbesTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void onlyReadinessGoesDownIfAwsCannotBeReached() throws Exception {
        JobsEmulator emulator = JobsEmulator.start();
        emulator.createThing("meter-1", "meter-2", "meter-9", "gateway-1");
        try (emulator;
                ConfigurableApplicationContext app = Demo.application(emulator.endpoint())) {
            String health =
                    "http://127.0.0.1:" + app.getEnvironment().getProperty("local.server.port") + "/actuator/health/";
            await().atMost(Duration.ofSeconds(60)).until(() -> status(health + "readiness") == 200);

            emulator.close();

            await().atMost(Duration.ofSeconds(60)).until(() -> status(health + "readiness") == 503);
            assertThat(status(health + "liveness")).isEqualTo(200);
        }
    }

    private int status(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
