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

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is not AWS IoT Jobs, or breaks, never passes for "nothing pending" or "reported". */
class WrongAnswerTest {

    private static final List<String> OPERATIONS = List.of(
            "describe?thing=pump-12",
            "describe?thing=pump-12&jobId=ota-7",
            "getPending?thing=pump-12",
            "startNext?thing=pump-12",
            "update?thing=pump-12&jobId=ota-7&status=SUCCEEDED");

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

    static Stream<Arguments> errorsIn200() {
        return OPERATIONS.stream().flatMap(operation -> Stream.of(
                        "{\"message\":\"Missing Authentication Token\"}",
                        "{\"__type\":\"UnknownOperationException\"}",
                        "<html><body>Sign in</body></html>",
                        "not json at all",
                        "[]",
                        "{\"execution\":")
                .map(body -> Arguments.of(operation, body)));
    }

    @ParameterizedTest
    @MethodSource("errorsIn200")
    void anErrorIn200IsAnErrorThatSaysWhereToLook(String operation, String body) {
        server.answers(200, body);

        JobsCallException failure = failure(operation);

        assertThat(failure.statusCode()).isEqualTo(200);
        assertThat(failure.isAmbiguous()).isTrue();
        assertThat(failure).hasMessageContainingAll("pump-12", "HTTP 200", "uriEndpointOverride", "iot:Data-ATS");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anErrorTypeIn200IsAnError(String operation) {
        server.answers(200, Map.of("x-amzn-ErrorType", "ForbiddenException"), "{}");

        assertThat(failure(operation)).hasMessageContaining("ForbiddenException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"execution\":null}", "{\"execution\":{}}"})
    void anAnswerWithoutAnExecutionIsNothingPending(String body) {
        server.answers(200, body);

        for (String operation : new String[] {"describe?thing=pump-12", "startNext?thing=pump-12"}) {
            Exchange exchange = bench.send("iot-jobs-data:" + operation, m -> m.setBody("x"));

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isNull();
            assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(IotJobsDataConstants.JOB_ID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"execution\":{}}"})
    void anAnswerWithoutTheJobThatWasAskedForProvesNothing(String body) {
        server.answers(200, body);

        assertThat(failure("describe?thing=pump-12&jobId=ota-7"))
                .hasMessageContainingAll("describe job ota-7 of thing pump-12", "proves nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"queuedJobs\":[]}", "{\"inProgressJobs\":null}"})
    void aMissingListOfJobsIsAnEmptyOne(String body) {
        server.answers(200, body);

        Exchange exchange = bench.send("iot-jobs-data:getPending?thing=pump-12");

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(new PendingJobExecutions("pump-12", List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"executionState\":{}}",
                "{\"executionState\":{\"status\":\"IN_PROGRESS\",\"versionNumber\":3}}",
                "{\"executionState\":{\"status\":\"DONE\",\"versionNumber\":3}}"
            })
    void aReportWhoseAnswerDoesNotShowItIsNotDelivered(String body) {
        server.answers(200, body);

        assertThat(failure("update?thing=pump-12&jobId=ota-7&status=SUCCEEDED"))
                .hasMessageContainingAll("report SUCCEEDED for job ota-7", "proves nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | '' | true | may have carried it out",
                "500 | <html>oops</html> | true | may have carried it out",
                "503 | {\"message\":\"busy\"} | true | busy",
                "429 | '' | false | call less often",
                "403 | {\"message\":\"Forbidden\"} | false | Allow iotjobsdata:",
                "403 | <html>no</html> | false | Allow iotjobsdata:",
                "400 | {\"message\":\"bad thing\"} | false | bad thing",
                "404 | '' | false | does not exist",
                "409 | '{\"executionState\":\"odd\"}' | false | another version",
                "409 | '{\"executionState\":{\"versionNumber\":\"odd\"}}' | false | another version",
                "410 | not json | false | has ended",
                "302 | '' | false | HTTP 302",
            })
    void anErrorWithoutATypeIsToldByItsStatus(int status, String body, boolean ambiguous, String advice) {
        server.answers(status, body);

        for (String operation : OPERATIONS) {
            JobsCallException failure = failure(operation);

            assertThat(failure.statusCode()).isEqualTo(status);
            assertThat(failure.errorType()).isNotBlank();
            assertThat(failure.isAmbiguous()).isEqualTo(ambiguous);
            assertThat(failure).hasMessageContainingAll("pump-12", "HTTP " + status, advice);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aBrokenAnswerLeavesItOpenWhetherTheCallTookEffect(String operation) {
        server.breaksOff("{\"executionState\":{\"status\":\"SUCCEEDED\"}}");

        JobsCallException failure = failure(operation);

        assertThat(failure.isAmbiguous()).isTrue();
        assertThat(failure.statusCode()).isZero();
        assertThat(failure).hasMessageContainingAll("pump-12", "no response", "not known", "uriEndpointOverride");
    }

    @Test
    void aJobDocumentInABrokenAnswerIsNotShown() {
        server.answers(200, "{\"execution\":{\"jobId\":\"ota-7\",\"jobDocument\":\"open sesame\"");

        assertThat(failure("startNext?thing=pump-12")).hasMessageContaining("broken JSON");
        assertThat(stackTrace(failure("startNext?thing=pump-12"))).doesNotContain("sesame");
        assertThat(stackTrace(failure("describe?thing=pump-12"))).doesNotContain("sesame");
    }

    @Test
    void anEndpointThatNobodyListensOnIsNamedAsSuch() {
        AnsweringServer gone = AnsweringServer.start();
        gone.close();

        JobsCallException failure = failure("describe?thing=pump-12&uriEndpointOverride=" + gone.url());

        assertThat(failure.statusCode()).isZero();
        assertThat(failure)
                .hasMessageContainingAll("describe the next job of thing pump-12", "refused", "uriEndpointOverride");
    }

    @Test
    void aHostThatDoesNotResolveIsNamedAsSuch() {
        // No name server can be queried for a label of 64 characters (RFC 1035, 2.3.4), so this stays on the machine.
        String nowhere = "x".repeat(64) + ".invalid";

        JobsCallException failure = failure("describe?thing=pump-12&uriEndpointOverride=http://" + nowhere);

        assertThat(failure).hasMessageContainingAll("pump-12", nowhere, "uriEndpointOverride");
    }

    @Test
    void plainOperationsAreRetriedBySdkUnlessTurnedOff() {
        server.answers(503, "");
        int before = server.requests().size();

        failure("describe?thing=pump-12&retryMode=none");
        int single = server.requests().size() - before;
        failure("describe?thing=pump-12&retryMode=standard");

        assertThat(single).isEqualTo(1);
        assertThat(server.requests().size() - before - single).isEqualTo(3);
    }

    @Test
    void noRequestExpectsAContinue() {
        server.answers(200, "{}");

        OPERATIONS.forEach(operation -> bench.send("iot-jobs-data:" + operation));

        assertThat(server.requests()).isNotEmpty().noneMatch(headers -> headers.containsKey("Expect"));
    }

    static Stream<String> operations() {
        return OPERATIONS.stream();
    }

    private static JobsCallException failure(String operation) {
        Exchange exchange = bench.send("iot-jobs-data:" + operation);
        assertThat(exchange.getException()).isInstanceOf(JobsCallException.class);
        return exchange.getException(JobsCallException.class);
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text, true));
        return text.toString();
    }
}
