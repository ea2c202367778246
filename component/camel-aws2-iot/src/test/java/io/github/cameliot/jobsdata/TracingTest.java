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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spans of jobs and calls, with Camel's OpenTelemetry. */
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String DOCUMENT = "{\"pin\":\"SESAME\",\"trace\":{\"traceparent\":\"00-" + TRACE + "-" + PARENT
            + "-FLAGS\",\"tracestate\":\"k=v\"}}";

    private static final TracedWorker TRACED = new TracedWorker();
    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open(b -> TRACED.trace(b.camel()));
        IntStream.rangeClosed(1, 14).forEach(i -> bench.emulator().createThing("traced-" + i));
    }

    @AfterAll
    static void close() {
        bench.close();
        TRACED.close();
    }

    @BeforeEach
    void forget() {
        TRACED.forget();
    }

    @Test
    void theRouteOfAJobIsASpanAndItsUpdateOneWithin() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-1")
                .to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.note=SESAME"));

        bench.job("job-1", "traced-1");

        SpanData route = TRACED.span("process iot-jobs-data");
        assertThat(tags(route))
                .containsEntry("component", "camel-iot-jobs-data")
                .containsEntry("op", "EVENT_RECEIVED")
                .containsEntry("camel.uri", "iot-jobs-data:startNext")
                .containsEntry("server.address", bench.emulator().endpoint().toString())
                .containsEntry("messaging.system", "aws_iot_jobs")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.destination.name", "traced-1")
                .containsEntry("iot_jobs.thing", "traced-1")
                .containsEntry("iot_jobs.job_id", "job-1")
                .containsEntry("iot_jobs.execution_number", "1")
                .containsEntry("iot_jobs.attempt", "1")
                .containsEntry("iot_jobs.resumed", "false")
                .containsEntry("iot_jobs.outcome", "SUCCEEDED");
        assertThat(route.getParentSpanContext().isValid()).isFalse();
        assertThat(route.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        SpanData update = TRACED.span("update iot-jobs-data");
        assertThat(update.getParentSpanId()).isEqualTo(route.getSpanId());
        assertThat(tags(update))
                .containsEntry("op", "EVENT_SENT")
                .containsEntry("messaging.operation.type", "settle")
                .containsEntry("iot_jobs.thing", "traced-1")
                .containsEntry("iot_jobs.job_id", "job-1")
                .containsEntry("iot_jobs.execution_number", "1")
                .containsEntry("iot_jobs.update_status", "IN_PROGRESS")
                .containsEntry("iot_jobs.status", "IN_PROGRESS");
        assertNothingSecret();
    }

    @Test
    void theTraceInTheDocumentGoesOn() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-2&traceContext=trace")
                .to("log:continued?level=DEBUG"));

        bench.emulator().createJob("job-2", DOCUMENT.replace("FLAGS", "01"), "traced-2");

        SpanData route = TRACED.span("process iot-jobs-data");
        assertThat(route.getTraceId()).isEqualTo(TRACE);
        assertThat(route.getParentSpanId()).isEqualTo(PARENT);
        assertThat(route.getSpanContext().getTraceState().get("k")).isEqualTo("v");
        assertThat(TRACED.span("log").getTraceId()).isEqualTo(TRACE);
        assertNothingSecret();
    }

    @Test
    void aJobWithoutATraceDoesNotJoinTheOneBeforeIt() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-14&traceContext=trace&maxInFlight=1")
                .to("log:after?level=DEBUG"));
        bench.emulator().createJob("job-14", DOCUMENT.replace("FLAGS", "01"), "traced-14");
        bench.ended("traced-14", "job-14");
        TRACED.forget();

        bench.job("job-15", "traced-14");

        SpanData route = TRACED.span("process iot-jobs-data");
        assertThat(route.getTraceId()).isNotEqualTo(TRACE);
        assertThat(route.getParentSpanContext().isValid()).isFalse();
        assertThat(route.getSpanContext().getTraceState().isEmpty()).isTrue();
    }

    @Test
    void withoutTheOptionEachJobHasATraceOfItsOwn() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-3").to("log:own?level=DEBUG"));

        bench.emulator().createJob("job-3", DOCUMENT.replace("FLAGS", "01"), "traced-3");

        assertThat(TRACED.span("process iot-jobs-data").getTraceId()).isNotEqualTo(TRACE);
    }

    @Test
    void aTraceThatIsNotSampledHasNoSpansAndRuns() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-4&traceContext=trace")
                .to("log:unsampled?level=DEBUG"));

        bench.emulator().createJob("job-4", DOCUMENT.replace("FLAGS", "00"), "traced-4");

        assertThat(bench.ended("traced-4", "job-4").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(TRACED.spans()).isEmpty();
    }

    @Test
    void aFailureIsAnErrorWithoutItsSecrets() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-5").process(e -> {
            throw new IllegalStateException("GET https://me:SESAME@host/a?X-Amz-Signature=SESAME\nfailed");
        }));

        bench.job("job-5", "traced-5");

        SpanData route = TRACED.span("process iot-jobs-data");
        assertThat(tags(route))
                .containsEntry("iot_jobs.outcome", "FAILED")
                .containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(route.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(route.getEvents()).singleElement().satisfies(event -> assertThat(
                        event.getAttributes().toString())
                .contains("GET https://xxxxxx@host/a?xxxxxx failed"));
        assertNothingSecret();
    }

    @Test
    void aFailureThatWasHandledIsAnErrorToo() {
        bench.routes(r -> {
            r.onException(IllegalStateException.class).handled(true);
            r.from("iot-jobs-data:startNext?thing=traced-6&onFailure=reject").process(e -> {
                throw new IllegalStateException("handled");
            });
            r.from("iot-jobs-data:startNext?thing=traced-7").process(e -> {
                throw new IllegalStateException("handled");
            });
        });

        bench.job("job-6", "traced-6").ended("traced-6", "job-6");
        SpanData rejected = TRACED.span("process iot-jobs-data");
        TRACED.forget();
        bench.job("job-7", "traced-7");
        SpanData failed = TRACED.span("process iot-jobs-data");

        assertThat(tags(rejected)).containsEntry("iot_jobs.outcome", "REJECTED");
        assertThat(rejected.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(tags(failed)).containsEntry("iot_jobs.outcome", "FAILED");
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void whatTheRouteReportsItselfIsTheOutcome() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-8").to("iot-jobs-data:update?status=REJECTED"));

        bench.job("job-8", "traced-8");

        assertThat(tags(TRACED.span("process iot-jobs-data"))).containsEntry("iot_jobs.outcome", "REJECTED");
        assertThat(tags(TRACED.span("update iot-jobs-data"))).containsEntry("iot_jobs.status", "REJECTED");
    }

    @Test
    void anExchangeThatGivesTheJobToAnotherSaysNothingOfItsOutcome() {
        CountDownLatch seen = new CountDownLatch(1);
        bench.routes(r -> {
            r.from("iot-jobs-data:startNext?thing=traced-9").to("seda:traced-9?waitForTaskToComplete=Never");
            r.from("seda:traced-9").process(e -> {
                seen.await();
                throw new IllegalStateException("later");
            });
        });

        bench.job("job-9", "traced-9");

        SpanData route = TRACED.span("process iot-jobs-data");
        seen.countDown();
        assertThat(tags(route)).containsEntry("iot_jobs.job_id", "job-9").doesNotContainKey("iot_jobs.outcome");
        assertThat(bench.ended("traced-9", "job-9").status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void callsInOtherRoutesShowWhatTheyFound() {
        bench.job("job-10", "traced-10");

        bench.send("iot-jobs-data:startNext?thing=traced-10&statusDetails.pin=SESAME");
        bench.send("iot-jobs-data:getPending?thing=traced-10", Map.of("CamelAwsIotJobsJobId", "stale"));
        Exchange refused = bench.send(
                "iot-jobs-data:update?status=SUCCEEDED",
                Map.of("CamelAwsIotJobsThing", "traced-10", "CamelAwsIotJobsJobId", "<script>SESAME\n"));

        assertThat(refused.getException()).isNotNull();
        assertThat(tags(TRACED.span("startNext iot-jobs-data")))
                .containsEntry("messaging.operation.type", "receive")
                .containsEntry("iot_jobs.job_id", "job-10")
                .containsEntry("iot_jobs.status", "IN_PROGRESS");
        assertThat(tags(TRACED.span("getPending iot-jobs-data")))
                .containsEntry("iot_jobs.thing", "traced-10")
                .doesNotContainKey("iot_jobs.job_id");
        SpanData update = TRACED.span("update iot-jobs-data");
        assertThat(update.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tags(update)).doesNotContainKey("iot_jobs.job_id");
    }

    @Test
    void anInterceptedEndpointIsTracedLikeAnyOther() {
        bench.routes(r -> {
            r.interceptSendToEndpoint("iot-jobs-data:describe*").to("log:intercepted?level=DEBUG");
            r.from("direct:intercepted").to("iot-jobs-data:describe?thing=traced-11");
        });
        bench.job("job-11", "traced-11");

        bench.send("direct:intercepted");

        SpanData describe = TRACED.span("describe iot-jobs-data");
        assertThat(tags(describe)).containsEntry("iot_jobs.thing", "traced-11");
        assertThat(describe.getParentSpanId())
                .isEqualTo(TRACED.span("intercepted").getSpanId());
    }

    @Test
    void aSessionInTheMiddleOfARouteIsInTheTraceOfThatRouteAndNamesTheOneOfTheDocument() {
        String session = "iot-jobs-data:startNext?session=true&traceContext=trace&thing=";
        bench.routes(
                r -> r.from("direct:session").to(session + "traced-20").to("iot-jobs-data:update?status=IN_PROGRESS"));
        bench.emulator().createJob("job-20", DOCUMENT.replace("FLAGS", "01"), "traced-20");

        bench.send("direct:session");

        SpanData claim = TRACED.span("startNext iot-jobs-data");
        SpanData update = TRACED.span("update iot-jobs-data");
        assertThat(claim.getTraceId()).isNotEqualTo(TRACE);
        assertThat(update.getTraceId()).isEqualTo(claim.getTraceId());
        assertThat(claim.getParentSpanContext().isValid()).isTrue();
        assertThat(update.getParentSpanId()).as("the span of the route").isEqualTo(claim.getParentSpanId());
        assertThat(tags(claim))
                .containsEntry("iot_jobs.job_id", "job-20")
                .containsEntry("iot_jobs.attempt", "1")
                .containsEntry("iot_jobs.resumed", "false")
                .containsEntry("iot_jobs.traceparent", "00-" + TRACE + "-" + PARENT + "-01");
        assertThat(bench.ended("traced-20", "job-20").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"trace\":{\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\\n\"}}",
                "{\"trace\":{\"traceparent\":[\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"]}}",
                "{\"trace\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"}",
                "not JSON"
            })
    void aHostileTraceInTheDocumentOfASessionIsIgnored(String document) {
        String thing = "traced-h" + Math.abs(document.hashCode());
        bench.emulator().createJob("job-" + thing, document, thing);
        bench.routes(r ->
                r.from("direct:" + thing).to("iot-jobs-data:startNext?session=true&traceContext=trace&thing=" + thing));

        bench.send("direct:" + thing);

        assertThat(tags(TRACED.span("startNext iot-jobs-data")))
                .containsEntry("iot_jobs.thing", thing)
                .doesNotContainKey("iot_jobs.traceparent");
        assertThat(bench.ended(thing, "job-" + thing).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void withoutTelemetryNothingIsKeptForSpans() throws Exception {
        BlockingJob job = new BlockingJob();
        try (Bench untraced = Bench.open()) {
            untraced.job("job-1", "plain-1");
            untraced.routes(r -> r.from("iot-jobs-data:startNext?thing=plain-1").process(job));

            Exchange exchange = job.awaitExchange();

            assertThat(exchange.getProperties().keySet())
                    .filteredOn(name -> name.startsWith("CamelAwsIotJobs"))
                    .containsExactly(IotJobsDataConstants.SESSION);
            job.letEnd();
        }
    }

    @Test
    void withoutTelemetryTheTextsOfTheDocumentAreHeaders() {
        try (Bench plain = Bench.open()) {
            Map<String, Object> headers = new java.util.concurrent.ConcurrentHashMap<>();
            plain.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-12&traceContext=trace")
                    .process(e -> headers.putAll(e.getMessage().getHeaders())));

            plain.emulator().createJob("job-12", DOCUMENT.replace("FLAGS", "01"), "traced-12");

            assertThat(plain.ended("traced-12", "job-12").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(headers)
                    .containsEntry("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                    .containsEntry("tracestate", "k=v");
        }
    }

    @Test
    void aBrokenTraceInADocumentFailsNoJob() {
        bench.routes(r -> r.from("iot-jobs-data:startNext?thing=traced-13&traceContext=trace")
                .to("log:broken?level=DEBUG"));

        bench.emulator().createJob("job-13", DOCUMENT.replace("FLAGS", "zz"), "traced-13");

        SpanData route = TRACED.span("process iot-jobs-data");
        assertThat(route.getTraceId()).isNotEqualTo(TRACE);
        assertThat(route.getParentSpanContext().isValid()).isFalse();
        assertThat(bench.ended("traced-13", "job-13").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private static void assertNothingSecret() {
        await().untilAsserted(() -> assertThat(TRACED.spans()).isNotEmpty());
        assertThat(TRACED.spans().toString())
                .doesNotContain("SESAME", "not-a-secret", "AKIDEXAMPLE", "\"pin\"", "statusDetails");
    }

    private static Map<String, String> tags(SpanData span) {
        return span.getAttributes().asMap().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        e -> ((AttributeKey<?>) e.getKey()).getKey(), e -> Objects.toString(e.getValue())));
    }
}
