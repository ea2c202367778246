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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KameletsTest {

    private JobsEmulator emulator;

    @BeforeEach
    void startEmulator() {
        emulator = JobsEmulator.start();
        emulator.createThing("pump-12");
    }

    @AfterEach
    void stopEmulator() {
        emulator.close();
    }

    @Test
    void theSourceClaimsAndTheEndOfTheRouteIsTheReport() throws Exception {
        emulator.createJob("good", "{}", "pump-12");
        emulator.createJob("bad", "{\"do\":\"fail\"}", "pump-12");

        try (App app = App.start(pipe("kamelet:aws-iot-jobs-source", "bean:work")
                + source()
                + "camel.beans.work = #class:io.github.cameliot.routes.Work")) {
            await().until(() -> emulator.execution("pump-12", "bad").status() == ExecutionStatus.FAILED);
        }

        assertThat(emulator.execution("pump-12", "good").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("pump-12", "bad").statusDetails().get("reason"))
                .contains("it broke");
    }

    @Test
    void theSourceTakesItsConnectionFromItsOwnProperties() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");

        try (App app = App.start("""
                camel.component.iot-jobs-data.uri-endpoint-override = http://127.0.0.1:9
                camel.route-template[pipe].template-id = iot-jobs-pipe
                camel.route-template[pipe].source = kamelet:aws-iot-jobs-source
                camel.route-template[pipe].sink = bean:work
                camel.beans.work = #class:io.github.cameliot.routes.Work
                camel.kamelet.aws-iot-jobs-source.uriEndpointOverride = %s
                camel.kamelet.aws-iot-jobs-source.region = eu-central-1
                camel.kamelet.aws-iot-jobs-source.accessKey = its+own/key==
                camel.kamelet.aws-iot-jobs-source.secretKey = se+cr/et&%%=
                """.formatted(emulator.endpoint()) + source())) {
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void theReportSinkTakesOnlyResultsOfTheClaimThatHasTheJobIfTheClaimIsChecked() throws Exception {
        String marker = "v1 worker=w run=r claim=c7 attempt=1 lease=300 state=handed until=2036-12-01T00:00:00Z";
        emulator.createJob("ota-7", "{}", "pump-12");

        try (App app = App.start(pipe("direct:results", "kamelet:aws-iot-jobs-report-sink")
                + "camel.kamelet.aws-iot-jobs-report-sink.claimChecked = true")) {
            ProducerTemplate producer = app.context().createProducerTemplate();
            producer.sendBody("iot-jobs-data:startNext?thing=pump-12", null);
            producer.sendBodyAndHeaders(
                    "iot-jobs-data:update?thing=pump-12&jobId=ota-7&status=IN_PROGRESS",
                    null,
                    Map.of(
                            "CamelAwsIotJobsStatusDetails", Map.of("claimedBy", marker),
                            "CamelAwsIotJobsUpdateStatusDetails", Map.of("claimedBy", marker),
                            "CamelAwsIotJobsExpectedVersion", 2));

            Exception without = report(producer, "SUCCEEDED", null);
            Exception other = report(producer, "FAILED", "c6");
            ExecutionStatus before = emulator.execution("pump-12", "ota-7").status();
            Exception progress = report(producer, "IN_PROGRESS", "c7");
            Map<String, String> kept = emulator.execution("pump-12", "ota-7").statusDetails();
            Exception same = report(producer, "SUCCEEDED", "c7");
            Exception again = report(producer, "FAILED", "c7");

            assertThat(without)
                    .isInstanceOf(UnusableRecordException.class)
                    .hasMessageContaining("no header iot-job-claim");
            assertThat(other)
                    .isInstanceOf(UnusableRecordException.class)
                    .hasMessageContaining("is not the ID of the claim");
            assertThat(before).isEqualTo(ExecutionStatus.IN_PROGRESS);
            assertThat(progress).isNull();
            assertThat(kept).isEqualTo(Map.of("claimedBy", marker, "step", "1"));
            assertThat(same).isNull();
            assertThat(again).isInstanceOf(JobsCallException.class).hasMessageContaining("409");
        }

        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private static Exception report(ProducerTemplate producer, String status, String claim) {
        return producer.request("direct:results", exchange -> {
                    exchange.getMessage()
                            .setBody("{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"status\":\""
                                    + status + "\",\"statusDetails\":{\"step\":\"1\"}}");
                    if (claim != null) {
                        exchange.getMessage().setHeader("iot-job-claim", claim.getBytes(StandardCharsets.UTF_8));
                    }
                })
                .getException();
    }

    @Test
    void theProgressActionReportsOneDetailAndTheRouteGoesOn() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");

        try (App app = App.start(pipe("kamelet:aws-iot-jobs-source", "kamelet:aws-iot-jobs-progress-action")
                + source()
                + "camel.kamelet.aws-iot-jobs-progress-action.value = half & done")) {
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        }

        assertThat(emulator.execution("pump-12", "ota-7").statusDetails()).containsEntry("step", "half & done");
    }

    @Test
    void theValueOfProgressIsAnExpressionAndTheBodyGoesOnAsItIs() throws Exception {
        emulator.createJob("ota-7", "{\"step\":\"a & b (c) +%d?\"}", "pump-12");

        try (App app = App.start(pipe("direct:work", "kamelet:aws-iot-jobs-progress-action") + """
                camel.kamelet.aws-iot-jobs-progress-action.detail = last:document
                camel.kamelet.aws-iot-jobs-progress-action.value = ${header.CamelAwsIotJobsJobId} has ${body}
                """)) {
            app.send("iot-jobs-data:startNext?thing=pump-12", "");
            Exchange worked = app.context().createProducerTemplate().request("direct:work", e -> {
                e.getMessage().setBody("{\"step\":\"a & b (c) +%d?\"}");
                e.getMessage()
                        .setHeaders(new HashMap<>(Map.of(
                                "CamelAwsIotJobsThing", "pump-12",
                                "CamelAwsIotJobsJobId", "ota-7",
                                "CamelAwsIotJobsUpdateStatus", "FAILED",
                                "CamelAwsIotJobsUpdateStatusDetails", Map.of("mine", "1"))));
            });

            assertThat(worked.getException()).isNull();
            assertThat(worked.getMessage().getBody()).isEqualTo("{\"step\":\"a & b (c) +%d?\"}");
            assertThat(worked.getMessage().getHeaders())
                    .containsEntry("CamelAwsIotJobsUpdateStatus", "FAILED")
                    .containsEntry("CamelAwsIotJobsUpdateStatusDetails", Map.of("mine", "1"));
            assertThat(worked.getProperties().keySet()).noneMatch(name -> name.startsWith("iot-"));
        }

        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails())
                .containsOnly(Map.entry("last:document", "ota-7 has {\"step\":\"a & b (c) +%d?\"}"));
    }

    @Test
    void progressWhoseReportFailsFailsTheRouteAndAnExpressionWithoutAValueReportsNoDetail() throws Exception {
        try (App app = App.start(pipe("direct:work", "kamelet:aws-iot-jobs-progress-action")
                + "camel.kamelet.aws-iot-jobs-progress-action.value = ${header.step}")) {
            Map<String, Object> headers = Map.of("CamelAwsIotJobsThing", "pump-12", "CamelAwsIotJobsJobId", "ota-7");
            ProducerTemplate template = app.context().createProducerTemplate();
            Assertions.assertThatThrownBy(() -> template.sendBodyAndHeaders("direct:work", "", headers))
                    .hasStackTraceContaining("404");
            emulator.createJob("ota-7", "{}", "pump-12");

            template.sendBodyAndHeaders("direct:work", "", headers);
        }

        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails()).isEmpty();
    }

    @Test
    void aDetailThatTheServiceRefusesIsRefusedAtTheStart() {
        Assertions.assertThatThrownBy(() -> App.start(pipe("direct:a", "kamelet:aws-iot-jobs-progress-action") + """
                camel.kamelet.aws-iot-jobs-progress-action.detail = dotted.key
                camel.kamelet.aws-iot-jobs-progress-action.value = x
                """))
                .hasStackTraceContaining("detail=dotted.key is not possible");
    }

    @Test
    void theDefaultCredentialsContradictKeys() {
        Assertions.assertThatThrownBy(() -> App.start(pipe("direct:a", "kamelet:aws-iot-jobs-progress-action") + """
                camel.kamelet.aws-iot-jobs-progress-action.value = x
                camel.kamelet.aws-iot-jobs-progress-action.useDefaultCredentialsProvider = true
                camel.kamelet.aws-iot-jobs-progress-action.accessKey = a
                camel.kamelet.aws-iot-jobs-progress-action.secretKey = b
                """))
                .hasStackTraceContaining("accessKey/secretKey/sessionToken, useDefaultCredentialsProvider");
    }

    @ParameterizedTest
    @CsvSource({
        "camel.component.iot-jobs-data, access-key, secret-key",
        "camel.kamelet.aws-iot-jobs-report-sink, accessKey, secretKey"
    })
    void theReportSinkSignsWithItsOwnKeysElseWithThoseOfTheComponent(String where, String access, String secret)
            throws Exception {
        try (JobsEmulator checking = JobsEmulator.builder()
                        .accessKey(AccessKey.of("AKIDEXAMPLE", "se+cr/et&%="))
                        .start();
                App app = App.start("""
                        camel.component.iot-jobs-data.uri-endpoint-override = %s
                        camel.route-template[pipe].template-id = iot-jobs-pipe
                        camel.route-template[pipe].source = direct:results
                        camel.route-template[pipe].sink = kamelet:aws-iot-jobs-report-sink
                        %s.%s = AKIDEXAMPLE
                        %s.%s = se+cr/et&%%=
                        """.formatted(checking.endpoint(), where, access, where, secret))) {
            checking.createJob("ota-7", "{}", "pump-12");

            app.send(
                    "direct:results",
                    "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"status\":\"REJECTED\"}");

            assertThat(checking.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.REJECTED);
        }
    }

    @Test
    void theReportSinkReportsWhatItsBodySays() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");

        try (App app = App.start(pipe("direct:results", "kamelet:aws-iot-jobs-report-sink"))) {
            app.send(
                    "direct:results",
                    "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"status\":\"REJECTED\",\"statusDetails\":{\"why\":\"old\"}}");

            Assertions.assertThatThrownBy(() -> app.send("direct:results", "{}"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(UnusableRecordException.class)
                    .hasStackTraceContaining("required property 'thing' not found");
        }

        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails()).containsEntry("why", "old");
    }

    @Test
    void theCreateSinkMakesOneJobOfACommandByItsOwnConnection() throws Exception {
        emulator.createThing("pump-12");
        String command = "{\"jobId\":\"ota-7\",\"things\":[\"pump-12\"],\"document\":{\"version\":7}}";

        try (App app = App.start(
                pipe("direct:commands", "kamelet:aws-iot-jobs-create-sink") + """
                camel.kamelet.aws-iot-jobs-create-sink.uriEndpointOverride = %s
                camel.kamelet.aws-iot-jobs-create-sink.region = eu-central-1
                camel.kamelet.aws-iot-jobs-create-sink.accessKey = its+own/key==
                camel.kamelet.aws-iot-jobs-create-sink.secretKey = se+cr/et&%%=
                """.formatted(emulator.endpoint()))) {
            app.send("direct:commands", command);
            app.send("direct:commands", command);

            Assertions.assertThatThrownBy(
                            () -> app.send("direct:commands", "{\"things\":[\"pump-12\"],\"document\":{}}"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(UnusableRecordException.class)
                    .hasStackTraceContaining("jobId");
        }

        assertThat(emulator.executions("pump-12")).singleElement().satisfies(e -> {
            assertThat(e.jobId()).isEqualTo("ota-7");
            assertThat(e.status()).isEqualTo(ExecutionStatus.QUEUED);
        });
    }

    @Test
    void theAwaitActionAnswersWithTheVerdictAsJson() throws Exception {
        emulator.createThing("pump-17");
        String command = "{\"jobId\":\"ota-7\",\"things\":[\"pump-12\",\"pump-17\"],\"document\":{\"version\":7}}";

        try (App app = App.start(
                """
                camel.component.iot-jobs.uri-endpoint-override = %s
                camel.component.iot-jobs.region = us-east-1
                camel.component.iot-jobs.access-key = emulator
                camel.component.iot-jobs.secret-key = emulator
                camel.kamelet.aws-iot-jobs-await-action.maxFailed = 50%%
                camel.kamelet.aws-iot-jobs-await-action.maxExecutions = 1
                camel.kamelet.aws-iot-jobs-await-action.delay = 100ms
                camel.kamelet.aws-iot-jobs-await-action.maxDelay = 200ms
                """.formatted(emulator.endpoint()) + pipe("direct:commands", "kamelet:aws-iot-jobs-create-sink"))) {
            RouteBuilder.addRoutes(
                    app.context(),
                    r -> r.from("direct:release").to("direct:commands").to("kamelet:aws-iot-jobs-await-action"));
            CompletableFuture<Exchange> released = app.context()
                    .createProducerTemplate()
                    .asyncSend("direct:release", e -> e.getMessage().setBody(command));
            await().until(() -> !emulator.executions("pump-17").isEmpty());
            ProducerTemplate worker = app.context().createProducerTemplate();
            worker.sendBody("iot-jobs-data:startNext?thing=pump-12", null);
            worker.sendBody("iot-jobs-data:startNext?thing=pump-17", null);
            worker.sendBody("iot-jobs-data:update?thing=pump-12&jobId=ota-7&status=SUCCEEDED", null);
            worker.sendBody("iot-jobs-data:update?thing=pump-17&jobId=ota-7&status=FAILED", null);
            Exchange verdict = released.get(20, TimeUnit.SECONDS);

            assertThat(verdict.getException()).isNull();
            assertThat(verdict.getMessage().getHeader("CamelAwsIotJobsPassed")).isEqualTo(true);
            assertThat(verdict.getMessage().getBody(String.class))
                    .startsWith("{\"jobId\":\"ota-7\",\"status\":\"COMPLETED\",\"outcome\":\"PASSED\",\"passed\":true,")
                    .contains("\"executions\":[{\"thing\":\"pump-17\",\"status\":\"FAILED\"");
        }
    }

    @Test
    void anActionWithoutItsValueIsRefusedAtTheStart() {
        Assertions.assertThatThrownBy(() -> App.start(pipe("direct:a", "kamelet:aws-iot-jobs-progress-action")))
                .hasStackTraceContaining("mandatory parameters must be provided: value");
    }

    private static String source() {
        return """
                camel.kamelet.aws-iot-jobs-source.thing = pump-12
                camel.kamelet.aws-iot-jobs-source.delay = 100ms
                camel.kamelet.aws-iot-jobs-source.maxDelay = 200ms
                """;
    }

    private String pipe(String source, String sink) {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.route-template[pipe].template-id = iot-jobs-pipe
                camel.route-template[pipe].source = %s
                camel.route-template[pipe].sink = %s
                """.formatted(emulator.endpoint(), source, sink);
    }
}
