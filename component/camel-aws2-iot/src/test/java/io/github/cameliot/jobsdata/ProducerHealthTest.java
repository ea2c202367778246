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

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.client.RetryMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The health checks of producers: what their own calls have come to. */
class ProducerHealthTest {

    private static final String DESCRIBE = "iot-jobs-data:describe?thing=pump-12";

    @Test
    void itIsUpBeforeTheFirstCallAndMakesNone() {
        try (Bench bench = bench(true)) {
            bench.routes(r -> r.from("direct:a").to(DESCRIBE));

            assertThat(health(bench).getState()).isEqualTo(State.UP);

            assertThat(bench.emulator().requests().total()).isZero();
        }
    }

    @Test
    void itIsDownAfterACallThatDidNotReachAwsAndUpAfterOneThatDid() {
        try (Bench bench = bench(true)) {
            bench.emulator().createThing("pump-12");
            for (Fault fault : Outages.ALL) {
                bench.emulator().faults().add(fault);
                bench.send(DESCRIBE);
                HealthCheck.Result down = health(bench);
                bench.emulator().faults().clear();
                bench.send(DESCRIBE);

                assertThat(down.getState()).as(fault.toString()).isEqualTo(State.DOWN);
                assertThat(down.getMessage().orElseThrow()).contains("pump-12");
                assertThat(down.getDetails()).containsKeys("call.last.failure", "failure");
                assertThat(health(bench).getState()).as("after " + fault).isEqualTo(State.UP);
                assertThat(health(bench).getDetails()).containsKeys("call.last.response", "call.last.failure");
            }
            bench.emulator().close();
            bench.send(DESCRIBE);

            assertThat(health(bench).getState()).isEqualTo(State.DOWN);
            assertThat(HealthCheckHelper.invokeLiveness(bench.camel()))
                    .noneMatch(r -> r.getCheck().getId().startsWith("producer:"));
        }
    }

    @Test
    void aCallWhoseValuesAwsRefusesSaysNothingAgainstTheProducer() {
        try (Bench bench = bench(true)) {
            bench.emulator().createThing("pump-12");

            Exception refused = bench.send(DESCRIBE + "&jobId=no-such-job").getException();

            assertThat(refused).hasMessageContaining("404");
            assertThat(health(bench).getState()).isEqualTo(State.UP);
            assertThat(health(bench).getDetails()).containsKey("call.last.response");
        }
    }

    @Test
    void aServiceThatFailsIsNotHiddenByAnotherOneThatWorks() {
        try (Bench bench = bench(true)) {
            bench.emulator().createThing("pump-12");
            bench.send(DESCRIBE + "&uriEndpointOverride=http://127.0.0.1:" + ConsumerHealthTest.deadPort());
            bench.send(DESCRIBE);

            assertThat(health(bench).getState()).isEqualTo(State.DOWN);
        }
    }

    @Test
    void thereIsOneForEachOperationHoweverManyEndpoints() {
        try (Bench bench = bench(true)) {
            for (int i = 0; i < 20; i++) {
                bench.send("iot-jobs-data:getPending?thing=pump-" + i);
            }
            bench.send(DESCRIBE);
            bench.send(DESCRIBE + "&presign=1m");

            assertThat(checks(bench))
                    .extracting(r -> r.getCheck().getId())
                    .containsExactlyInAnyOrder("producer:iot-jobs-data:getPending", "producer:iot-jobs-data:describe");
        }
    }

    @Test
    void withoutHealthCheckProducerEnabledThereIsNone() {
        try (Bench bench = bench(false)) {
            bench.send(DESCRIBE);

            assertThat(checks(bench)).isEmpty();
        }
    }

    @Test
    void aComponentThatHasStoppedHasNone() {
        try (Bench bench = bench(true)) {
            bench.routes(r -> r.from("direct:a").to(DESCRIBE));
            assertThat(checks(bench)).hasSize(1);

            bench.component().stop();
            assertThat(checks(bench)).isEmpty();
        }
    }

    @Test
    void noSecretIsShownWhateverTheServerAnswers() {
        String hostile = "no\\nway: https://me:hunter2@bucket.example/f?X-Amz-Signature=5ec4e7&x=1";
        try (AnsweringServer server = AnsweringServer.start();
                Bench bench = server.bench()) {
            HealthCheckHelper.getHealthCheckRepository(bench.camel(), "producers")
                    .setEnabled(true);
            server.answers(
                    403, Map.of("x-amzn-ErrorType", "AccessDeniedException"), "{\"message\":\"" + hostile + "\"}");
            bench.send(DESCRIBE + "&secretKey=5ec4e7&accessKey=hunter2");

            HealthCheck.Result down = health(bench);
            Object shown = new JsonObject(down.getDetails()).toJson() + down.getMessage() + trace(down);

            assertThat(down.getState()).isEqualTo(State.DOWN);
            assertThat(shown.toString()).contains("403").doesNotContain("hunter2", "5ec4e7");
            assertThat(down.getMessage().orElseThrow()).doesNotContain("\n");
        }
    }

    @Test
    void camelCallsThemOnlyIfProducersAreEnabled() throws Exception {
        for (boolean enabled : List.of(true, false)) {
            Main main = new Main();
            main.addInitialProperty("camel.health.producers-enabled", "" + enabled);
            main.addInitialProperty("camel.component.iot-jobs-data.access-key", "a");
            main.addInitialProperty("camel.component.iot-jobs-data.secret-key", "s");
            main.addInitialProperty("camel.component.iot-jobs-data.region", "eu-west-1");
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to(DESCRIBE);
                }
            });
            main.start();
            try {
                assertThat(HealthCheckHelper.invokeReadiness(main.getCamelContext(), "full").stream()
                                .filter(r -> r.getCheck().getId().equals("producer:iot-jobs-data:describe")))
                        .hasSize(enabled ? 1 : 0);
            } finally {
                main.stop();
            }
        }
    }

    private static Bench bench(boolean enabled) {
        return Bench.open(b -> {
            b.component().setHealthCheckProducerEnabled(enabled);
            b.component().getConfiguration().setRetryMode(RetryMode.none);
            HealthCheckHelper.getHealthCheckRepository(b.camel(), "producers").setEnabled(true);
        });
    }

    private static String trace(HealthCheck.Result result) {
        java.io.StringWriter trace = new java.io.StringWriter();
        result.getError().orElseThrow().printStackTrace(new java.io.PrintWriter(trace));
        return trace.toString();
    }

    private static HealthCheck.Result health(Bench bench) {
        return checks(bench).iterator().next();
    }

    private static Collection<HealthCheck.Result> checks(Bench bench) {
        return HealthCheckHelper.invokeReadiness(bench.camel(), "full").stream()
                .filter(r -> r.getCheck().getId().startsWith("producer:"))
                .toList();
    }
}
