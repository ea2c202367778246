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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** What is presigned is what the SDK sends. */
class WireRequestTest {

    private static final Map<String, String> DETAILS = Map.of("a", "\u00e4 \"\\ \ud83d\ude00");

    static Stream<Arguments> requests() {
        return Stream.of(
                describe(r -> r.jobId("$next")),
                describe(r -> r.jobId("ota-7").includeJobDocument(false).executionNumber(2L)),
                Arguments.of(
                        WireRequest.of(GetPendingJobExecutionsRequest.builder()
                                .thingName("pump:1")
                                .build()),
                        call(sdk -> sdk.getPendingJobExecutions(r -> r.thingName("pump:1")))),
                startNext(r -> {}),
                startNext(r -> r.statusDetails(Map.of())),
                startNext(r -> r.statusDetails(DETAILS).stepTimeoutInMinutes(5L)),
                update(r -> r.jobId("ota-7").status("FAILED")),
                update(r -> r.jobId("ota-7")
                        .status("IN_PROGRESS")
                        .statusDetails(DETAILS)
                        .expectedVersion(3L)
                        .executionNumber(1L)
                        .includeJobExecutionState(true)
                        .includeJobDocument(false)
                        .stepTimeoutInMinutes(-1L)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void itHasTheMethodPathQueryAndBodyThatTheSdkSends(WireRequest wire, HttpExecuteRequest sent) throws Exception {
        assertThat(wire.method()).isEqualTo(sent.httpRequest().method());
        assertThat(wire.path()).isEqualTo(sent.httpRequest().encodedPath());
        assertThat(wire.query()).hasSize(sent.httpRequest().numRawQueryParameters());
        wire.query().forEach((name, value) -> assertThat(sent.httpRequest().firstMatchingRawQueryParameter(name))
                .contains(value));
        if (wire.body() == null) {
            assertThat(sent.contentStreamProvider().map(WireRequestTest::text).orElse(""))
                    .isEmpty();
        } else {
            ObjectMapper json = new ObjectMapper();
            assertThat(json.readTree(wire.body()))
                    .isEqualTo(json.readTree(text(sent.contentStreamProvider().orElseThrow())));
            assertThat(wire.body()).matches("\\p{ASCII}+");
        }
    }

    @Test
    void aRequestWithoutANameIsRefusedAsTheSdkDoes() {
        assertThatThrownBy(() -> WireRequest.of(UpdateJobExecutionRequest.builder()
                        .thingName("pump:1")
                        .status("FAILED")
                        .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jobId is missing");
        assertThatThrownBy(() -> WireRequest.of(
                        GetPendingJobExecutionsRequest.builder().thingName("").build()))
                .hasMessageContaining("thingName is missing");
    }

    private static Arguments describe(Consumer<DescribeJobExecutionRequest.Builder> values) {
        DescribeJobExecutionRequest request = DescribeJobExecutionRequest.builder()
                .thingName("pump:1")
                .applyMutation(values)
                .build();
        return Arguments.of(WireRequest.of(request), call(sdk -> sdk.describeJobExecution(request)));
    }

    private static Arguments startNext(Consumer<StartNextPendingJobExecutionRequest.Builder> values) {
        StartNextPendingJobExecutionRequest request = StartNextPendingJobExecutionRequest.builder()
                .thingName("pump:1")
                .applyMutation(values)
                .build();
        return Arguments.of(WireRequest.of(request), call(sdk -> sdk.startNextPendingJobExecution(request)));
    }

    private static Arguments update(Consumer<UpdateJobExecutionRequest.Builder> values) {
        UpdateJobExecutionRequest request = UpdateJobExecutionRequest.builder()
                .thingName("pump:1")
                .applyMutation(values)
                .build();
        return Arguments.of(WireRequest.of(request), call(sdk -> sdk.updateJobExecution(request)));
    }

    /** The request that the SDK sends, unsigned. */
    private static HttpExecuteRequest call(Consumer<IotJobsDataPlaneClient> call) {
        HttpExecuteRequest[] sent = new HttpExecuteRequest[1];
        SdkHttpClient http = new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                sent[0] = request;
                return new StubHttpClient(() -> StubHttpClient.response(200, "{}")).prepareRequest(request);
            }

            @Override
            public void close() {}
        };
        try (IotJobsDataPlaneClient sdk = IotJobsDataPlaneClient.builder()
                .httpClient(http)
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
            call.accept(sdk);
        }
        return sent[0];
    }

    private static String text(ContentStreamProvider content) {
        try (InputStream in = content.newStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
