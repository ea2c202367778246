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

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.net.URI;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** What a refusal means that names no record: held, or a dead letter. */
class CallerFaultTest {

    private static final AwsCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));

    @ParameterizedTest
    @CsvSource({
        "403, ExpiredTokenException, TRY_AGAIN",
        "403, ExpiredToken, TRY_AGAIN",
        "400, ExpiredTokenException, TRY_AGAIN",
        "403, InvalidSignatureException, TRY_AGAIN",
        "403, SignatureDoesNotMatch, TRY_AGAIN",
        "403, UnrecognizedClientException, TRY_AGAIN",
        "403, com.amazon.coral.service#UnrecognizedClientException, TRY_AGAIN",
        "403, MissingAuthenticationTokenException, TRY_AGAIN",
        "403, MissingAuthenticationToken, TRY_AGAIN",
        "403, InvalidClientTokenId, TRY_AGAIN",
        "400, IncompleteSignature, TRY_AGAIN",
        "400, RequestExpired, TRY_AGAIN",
        "403, RequestTimeTooSkewed, TRY_AGAIN",
        "400, CertificateValidationException, TRY_AGAIN",
        "403, '', TRY_AGAIN",
        "401, '', TRY_AGAIN",
        "404, UnknownOperationException, TRY_AGAIN",
        "404, '', TRY_AGAIN",
        "405, '', TRY_AGAIN",
        "407, '', TRY_AGAIN",
        "302, '', TRY_AGAIN",
        "403, AccessDeniedException, FORBIDDEN",
        "403, AccessDenied, FORBIDDEN",
        "400, AccessDeniedException, FORBIDDEN",
        "403, ForbiddenException, FORBIDDEN",
        "401, UnauthorizedException, FORBIDDEN",
        "404, ResourceNotFoundException, DEAD",
        "400, InvalidRequestException, DEAD",
        "400, '', DEAD",
        "413, '', DEAD",
        "429, ThrottlingException, TRY_AGAIN",
        "503, '', TRY_AGAIN",
    })
    void whatConcernsTheCallerIsHeldAndWhatConcernsTheThingIsADeadLetter(
            int status, String errorType, Refusal.Meaning meaning) {
        try (StubService stub = new StubService(status, errorType, "{\"message\":\"no\"}")) {
            JobsCallException refused = refused(stub.endpoint(), KEYS);

            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(meaning(refused)).isEqualTo(meaning);
        }
    }

    @Test
    void anUnknownHostAndMissingCredentialsAreHeld() {
        URI nowhere = URI.create("http://no-such-host.invalid");
        assertThat(meaning(refused(nowhere, KEYS))).isEqualTo(Refusal.Meaning.TRY_AGAIN);
        assertThat(meaning(refused(nowhere, () -> {
                    throw SdkClientException.create("Unable to load credentials");
                })))
                .isEqualTo(Refusal.Meaning.TRY_AGAIN);
    }

    private static Refusal.Meaning meaning(JobsCallException e) {
        return Refusal.of(e, ExecutionStatus.SUCCEEDED, false, false).meaning();
    }

    private static JobsCallException refused(URI endpoint, AwsCredentialsProvider credentials) {
        try (IotJobsDataPlaneClient sdk = IotJobsDataPlaneClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build()) {
            JobsDataClient client = new JobsDataClient(sdk);
            return Assertions.catchThrowableOfType(
                    JobsCallException.class,
                    () -> client.update(
                            new Update("pump-12", "ota-7", ExecutionStatus.SUCCEEDED, 1L, null, null, null)));
        }
    }
}
