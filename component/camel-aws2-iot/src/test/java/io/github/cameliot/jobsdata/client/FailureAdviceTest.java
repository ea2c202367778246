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

import static io.github.cameliot.jobsdata.client.FailingCall.NOBODY_LISTENS;
import static io.github.cameliot.jobsdata.client.FailingCall.assertUnsent;
import static io.github.cameliot.jobsdata.client.FailingCall.client;
import static io.github.cameliot.jobsdata.client.FailingCall.failure;
import static io.github.cameliot.jobsdata.client.FailingCall.httpClients;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.JobsEmulator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** What a failed call advises fits what went wrong. */
class FailureAdviceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | InvalidSignatureException | The request signature we calculated does not match | secretKey belongs to",
                "403 | SignatureDoesNotMatch | '' | secretKey belongs to",
                "403 | InvalidSignatureException | Signature expired: 20260801T100000Z is now earlier than | clock",
                "403 | InvalidSignatureException | Signature not yet current: 20260801T100000Z is still later | clock",
                "400 | RequestExpired | Request has expired. | clock",
                "403 | RequestTimeTooSkewed | '' | clock",
                "403 | InvalidSignatureException | Credential should be scoped to a valid region. | set region",
                "403 | UnrecognizedClientException | The security token included in the request is invalid. | access key",
                "400 | com.amazon.coral#UnrecognizedClientException | '' | access key",
                "403 | InvalidClientTokenId | '' | access key",
                "403 | ExpiredTokenException | The security token included in the request is expired | have expired",
                "400 | ExpiredToken | '' | have expired",
                "403 | MissingAuthenticationTokenException | Missing Authentication Token | is not signed",
                "403 | '' | Missing Authentication Token | is not signed",
                "400 | IncompleteSignature | '' | did not arrive complete",
            })
    void aRefusedIdentityIsNoMissingPermission(int status, String type, String message, String advice) {
        JobsCallException failure = refused(status, type, message);

        assertThat(failure).hasMessageContainingAll("HTTP " + status, advice, "not a missing permission");
        assertThat(failure).hasMessageNotContaining("Allow iotjobsdata");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDeniedException | User: a is not authorized to perform: iotjobsdata:x",
                "403 | ForbiddenException | ''",
                "403 | AccessDenied | Signature expired, says a policy",
                "403 | SomethingNew | ''",
                "403 | '' | Forbidden",
            })
    void onlyARefusedActionIsAMissingPermission(int status, String type, String message) {
        assertThat(refused(status, type, message))
                .hasMessageContaining("Allow iotjobsdata:UpdateJobExecution")
                .hasMessageNotContaining("not a missing permission");
    }

    @Test
    void aValueThatSoundsLikeAClockIsStillAValue() {
        assertThat(refused(400, "InvalidRequestException", "statusDetails: signature expired"))
                .hasMessageContaining("refuses the values")
                .hasMessageNotContaining("clock");
    }

    @Test
    void theEmulatorsRefusalsAreExplained() {
        AccessKey key = AccessKey.of("AKIDEXAMPLE", "not-a-secret");
        try (JobsEmulator emulator = JobsEmulator.builder()
                        .region("eu-west-1")
                        .accessKey(key)
                        .start();
                JobsEmulator elsewhere = JobsEmulator.builder().accessKey(key).start()) {
            assertThat(signedBy(emulator, "AKIDEXAMPLE", "wrong")).hasMessageContaining("secretKey belongs to");
            assertThat(signedBy(emulator, "AKIDUNKNOWN", "not-a-secret")).hasMessageContaining("access key");
            assertThat(failure(emulator.endpoint(), b -> {})).hasMessageContaining("is not signed");
            assertThat(signedBy(elsewhere, "AKIDEXAMPLE", "not-a-secret")).hasMessageContaining("set region");
        }
    }

    @Test
    void missingCredentialsAreOneSentence() {
        JobsCallException failure = failure(
                NOBODY_LISTENS,
                b -> b.credentialsProvider(AwsCredentialsProviderChain.of(
                        SystemPropertyCredentialsProvider.create(), EnvironmentVariableCredentialsProvider.create())));

        assertUnsent(failure);
        assertThat(failure)
                .hasMessageContainingAll("no AWS credentials were found", "accessKey", "profileCredentialsName")
                .hasMessageNotContaining("Provider(")
                .hasMessageNotContaining("system settings");
        assertThat(failure.getMessage()).hasSizeLessThan(450);
        assertThat(failure.getCause()).hasMessageContaining("SystemPropertyCredentialsProvider");
    }

    @ParameterizedTest
    @MethodSource("io.github.cameliot.jobsdata.client.FailingCall#httpClients")
    void tlsSpokenToAPlainPortSaysSoAndSendsNothing(SdkHttpClient.Builder<?> http) {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            URI https = URI.create("https://127.0.0.1:" + emulator.port());

            JobsCallException failure = failure(https, b -> b.httpClientBuilder(http));

            assertUnsent(failure);
            assertThat(failure).hasMessageContainingAll("does not speak TLS", "http://", "proxyProtocol=HTTP");
        }
    }

    @Test
    void plainHttpSpokenToATlsPortSaysSo() {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            URI http = URI.create("http://127.0.0.1:" + emulator.port());

            httpClients().forEach(client -> assertThat(failure(http, b -> b.httpClientBuilder(client)))
                    .hasMessageContainingAll("TLS", "https://"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "The plain HTTP request was sent to HTTPS port",
        "Bad Request: This combination of host and port requires TLS.",
        "You're speaking plain HTTP to an SSL-enabled server port."
    })
    void aTlsPortThatRespondsInPlainHttpIsRecognized(String body) {
        assertThat(refused(400, "", body, false)).hasMessageContainingAll("speak", "TLS", "https://");
    }

    private static JobsCallException refused(int status, String type, String message) {
        return refused(status, type, message, true);
    }

    private static JobsCallException refused(int status, String type, String text, boolean json) {
        String body = json ? "{\"message\":\"" + text + "\"}" : "<html>" + text + "</html>";
        SdkHttpResponse.Builder head = SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Length", String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
        if (!type.isEmpty()) {
            head.putHeader("x-amzn-ErrorType", type);
        }
        try (IotJobsDataPlaneClient sdk = client(NOBODY_LISTENS, b -> b.httpClientBuilder(null)
                .httpClient(StubHttpClient.answering(head.build(), body)))) {
            return failure(sdk);
        }
    }

    private static JobsCallException signedBy(JobsEmulator emulator, String key, String secret) {
        return failure(
                emulator.endpoint(),
                b -> b.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret))));
    }
}
