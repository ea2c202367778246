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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** What passes when the emulator checks signatures: the SDK's own signer makes them. */
class SignatureTest {

    private static final AwsCredentials RIGHT = AwsBasicCredentials.create("AKIDRIGHT", "right/secret");

    private final ManualClock clock = new ManualClock(Clock.systemUTC().instant());
    private JobsEmulator emulator;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder()
                .clock(clock)
                .accessKey(AccessKey.of("AKIDRIGHT", "right/secret"))
                .accessKey(new AccessKey("AKIDTEMP", "secret", "token"))
                .start();
        emulator.createJob("ota-7", "{}", "pump:1");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void whatTheRightKeyHasSignedPassesOnBothPlanes() {
        try (IotJobsDataPlaneClient data = data(RIGHT);
                IotClient iot = iot(RIGHT)) {
            data.describeJobExecution(r -> r.thingName("pump:1").jobId("$next").includeJobDocument(false));
            data.startNextPendingJobExecution(r -> r.thingName("pump:1").statusDetails(Map.of("a", "é")));
            iot.describeJobExecution(r -> r.thingName("pump:1").jobId("ota-7").executionNumber(1L));
        }

        assertThat(emulator.execution("pump:1", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void temporaryCredentialsPassWithTheirToken() {
        assertThat(refusalOf(AwsSessionCredentials.create("AKIDTEMP", "secret", "token")))
                .isNull();
        assertThat(refusalOf(AwsSessionCredentials.create("AKIDTEMP", "secret", "other")))
                .isEqualTo("UnrecognizedClientException");
        assertThat(refusalOf(AwsBasicCredentials.create("AKIDTEMP", "secret")))
                .isEqualTo("UnrecognizedClientException");
    }

    @Test
    void anotherSecretIsAnInvalidSignature() {
        assertThat(refusalOf(AwsBasicCredentials.create("AKIDRIGHT", "wrong"))).isEqualTo("InvalidSignatureException");
    }

    @Test
    void anotherKeyIsUnknown() {
        assertThat(refusalOf(AwsBasicCredentials.create("AKIDOTHER", "right/secret")))
                .isEqualTo("UnrecognizedClientException");
    }

    @Test
    void anUnsignedRequestIsRefused() {
        var response = new RawHttp(emulator.endpoint()).send("GET", "/things/pump:1/jobs", "");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("MissingAuthenticationTokenException");
    }

    @Test
    void aSignatureIsGoodForFiveMinutes() {
        // Not by the client: the SDK would set the time of its whole JVM by the refusal.
        SdkHttpRequest signed = signed(signer -> {});
        String[] headers = headers(signed);
        RawHttp http = new RawHttp(emulator.endpoint());

        int now = http.send("GET", signed.encodedPath(), new byte[0], headers).statusCode();
        clock.advance(Duration.ofMinutes(6));
        int late = http.send("GET", signed.encodedPath(), new byte[0], headers).statusCode();

        assertThat(now).isEqualTo(200);
        assertThat(late).isEqualTo(403);
    }

    @Test
    void aSignatureForAnotherRegionIsRefused() {
        try (IotJobsDataPlaneClient elsewhere = IotJobsDataPlaneClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(RIGHT))
                .httpClient(ApacheHttpClient.create())
                .build()) {
            AwsServiceException refusal = catchThrowableOfType(
                    AwsServiceException.class, () -> elsewhere.getPendingJobExecutions(r -> r.thingName("pump:1")));

            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
            assertThat(refusal).hasMessageContaining("another region than us-east-1");
        }
    }

    @Test
    void thePathsOfTheEmulatorItselfMustBeSignedToo() {
        SdkHttpRequest signed = signed("/_emulator/requests", signer -> {});
        RawHttp http = new RawHttp(emulator.endpoint());

        assertThat(http.send("GET", "/_emulator/requests", "").statusCode()).isEqualTo(403);
        assertThat(http.send("DELETE", "/_emulator/requests", "").statusCode()).isEqualTo(403);
        assertThat(http.send("GET", signed.encodedPath(), new byte[0], headers(signed))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPresignedRequestPassesUntilItExpires() {
        URI presigned = presigned(Duration.ofMinutes(10));
        RawHttp http = new RawHttp(emulator.endpoint());
        String pathAndQuery = presigned.getRawPath() + "?" + presigned.getRawQuery();

        int now = http.send("GET", pathAndQuery, "").statusCode();
        clock.advance(Duration.ofMinutes(11));
        int late = http.send("GET", pathAndQuery, "").statusCode();

        assertThat(now).isEqualTo(200);
        assertThat(late).isEqualTo(403);
    }

    @Test
    void aPresignedRequestIsGoodForNoOtherPath() {
        URI presigned = presigned(Duration.ofMinutes(10));

        var response = new RawHttp(emulator.endpoint())
                .send("GET", "/things/pump:1/jobs/ota-7?" + presigned.getRawQuery(), "");

        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidSignatureException");
    }

    private URI presigned(Duration expires) {
        return signed(signer -> signer.putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, expires))
                .getUri();
    }

    private static String[] headers(SdkHttpRequest signed) {
        return Stream.of("Authorization", "X-Amz-Date", "x-amz-content-sha256")
                .flatMap(
                        name -> Stream.of(name, signed.firstMatchingHeader(name).orElseThrow()))
                .toArray(String[]::new);
    }

    private SdkHttpRequest signed(Consumer<SignRequest.Builder<? extends AwsCredentialsIdentity>> settings) {
        return signed("/things/pump:1/jobs/%24next", settings);
    }

    private SdkHttpRequest signed(
            String path, Consumer<SignRequest.Builder<? extends AwsCredentialsIdentity>> settings) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(emulator.endpoint() + path))
                .build();
        return AwsV4HttpSigner.create()
                .sign(r -> {
                    r.identity(RIGHT)
                            .request(request)
                            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "iot-jobs-data")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1");
                    settings.accept(r);
                })
                .request();
    }

    /** The name of the error; null when the request passes. */
    private String refusalOf(AwsCredentials credentials) {
        try (IotJobsDataPlaneClient data = data(credentials)) {
            AwsServiceException refusal = catchThrowableOfType(
                    AwsServiceException.class, () -> data.getPendingJobExecutions(r -> r.thingName("pump:1")));
            return refusal == null ? null : refusal.awsErrorDetails().errorCode();
        }
    }

    private IotJobsDataPlaneClient data(AwsCredentials credentials) {
        return IotJobsDataPlaneClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(ApacheHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private IotClient iot(AwsCredentials credentials) {
        return IotClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(ApacheHttpClient.create())
                .build();
    }
}
