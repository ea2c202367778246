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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** The component's own clients, which keep the endpoint and the signing scheme, send what a plain client of the SDK sends. */
class OwnClientTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a1-ats.iot.eu-west-1.amazonaws.com",
                "https://a1-ats.iot.eu-west-1.amazonaws.com:8443",
                "http://127.0.0.1:1",
                "http://127.0.0.1:1/",
                "http://127.0.0.1:1/a/b",
                "http://127.0.0.1:1/a%20b/",
                "http://[::1]:1/a"
            })
    void theRequestsAreThoseOfAnEndpointOverride(String endpoint) {
        Sent plain = new Sent();
        Sent ours = new Sent();
        try (IotJobsDataPlaneClient sdk = plain("eu-west-1", URI.create(endpoint), plain);
                var opened = SdkClients.openDataPlane(options("eu-west-1", URI.create(endpoint)), options -> ours)) {
            JobsDataClient jobs = opened.client();
            each(
                    () -> sdk.describeJobExecution(
                            r -> r.thingName("a:b_c-1").jobId("$next").includeJobDocument(true)),
                    () -> sdk.startNextPendingJobExecution(
                            r -> r.thingName("a:b_c-1").statusDetails(Map.of("step", "1"))),
                    () -> sdk.updateJobExecution(
                            r -> r.thingName("a:b_c-1").jobId("ota-7").status("SUCCEEDED")),
                    () -> sdk.getPendingJobExecutions(r -> r.thingName("a:b_c-1")),
                    () -> callAll(jobs));

            assertThat(ours.of(SdkHttpRequest::getUri))
                    .isEqualTo(plain.of(SdkHttpRequest::getUri))
                    .hasSize(4);
            assertThat(ours.of(OwnClientTest::signature))
                    .isEqualTo(plain.of(OwnClientTest::signature))
                    .allMatch(signature -> signature.contains("/eu-west-1/iot-jobs-data/aws4_request"));
            assertThat(jobs.service()).isEqualTo(endpoint + " (eu-west-1)");
            assertThat(jobs.endpoint()).isEqualTo(URI.create(endpoint));
            assertThat(jobs.presigner(Duration.ofMinutes(1))
                            .getPending("a:b_c-1")
                            .url()
                            .toString())
                    .startsWith(ours.of(SdkHttpRequest::getUri).get(3) + "?");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a1-ats.iot.eu-west-1.amazonaws.com",
                "http://127.0.0.1:1/",
                "http://127.0.0.1:1/a%20b/",
                "http://127.0.0.1:1/a//b",
                "http://127.0.0.1:1/a/../b/.",
                ""
            })
    void theSignatureIsThatOfTheNormalizedPath(String endpoint) throws IOException {
        Sent ours = new Sent();
        try (var opened = SdkClients.openDataPlane(
                options("eu-west-1", endpoint.isEmpty() ? null : URI.create(endpoint)), options -> ours)) {
            callAll(opened.client());
        }

        assertThat(ours.requests).hasSize(4);
        for (HttpExecuteRequest sent : ours.requests) {
            assertThat(sent.httpRequest().firstMatchingHeader("Authorization"))
                    .isEqualTo(signedAgain(sent).firstMatchingHeader("Authorization"));
        }
    }

    /** The request, signed with the properties that are usual for AWS. */
    private static SdkHttpRequest signedAgain(HttpExecuteRequest sent) {
        SdkHttpRequest request = sent.httpRequest();
        Instant at = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX")
                .parse(request.firstMatchingHeader("X-Amz-Date").orElseThrow(), Instant::from);
        SdkHttpRequest unsigned = request.toBuilder()
                .removeHeader("Authorization")
                .removeHeader("X-Amz-Date")
                .removeHeader("x-amz-content-sha256")
                .removeHeader("Host")
                .build();
        return AwsV4HttpSigner.create()
                .sign(s -> s.identity(AwsCredentialsIdentity.create("a", "s"))
                        .request(unsigned)
                        .payload(sent.contentStreamProvider().orElse(null))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "iot-jobs-data")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
                .request();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:2/other", "", "localhost:1", "%"})
    void theEndpointOfTheEnvironmentIsNotUsedInstead(String ofTheEnvironment) {
        System.setProperty("aws.endpointUrl", ofTheEnvironment);
        try {
            theRequestsAreThoseOfAnEndpointOverride("http://127.0.0.1:1/a");
            theRequestsAreThoseOfAnEndpointOverride("http://127.0.0.1:1");
        } finally {
            System.clearProperty("aws.endpointUrl");
        }
    }

    @ParameterizedTest
    @CsvSource({"aws.useFipsEndpoint, FIPS", "aws.useDualstackEndpoint, Dualstack"})
    void whatTheSdkRefusesWithAnEndpointIsRefused(String property, String name) {
        System.setProperty(property, "true");
        try (IotJobsDataPlaneClient sdk = plain("eu-west-1", URI.create("http://127.0.0.1:1"), new Sent());
                var opened = SdkClients.openDataPlane(
                        options("eu-west-1", URI.create("http://127.0.0.1:1")), o -> new Sent())) {
            Throwable plain = catchThrowable(() -> sdk.getPendingJobExecutions(r -> r.thingName("pump-12")));

            assertThat(plain).hasMessageContaining(name);
            assertThatThrownBy(() -> opened.client().getPending("pump-12")).hasMessageContaining(plain.getMessage());
        } finally {
            System.clearProperty(property);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "cn-north-1", "fips-us-east-1", "us-gov-west-1-fips"})
    void withoutAnEndpointTheOneOfTheRegionIsUsed(String region) {
        Sent plain = new Sent();
        Sent ours = new Sent();
        try (IotJobsDataPlaneClient sdk = plain(region, null, plain);
                var opened = SdkClients.openDataPlane(options(region, null), options -> ours)) {
            JobsDataClient jobs = opened.client();
            each(
                    () -> sdk.getPendingJobExecutions(r -> r.thingName("pump-12")),
                    () -> sdk.getPendingJobExecutions(r -> r.thingName("pump-12")),
                    () -> jobs.getPending("pump-12"),
                    () -> jobs.getPending("pump-12"));

            assertThat(ours.of(SdkHttpRequest::getUri))
                    .isEqualTo(plain.of(SdkHttpRequest::getUri))
                    .hasSize(2);
            assertThat(ours.of(OwnClientTest::signature)).isEqualTo(plain.of(OwnClientTest::signature));
            assertThat(jobs.endpoint()).isNull();
        }
    }

    /** Makes the calls, which all fail, because there is no response. */
    private static void each(Runnable... calls) {
        for (Runnable call : calls) {
            try {
                call.run();
            } catch (RuntimeException e) {
                // the request was sent
            }
        }
    }

    private static void callAll(JobsDataClient jobs) {
        each(
                () -> jobs.describe("a:b_c-1", "$next", null, true),
                () -> jobs.startNext("a:b_c-1", StatusDetails.of(Map.of("step", "1")), null),
                () -> jobs.update(new Update("a:b_c-1", "ota-7", ExecutionStatus.SUCCEEDED, null, null, null, null)),
                () -> jobs.getPending("a:b_c-1"));
    }

    /** What is signed, and for which service and region. */
    private static String signature(SdkHttpRequest request) {
        String header = request.firstMatchingHeader("Authorization").orElseThrow();
        return header.substring(0, header.indexOf("Signature="));
    }

    private static IotJobsDataPlaneClient plain(String region, URI endpoint, SdkHttpClient http) {
        return IotJobsDataPlaneClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .httpClient(http)
                .overrideConfiguration(o -> o.retryStrategy(RetryMode.none.strategy()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .build();
    }

    private static ClientOptions options(String region, URI endpoint) {
        return new ClientOptions(
                region,
                endpoint,
                new Credentials.Keys("a", "s", null),
                null,
                null,
                false,
                new ClientOptions.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(10)),
                RetryMode.none);
    }

    /** The requests, which get no response. */
    private static final class Sent implements SdkHttpClient {

        private final List<HttpExecuteRequest> requests = new ArrayList<>();

        <T> List<T> of(Function<SdkHttpRequest, T> part) {
            return requests.stream()
                    .map(HttpExecuteRequest::httpRequest)
                    .map(part)
                    .toList();
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            requests.add(request);
            return new StubHttpClient(() -> {
                        throw new IOException("no response");
                    })
                    .prepareRequest(request);
        }

        @Override
        public void close() {}
    }
}
