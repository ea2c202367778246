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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cameliot.control.IotJobsEndpoint;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.IotJobsDataEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An option that nobody has set for a template or Kamelet is left to the component. */
class OptionDefaultsTest {

    private static final String CONNECTION = """
            camel.component.iot-jobs-data.uri-endpoint-override = http://127.0.0.1:9
            camel.component.iot-jobs.uri-endpoint-override = http://127.0.0.1:9
            camel.component.iot-jobs.region = us-east-1
            camel.component.kafka.brokers = 127.0.0.1:9
            camel.component.kafka.create-consumer-backoff-max-attempts = 1
            """;

    private static final String PUBLISH = """
            camel.route-template[mine].template-id = iot-jobs-to-kafka
            camel.route-template[mine].thing = pump-12
            camel.route-template[mine].topic = jobs
            """;

    private static final String WORKFLOW = """
            camel.route-template[mine].template-id = iot-jobs-workflow
            camel.route-template[mine].thing = pump-12
            """;

    private static final String SOURCE = """
            camel.route-template[mine].template-id = iot-jobs-pipe
            camel.route-template[mine].source = kamelet:aws-iot-jobs-source?thing=pump-12
            camel.route-template[mine].sink = direct:b
            """;

    private static final String AWAIT = """
            camel.route-template[mine].template-id = iot-jobs-pipe
            camel.route-template[mine].source = direct:a
            camel.route-template[mine].sink = kamelet:aws-iot-jobs-await-action
            """;

    static Stream<String> consumers() {
        return Stream.of(PUBLISH, WORKFLOW, SOURCE);
    }

    static Stream<String> delaysOfTwoMinutes() {
        return Stream.of(
                PUBLISH + "camel.route-template[mine].delay = 2m\n",
                WORKFLOW + "camel.route-template[mine].delay = 2m\n",
                SOURCE + "camel.kamelet.aws-iot-jobs-source.delay = 2m\n",
                AWAIT + "camel.kamelet.aws-iot-jobs-await-action.delay = 2m\n");
    }

    @ParameterizedTest
    @MethodSource("delaysOfTwoMinutes")
    void aDelayOfTwoMinutesNeedsNoMaxDelay(String application) {
        assertThatCode(() -> App.start(CONNECTION + application).close()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void anOptionOfTheComponentHoldsForAConsumerThatDoesNotSetIt(String application) throws Exception {
        try (App app = App.start(CONNECTION + application + """
                camel.component.iot-jobs-data.lease = 10m
                camel.component.iot-jobs-data.heartbeat = 4m
                camel.component.iot-jobs-data.delay = 3s
                camel.component.iot-jobs-data.max-delay = 30s
                camel.component.iot-jobs-data.max-in-flight = 7
                """)) {
            IotJobsDataConfiguration configuration =
                    only(app.context(), IotJobsDataEndpoint.class).getConfiguration();

            assertThat(configuration.getLease()).isEqualTo(Duration.ofMinutes(10));
            assertThat(configuration.getHeartbeat()).isEqualTo(Duration.ofMinutes(4));
            assertThat(configuration.getDelay()).isEqualTo(Duration.ofSeconds(3));
            assertThat(configuration.getMaxDelay()).isEqualTo(Duration.ofSeconds(30));
            assertThat(configuration.getMaxInFlight()).isEqualTo(7);
        }
    }

    @Test
    void anOptionOfTheComponentHoldsForAWaitThatDoesNotSetIt() throws Exception {
        try (App app = App.start(CONNECTION + AWAIT + """
                camel.component.iot-jobs.timeout = 2h
                camel.component.iot-jobs.max-failed = 10%
                """)) {
            IotJobsEndpoint endpoint = only(app.context(), IotJobsEndpoint.class);

            assertThat(endpoint.getConfiguration().getTimeout()).isEqualTo(Duration.ofHours(2));
            assertThat(endpoint.getConfiguration().getMaxFailed()).isEqualTo("10%");
        }
    }

    @Test
    void aPropertyOfATemplateWinsOverTheComponent() throws Exception {
        try (App app = App.start(CONNECTION + WORKFLOW + """
                camel.route-template[mine].lease = 2m
                camel.component.iot-jobs-data.lease = 10m
                """)) {
            assertThat(only(app.context(), IotJobsDataEndpoint.class)
                            .getConfiguration()
                            .getLease())
                    .isEqualTo(Duration.ofMinutes(2));
        }
    }

    @ParameterizedTest
    @MethodSource("consumers")
    void aPropertyOfTheSameNameForAnotherPurposeIsNotRead(String application) throws Exception {
        try (App app = App.start(CONNECTION + application + """
                delay = 17s
                lease = 17m
                region = elsewhere
                """)) {
            IotJobsDataConfiguration configuration =
                    only(app.context(), IotJobsDataEndpoint.class).getConfiguration();

            assertThat(configuration.getDelay()).isEqualTo(Duration.ofSeconds(5));
            assertThat(configuration.getLease()).isEqualTo(Duration.ofMinutes(5));
            assertThat(configuration.getRegion()).isEqualTo("us-east-1");
        }
    }

    static Stream<String> traced() {
        return Stream.of(
                PUBLISH + "camel.route-template[mine].trace-context = trace\n",
                WORKFLOW + "camel.route-template[mine].trace-context = trace\n",
                SOURCE + "camel.kamelet.aws-iot-jobs-source.traceContext = trace\n");
    }

    @ParameterizedTest
    @MethodSource("traced")
    void theTraceContextIsAnOptionOfEverySource(String application) throws Exception {
        try (App app = App.start(CONNECTION + application)) {
            assertThat(only(app.context(), IotJobsDataEndpoint.class)
                            .getConfiguration()
                            .getTraceContext())
                    .isEqualTo("trace");
        }
    }

    /** Kamelets that call AWS, each with what it needs to start. */
    static Stream<String> kameletsWithAConnection() {
        return Stream.of(
                "aws-iot-jobs-source?thing=pump-12",
                "aws-iot-jobs-progress-action?value=1",
                "aws-iot-jobs-report-sink",
                "aws-iot-jobs-create-sink",
                "aws-iot-jobs-await-action",
                "aws-iot-jobs-approve-action");
    }

    @ParameterizedTest
    @MethodSource("kameletsWithAConnection")
    void theUriOfAnEndpointHasNoSecretThatNobodySet(String kamelet) throws Exception {
        try (App app = App.start(CONNECTION + pipe("mine", kamelet, ""))) {
            assertThat(awsEndpoints(app.context())).isNotEmpty().allSatisfy(endpoint -> assertThat(
                            endpoint.getEndpointUri() + endpoint)
                    .doesNotContain("accessKey", "secretKey", "sessionToken", "useDefaultCredentialsProvider", "RAW("));
        }
    }

    @ParameterizedTest
    @MethodSource("kameletsWithAConnection")
    void aSecretOfOneUseOfAKameletIsNeitherLostNorInAnotherUse(String kamelet) throws Exception {
        String keys = (kamelet.contains("?") ? "&" : "?") + "accessKey=RAW(k+1/2)&secretKey=RAW(s+1/2)";
        try (App app = App.start(CONNECTION + pipe("plain", kamelet, "") + pipe("keys", kamelet, keys))) {
            List<String> uris =
                    awsEndpoints(app.context()).stream().map(Endpoint::toString).toList();

            assertThat(uris).anyMatch(uri -> uri.contains("accessKey=xxxxxx") && uri.contains("secretKey=xxxxxx"));
            assertThat(uris).anyMatch(uri -> !uri.contains("accessKey"));
            assertThat(uris).noneMatch(uri -> uri.contains("sessionToken"));
            assertThat(awsEndpoints(app.context()))
                    .anySatisfy(endpoint -> assertThat(accessKey(endpoint)).isEqualTo("k+1/2"));
        }
    }

    private static String pipe(String id, String kamelet, String more) {
        boolean isSource = kamelet.contains("source");
        return """
                camel.route-template[%1$s].template-id = iot-jobs-pipe
                camel.route-template[%1$s].source = %2$s
                camel.route-template[%1$s].sink = %3$s
                """.formatted(
                        id,
                        isSource ? "kamelet:" + kamelet + more : "direct:" + id,
                        isSource ? "direct:" + id : "kamelet:" + kamelet + more);
    }

    private static List<Endpoint> awsEndpoints(CamelContext context) {
        return context.getEndpoints().stream()
                .filter(endpoint -> endpoint.getEndpointUri().startsWith("iot-jobs"))
                .toList();
    }

    private static String accessKey(Endpoint endpoint) {
        return endpoint instanceof IotJobsDataEndpoint data
                ? data.getConfiguration().getAccessKey()
                : ((IotJobsEndpoint) endpoint).getConfiguration().getAccessKey();
    }

    private static <T extends Endpoint> T only(CamelContext context, Class<T> type) {
        List<T> found = context.getEndpoints().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(endpoint -> !endpoint.getEndpointUri().contains("update"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
