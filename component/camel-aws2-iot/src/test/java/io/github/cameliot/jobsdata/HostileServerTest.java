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

import io.github.cameliot.jobsdata.client.JobsCallException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever listens at the endpoint: it takes no memory, and puts nothing into logs and consoles that is not a line. */
class HostileServerTest {

    private static final List<String> OPERATIONS = List.of(
            "describe?thing=pump-12",
            "describe?thing=pump-12&jobId=ota-7",
            "getPending?thing=pump-12",
            "startNext?thing=pump-12",
            "update?thing=pump-12&jobId=ota-7&status=SUCCEEDED");

    /** More than sockets and streams keep on the way. */
    private static final long MOST_TAKEN = 32L << 20;

    /** Written into JSON: a new line of the log, a color, and text that runs the other way. */
    private static final String FORGED = "x\\r\\n2026-11-30 INFO forged \\u001b[31m\\u202e\\u2028\\u0085y";

    private static AnsweringServer server;
    private static Bench bench;

    @BeforeAll
    static void open() {
        server = AnsweringServer.start();
        bench = server.bench();
    }

    @AfterAll
    static void close() {
        bench.close();
        server.close();
    }

    static Stream<Arguments> endless() {
        return OPERATIONS.stream().flatMap(operation -> Stream.of(
                        "{\"execution\":{\"jobId\":\"ota-7\",\"jobDocument\":\"",
                        "{\"execution\":{\"jobId\":\"ota-7\"},\"executionState\":{\"status\":\"SUCCEEDED\"}}",
                        "{\"executionState\":",
                        "{\"queuedJobs\":[",
                        "{",
                        "",
                        "<html>")
                .map(start -> Arguments.of(operation, start)));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void anEndlessResponseIsRefusedAndNotReadToItsEnd(String operation, String start) throws Exception {
        server.neverEnds(200, start);

        JobsCallException failure = failure(operation);

        assertThat(failure).hasMessageContainingAll("pump-12", "HTTP 200", "more than 1048576 bytes");
        assertThat(failure.isAmbiguous()).isTrue();
        assertThat(server.awaitHangUp()).isLessThan(MOST_TAKEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 409, 500})
    void anEndlessErrorIsAnErrorAndNotReadToItsEnd(int status) throws Exception {
        for (String operation : OPERATIONS) {
            server.neverEnds(status, "{\"message\":\"no\"}");

            assertThat(failure(operation).statusCode()).isEqualTo(status);
            assertThat(server.awaitHangUp()).isLessThan(MOST_TAKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe?thing=pump-12", "getPending?thing=pump-12", "startNext?thing=pump-12"})
    void aJobIdThatCannotBeOneIsRefusedOnOneLine(String operation) {
        for (String jobId : new String[] {FORGED, "a b", "a/../b", "$next", "x".repeat(65)}) {
            server.answers(
                    200,
                    operation.startsWith("getPending")
                            ? "{\"queuedJobs\":[{\"jobId\":\"" + jobId + "\"}]}"
                            : "{\"execution\":{\"jobId\":\"" + jobId + "\",\"status\":\"QUEUED\"}}");

            JobsCallException failure = failure(operation);

            assertThat(failure).hasMessageContainingAll("pump-12", "invalid job id");
            assertThat(trace(failure)).matches(ONE_LINE_EACH);
        }
    }

    @Test
    void whatAServerSaysOfAnErrorForgesNothing() {
        for (String operation : OPERATIONS) {
            for (int status : new int[] {400, 404, 409, 500}) {
                server.answers(status, "{\"message\":\"" + FORGED + "\",\"__type\":\"" + FORGED + "\"}");
                assertThat(trace(failure(operation))).contains("forged").matches(ONE_LINE_EACH);
            }
            server.answers(200, "{\"message\":\"" + FORGED + "\"}");
            assertThat(trace(failure(operation))).matches(ONE_LINE_EACH);
            server.answers(200, Map.of("x-amzn-ErrorType", "a\u001b[31mb"), "{}");
            assertThat(trace(failure(operation))).matches(ONE_LINE_EACH);
        }
    }

    @Test
    void aConsumerLogsAndShowsNothingOfItEither() throws Exception {
        try (LogCapture log = LogCapture.start();
                AnsweringServer own = AnsweringServer.start()) {
            own.answers(400, "{\"message\":\"" + FORGED + "\"}");
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=hostile&uriEndpointOverride=" + own.url())
                    .routeId("hostile")
                    .to("log:x"));

            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("cannot be polled")));
            own.answers(200, "{\"execution\":{\"jobId\":\"" + FORGED + "\",\"status\":\"IN_PROGRESS\"}}");
            int polls = own.requests().size();
            await().until(() -> own.requests().size() > polls + 1);
            List<String> health = HealthCheckHelper.invoke(bench.camel()).stream()
                    .map(result -> result.getMessage().orElse("") + result.getDetails())
                    .toList();
            bench.camel().getRouteController().stopRoute("hostile");

            assertThat(log.lines()).allMatch(ONE_LINE_EACH);
            assertThat(health).allMatch(ONE_LINE_EACH);
        }
    }

    /** A trace has lines of its own, and nobody else's. */
    private static final Predicate<String> ONE_LINE_EACH =
            text -> text.lines().noneMatch(line -> line.startsWith("2026"))
                    && text.chars().noneMatch(c -> c == 0x1b || c == 0x202e || c == 0x2028 || c == 0x85);

    private static JobsCallException failure(String operation) {
        Exchange exchange = bench.send("iot-jobs-data:" + operation);
        assertThat(exchange.getException()).isInstanceOf(JobsCallException.class);
        return exchange.getException(JobsCallException.class);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
