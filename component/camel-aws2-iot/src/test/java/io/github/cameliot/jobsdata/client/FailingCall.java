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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClientBuilder;

/** A report to a service that cannot be reached or gives no response, and what its failure says. */
final class FailingCall {

    static final Update REPORT = Update.of("pump-12", "ota-7", ExecutionStatus.SUCCEEDED);

    static final URI NOBODY_LISTENS = URI.create("http://127.0.0.1:1");

    static final Duration SOON = Duration.ofMillis(300);

    private FailingCall() {}

    static Stream<SdkHttpClient.Builder<?>> httpClients() {
        return Stream.of(
                ApacheHttpClient.builder().connectionTimeout(SOON),
                UrlConnectionHttpClient.builder().connectionTimeout(SOON));
    }

    static void assertUnsent(JobsCallException failure) {
        assertThat(failure.wasSent()).isFalse();
        assertThat(failure.isAmbiguous()).isFalse();
        assertThat(failure.statusCode()).isZero();
        assertThat(failure).hasMessageContaining("not sent");
    }

    static void assertMayHaveTakenEffect(JobsCallException failure) {
        assertThat(failure.wasSent()).isTrue();
        assertThat(failure.isAmbiguous()).isTrue();
        assertThat(failure.statusCode()).isZero();
    }

    static JobsCallException failure(URI endpoint, Consumer<IotJobsDataPlaneClientBuilder> more) {
        try (IotJobsDataPlaneClient sdk = client(endpoint, more)) {
            return failure(sdk);
        }
    }

    static JobsCallException failure(IotJobsDataPlaneClient sdk) {
        return catchThrowableOfType(JobsCallException.class, () -> new JobsDataClient(sdk).update(REPORT));
    }

    /** A client as a user makes one: two attempts, without a pause between them. */
    static IotJobsDataPlaneClient client(URI endpoint, Consumer<IotJobsDataPlaneClientBuilder> more) {
        IotJobsDataPlaneClientBuilder builder = IotJobsDataPlaneClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(attempts(2));
        more.accept(builder);
        return builder.build();
    }

    /** @param attempts what comes of each: a status or an exception; the last one is final */
    static IotJobsDataPlaneClient stub(Object... attempts) {
        Queue<Object> next = new ArrayDeque<>(List.of(attempts));
        return client(NOBODY_LISTENS, b -> b.httpClientBuilder(null)
                .httpClient(new StubHttpClient(() -> {
                    Object attempt = next.remove();
                    if (attempt instanceof IOException e) {
                        throw e;
                    }
                    return StubHttpClient.response((Integer) attempt, "{}");
                }))
                .overrideConfiguration(attempts(attempts.length)));
    }

    private static ClientOverrideConfiguration attempts(int most) {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(most)
                        .backoffStrategy(n -> Duration.ZERO)
                        .throttlingBackoffStrategy(n -> Duration.ZERO)
                        .build())
                .build();
    }
}
