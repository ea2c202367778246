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
package io.github.cameliot.jobsdata.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** An error in a response 200 is one whoever made the client, and a result is a result. */
class ResponseCheckTest {

    private enum Client {
        OURS,
        USERS
    }

    private enum Length {
        TOLD,
        UNKNOWN
    }

    private interface Call {
        Object on(JobsDataClient client);
    }

    private static final List<Call> CALLS = List.of(
            c -> c.describe("pump-12", Names.NEXT, null, true),
            c -> c.describe("pump-12", "ota-7", null, true),
            c -> c.getPending("pump-12"),
            c -> c.startNext("pump-12", null, null),
            c -> c.update(Update.of("pump-12", "ota-7", ExecutionStatus.SUCCEEDED)),
            c -> c.send(UpdateJobExecutionRequest.builder()
                    .thingName("pump-12")
                    .jobId("ota-7")
                    .status("SUCCEEDED")
                    .build()));

    private final AtomicInteger requests = new AtomicInteger();

    static Stream<Arguments> errors() {
        return Stream.of(
                        "{\"message\":\"Missing Authentication Token\"}",
                        "{\"code\":1}",
                        "{\"new\":1,\"__type\":\"UnknownOperationException\"}",
                        "<html><body>Sign in</body></html>",
                        "not json at all",
                        "[]",
                        "\"\"",
                        "[{\"execution\":{\"jobId\":\"ota-7\"}}]",
                        "{\"execution\":",
                        "{\"execution\":{\"jobId\":\"ota-7\",\"jobDocument\":\"open sesame\"",
                        "{\"executionState\":{\"status\":\"SUCCEEDED\"",
                        "{\"queuedJobs\":[{\"jobId\":\"ota-7\"")
                .flatMap(body -> Stream.of(Client.values()).flatMap(client -> Stream.of(Length.values())
                        .map(length -> Arguments.of(body, client, length))));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorIsNeverAResult(String body, Client whose, Length length) {
        JobsDataClient client = client(whose, length, body, null);

        for (Call call : CALLS) {
            Throwable thrown = catchThrowable(() -> call.on(client));

            assertThat(thrown)
                    .isInstanceOfSatisfying(JobsCallException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(200);
                        assertThat(e.isAmbiguous()).isTrue();
                    })
                    .hasMessageContainingAll("pump-12", "HTTP 200", "iot:Data-ATS");
            assertThat(stackTrace(thrown)).doesNotContain("sesame");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void anErrorTypeInTheHeadersIsAnError(Client whose) {
        JobsDataClient client = client(whose, Length.TOLD, "{\"execution\":{}}", "ForbiddenException");

        for (Call call : CALLS) {
            assertThat(catchThrowable(() -> call.on(client))).hasMessageContainingAll("HTTP 200", "ForbiddenException");
        }
    }

    static Stream<Arguments> nothing() {
        return Stream.of("", "{}", "{\"execution\":null}", "{\"execution\":{}}", "{ \"timestamp\" : 1764000000 }")
                .flatMap(body -> Stream.of(Client.values()).flatMap(client -> Stream.of(Length.values())
                        .map(length -> Arguments.of(body, client, length))));
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void aResponseWithoutAnExecutionIsNothingPending(String body, Client whose, Length length) {
        JobsDataClient client = client(whose, length, body, null);

        assertThat(client.describe("pump-12", Names.NEXT, null, true).value()).isEmpty();
        assertThat(client.startNext("pump-12", null, null).value()).isEmpty();
        assertThat(client.getPending("pump-12").value())
                .isEqualTo(new PendingJobExecutions("pump-12", List.of(), List.of()));
        assertThat(CALLS.get(5).on(client)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"execution\":{}}"})
    void whatTheServiceSaysWhenNothingIsPendingCostsOneCall(String body) {
        for (Client whose : Client.values()) {
            requests.set(0);
            client(whose, Length.TOLD, body, null).startNext("pump-12", null, null);

            assertThat(requests).hasValue(1);
        }
    }

    static Stream<Client> clients() {
        return Stream.of(Client.values());
    }

    private JobsDataClient client(Client whose, Length length, String body, String errorType) {
        SdkHttpResponse.Builder head = SdkHttpResponse.builder().statusCode(200);
        if (length == Length.TOLD) {
            head.putHeader("Content-Length", String.valueOf(body.length()));
        }
        if (errorType != null) {
            head.putHeader("x-amzn-ErrorType", errorType);
        }
        var builder = IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(new StubHttpClient(() -> {
                    requests.incrementAndGet();
                    return StubHttpClient.answering(head.build(), body)
                            .responses()
                            .call();
                }));
        if (whose == Client.USERS) {
            return new JobsDataClient(builder.overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                    .build());
        }
        IotJobsDataPlaneClient ours = builder.overrideConfiguration(o ->
                        o.retryStrategy(AwsRetryStrategy.doNotRetry()).addExecutionInterceptor(new ResponseCheck()))
                .build();
        return JobsDataClient.ofOurs(ours, ours);
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text, true));
        return text.toString();
    }
}
