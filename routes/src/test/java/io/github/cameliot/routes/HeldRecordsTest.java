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
package io.github.cameliot.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that meet a fault of the caller: none is lost, and the operator is told once. */
class HeldRecordsTest {

    private static final String RIGHT = "se+cr/et&%=";

    private static RecordBridge bridge;
    private static JobsEmulator checking;

    @BeforeAll
    static void start() throws Exception {
        bridge = RecordBridge.reporting("");
        checking = JobsEmulator.builder()
                .accessKey(AccessKey.of("AKIDEXAMPLE", RIGHT))
                .start();
        checking.createThing("pump-12");
    }

    @AfterAll
    static void stop() {
        checking.close();
        bridge.close();
    }

    @ParameterizedTest
    @CsvSource({"AKIDEXAMPLE, wrong, InvalidSignatureException", "AKIDOTHER, any, UnrecognizedClientException"})
    void resultsWaitForRightCredentialsInTheirOrder(String accessKey, String secretKey, String error) throws Exception {
        String topic = "results-" + accessKey;
        bridge.topics().create(topic, 1, Map.of());
        for (String status : List.of("SUCCEEDED", "FAILED")) {
            checking.createJob(accessKey + status, "{}", "pump-12");
            String result = "{\"thing\":\"pump-12\",\"jobId\":\"%s\",\"executionNumber\":1,\"status\":\"%s\"}";
            bridge.topics()
                    .send(new ProducerRecord<>(
                            topic,
                            0,
                            "pump-12",
                            result.formatted(accessKey + status, status).getBytes(UTF_8)));
        }

        try (LogLines log = LogLines.of("io.github.cameliot.routes.held");
                App wrong = App.start(properties("kafka-to-iot-jobs-report", topic, accessKey, secretKey))) {
            await().until(() -> checking.requests().total() > 0 && attempts(wrong) > 8); // more than one round

            assertThat(health(wrong).getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health(wrong).getMessage()).get().asString().contains(error);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN Route bridge retries record 0 of partition 0 of topic " + topic)
                    .contains(error);
        }
        assertThat(bridge.topics().committed("iot-jobs-report", topic, 0)).isEmpty();
        try (App right = App.start(properties("kafka-to-iot-jobs-report", topic, "AKIDEXAMPLE", RIGHT))) {
            right.send("iot-jobs-data:update?thing=pump-12&status=IN_PROGRESS&jobId=" + accessKey + "SUCCEEDED", "");
            await().until(() ->
                    bridge.topics().committed("iot-jobs-report", topic, 0).orElse(0L) == 2);
            assertThat(HeldRoutes.of(right.context()).held()).isEmpty();
        }
        assertThat(checking.execution("pump-12", accessKey + "FAILED").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bridge.topics().all("dead")).isEmpty();
    }

    @Test
    void commandsWaitForRightCredentials() throws Exception {
        bridge.topics().create("orders", 1, Map.of());
        bridge.topics()
                .send(new ProducerRecord<>(
                        "orders",
                        0,
                        "pump-12",
                        "{\"jobId\":\"made\",\"things\":[\"pump-12\"],\"document\":{}}".getBytes(UTF_8)));

        try (App wrong = App.start(properties("kafka-to-iot-jobs-create", "orders", "AKIDEXAMPLE", "wrong"))) {
            await().until(() -> attempts(wrong) > 8);
            assertThat(health(wrong).getState()).isEqualTo(HealthCheck.State.DOWN);
        }
        assertThat(bridge.topics().committed("iot-jobs-create", "orders", 0)).isEmpty();
        try (App right = App.start(properties("kafka-to-iot-jobs-create", "orders", "AKIDEXAMPLE", RIGHT))) {
            await().until(() ->
                    bridge.topics().committed("iot-jobs-create", "orders", 0).orElse(0L) == 1);
        }
        assertThat(checking.execution("pump-12", "made").status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(bridge.topics().all("dead")).isEmpty();
    }

    private static int attempts(App app) {
        return HeldRoutes.of(app.context()).held().values().stream()
                .mapToInt(HeldRoutes.Held::attempts)
                .sum();
    }

    private static HealthCheck.Result health(App app) {
        return HealthCheckRegistry.get(app.context())
                .getCheck(HeldRoutesHealthCheck.ID)
                .orElseThrow()
                .call();
    }

    private static String properties(String template, String topic, String accessKey, String secretKey) {
        return bridge.properties("""
                camel.route-template[bridge].template-id = %1$s
                camel.route-template[bridge].topic = %2$s
                camel.component.iot-jobs-data.uri-endpoint-override = %3$s
                camel.component.iot-jobs-data.access-key = %4$s
                camel.component.iot-jobs-data.secret-key = %5$s
                camel.component.iot-jobs.uri-endpoint-override = %3$s
                camel.component.iot-jobs.access-key = %4$s
                camel.component.iot-jobs.secret-key = %5$s
                """.formatted(template, topic, checking.endpoint(), accessKey, secretKey));
    }
}
