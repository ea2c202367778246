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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace goes from the route that creates a job, in its document, to the route that runs it. */
class TracingTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-11111111111111111111111111111111-1111111111111111-01";
    private static final String CREATE = "iot-jobs:create?jobId=ota-7&thing=pump-12&traceContext=trace";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @Test
    void theTraceOfTheCreatorGoesOnInTheWorker() throws Exception {
        try (SdkTracerProvider cloud = provider();
                SdkTracerProvider device = provider();
                Bench bench = Bench.open(b -> trace(b.camel(), cloud));
                DefaultCamelContext worker = worker(bench, device)) {
            bench.emulator().createThing("pump-12");
            bench.routes(r -> r.from("direct:rollout").to(CREATE).to("iot-jobs:await?timeout=20s&delay=20ms"));
            worker.start();

            bench.sent("direct:rollout", "{ \"version\" : 7.10 }");

            SpanData create = span("create iot-jobs");
            SpanData job = span("process iot-jobs-data");
            assertThat(job.getTraceId()).isEqualTo(create.getTraceId());
            assertThat(job.getParentSpanId()).isEqualTo(create.getSpanId());
            assertThat(span("update iot-jobs-data").getTraceId()).isEqualTo(create.getTraceId());
            assertThat(span("await iot-jobs").getTraceId()).isEqualTo(create.getTraceId());
            assertThat(create.getParentSpanId()).isEqualTo(span("rollout").getSpanId());
            assertThat(tags(create))
                    .containsEntry("messaging.operation.type", "send")
                    .containsEntry("iot_jobs.job_id", "ota-7")
                    .containsEntry("iot_jobs.created", "true")
                    .containsEntry("camel.uri", "iot-jobs:create");
            assertThat(tags(span("await iot-jobs")))
                    .containsEntry("iot_jobs.verdict", "PASSED")
                    .containsEntry("iot_jobs.status", "COMPLETED");
            assertThat(bench.document("ota-7"))
                    .isEqualTo("{\"trace\":{\"traceparent\":\"00-" + create.getTraceId() + "-" + create.getSpanId()
                            + "-01\"}, \"version\" : 7.10 }");
            assertThat(spans.getFinishedSpanItems().toString()).doesNotContain("7.10", "not-a-secret", "AKIDEXAMPLE");
        }
    }

    @Test
    void theSameJobInAnotherTraceIsTheSameJob() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.sent(CREATE, "{\"a\":1}", Map.of("traceparent", PARENT));

            Exchange traced = bench.sent(CREATE, "{ \"a\" : 1 }", Map.of("traceparent", OTHER, "tracestate", "k=v"));
            Exchange untraced = bench.sent(CREATE, "{\"a\":1}");
            Exchange other = bench.send(CREATE, "{\"a\":2}", Map.of("traceparent", PARENT));

            assertThat(traced.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(false);
            assertThat(untraced.getMessage().getHeader("CamelAwsIotJobsCreated"))
                    .isEqualTo(false);
            assertThat(other.getException()).isInstanceOf(JobConflictException.class);
            assertThat(bench.document("ota-7")).contains(PARENT).doesNotContain(OTHER);
        }
    }

    @Test
    void aJobThatWasCreatedWithoutATraceIsTheSameJobWithOne() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.sent(CREATE, "{}");

            Exchange traced = bench.sent(CREATE, "{}", Map.of("traceparent", PARENT));

            assertThat(traced.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(false);
        }
    }

    @Test
    void aMemberThatIsNoTraceContextIsComparedLikeAnyOther() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.sent(CREATE, "{\"trace\":\"on\"}", Map.of("traceparent", PARENT));

            Exchange other = bench.send(CREATE, "{\"trace\":\"off\"}", Map.of("traceparent", PARENT));
            Exchange without = bench.send(CREATE, "{}", Map.of("traceparent", PARENT));

            assertThat(bench.document("ota-7")).isEqualTo("{\"trace\":\"on\"}");
            assertThat(other.getException()).isInstanceOf(JobConflictException.class);
            assertThat(without.getException()).isInstanceOf(JobConflictException.class);
        }
    }

    @Test
    void whatStandsBesideATraceContextIsComparedToo() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            String document = "{\"trace\":{\"traceparent\":\"" + PARENT + "\",\"mode\":\"MODE\"}}";
            bench.sent(CREATE, document.replace("MODE", "on"));

            Exchange same = bench.sent(CREATE, document.replace("MODE", "on"));
            Exchange other = bench.send(CREATE, document.replace("MODE", "off"));

            assertThat(same.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(false);
            assertThat(other.getException()).isInstanceOf(JobConflictException.class);
        }
    }

    @Test
    void whatCannotHoldATraceStaysAsItIs() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            Map<String, Object> traced = Map.of("traceparent", PARENT);
            String full = "{\"a\":\"" + "x".repeat(32_768 - 8 - 81) + "\"}";
            String fits = "{\"a\":\"" + "x".repeat(32_768 - 8 - 82) + "\"}"; // 82 is what the member has

            bench.sent("iot-jobs:create?jobId=list&thing=pump-12&traceContext=trace", "[1]", traced);
            bench.sent("iot-jobs:create?jobId=full&thing=pump-12&traceContext=trace", full, traced);
            bench.sent("iot-jobs:create?jobId=fits&thing=pump-12&traceContext=trace", fits, traced);
            bench.sent("iot-jobs:create?jobId=off&thing=pump-12", "{}", traced);

            assertThat(bench.document("list")).isEqualTo("[1]");
            assertThat(bench.document("off")).isEqualTo("{}");
            assertThat(bench.document("fits")).hasSize(32_768).contains(PARENT);
            assertThat(bench.document("full")).doesNotContain(PARENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"},\"admin\":true,\"x\":{\"y\":\"",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01"
            })
    void aHeaderThatIsNoTraceContextDoesNotReachADocument(String traceparent) {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");

            bench.sent(CREATE, "{\"a\":1}", Map.of("traceparent", traceparent, "tracestate", "k=v"));

            assertThat(bench.document("ota-7")).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void whatATracestateHoldsIsWrittenAsJson() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");

            bench.sent(CREATE, "{}", Map.of("traceparent", PARENT, "tracestate", "k=\"},\\"));

            assertThat(new ObjectMapper()
                            .readTree(bench.document("ota-7"))
                            .at("/trace")
                            .properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("traceparent");
            bench.sent(CREATE.replace("ota-7", "ota-8"), "{}", Map.of("traceparent", PARENT, "tracestate", "k=\"}\\"));
            assertThat(new ObjectMapper()
                            .readTree(bench.document("ota-8"))
                            .at("/trace/tracestate")
                            .asText())
                    .isEqualTo("k=\"}\\");
        }
    }

    @Test
    void aRequestOfTheUsersOrAMemberThatCannotBeIsRefused() {
        try (Bench bench = Bench.open()) {
            assertThatThrownBy(() -> bench.routes(
                            r -> r.from("direct:pojo").to("iot-jobs:create?pojoRequest=true&traceContext=trace")))
                    .rootCause()
                    .hasMessageContainingAll("traceContext=trace", "pojoRequest=true");
            assertThatThrownBy(() -> bench.routes(r -> r.from("direct:name").to("iot-jobs:create?traceContext=a b")))
                    .rootCause()
                    .hasMessageContainingAll("traceContext='a b'", "traceContext=trace");
        }
    }

    private SdkTracerProvider provider() {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
    }

    private static void trace(CamelContext camel, SdkTracerProvider provider) {
        camel.getRegistry().bind("tracer", provider.get("test"));
        camel.getRegistry().bind("propagators", ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setCamelContext(camel);
        tracer.init(camel);
    }

    private static DefaultCamelContext worker(Bench bench, SdkTracerProvider provider) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
        trace(camel, provider);
        IotJobsDataConfiguration options =
                camel.getComponent("iot-jobs-data", IotJobsDataComponent.class).getConfiguration();
        options.setUriEndpointOverride(bench.emulator().endpoint().toString());
        options.setRegion("eu-west-1");
        options.setAccessKey("AKIDEXAMPLE");
        options.setSecretKey("not-a-secret");
        options.setDelay(Duration.ofMillis(50));
        RouteBuilder.addRoutes(camel, r -> r.from("iot-jobs-data:startNext?thing=pump-12&traceContext=trace")
                .to("iot-jobs-data:update?status=IN_PROGRESS"));
        return camel;
    }

    private SpanData span(String name) {
        return await().pollInterval(Duration.ofMillis(10))
                .until(
                        () -> finished().stream()
                                .filter(s -> s.getName().equals(name))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private List<SpanData> finished() {
        return spans.getFinishedSpanItems();
    }

    private static Map<String, String> tags(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        e -> ((AttributeKey<?>) e.getKey()).getKey(), e -> String.valueOf(e.getValue())));
    }
}
