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
import static io.github.cameliot.jobsdata.client.FailingCall.SOON;
import static io.github.cameliot.jobsdata.client.FailingCall.assertUnsent;
import static io.github.cameliot.jobsdata.client.FailingCall.client;
import static io.github.cameliot.jobsdata.client.FailingCall.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** A call that failed before anything was sent has not taken effect. */
class UnsentCallTest {

    @Test
    void anExecutorThatIsFullSendsNothingAndIsNoClosedClient() throws Exception {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
        CountDownLatch end = new CountDownLatch(1);
        Future<?> busy = executor.submit(() -> end.await(10, TimeUnit.SECONDS));

        JobsCallException full = rejectedBy(executor);
        end.countDown();
        busy.get();
        executor.shutdown();
        JobsCallException closed = rejectedBy(executor);

        assertUnsent(full);
        assertThat(full.isClientClosed()).isFalse();
        assertUnsent(closed);
        assertThat(closed.isClientClosed()).isTrue();
    }

    private static JobsCallException rejectedBy(ThreadPoolExecutor executor) {
        RejectedExecutionException rejected =
                catchThrowableOfType(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        return CallFailure.of("UpdateJobExecution", "report", rejected);
    }

    @ParameterizedTest
    @MethodSource("io.github.cameliot.jobsdata.client.FailingCall#httpClients")
    void aRefusedConnectionSendsNothingInAnyAttempt(SdkHttpClient.Builder<?> http) {
        JobsCallException failure = failure(NOBODY_LISTENS, b -> b.httpClientBuilder(http));

        assertUnsent(failure);
        assertThat(failure.getCause().getSuppressed()).isNotEmpty();
        assertThat(failure).hasMessageContainingAll("report SUCCEEDED for job ota-7", "refused", "uriEndpointOverride");
    }

    @ParameterizedTest
    @MethodSource("io.github.cameliot.jobsdata.client.FailingCall#httpClients")
    void aHostThatDoesNotResolveSendsNothing(SdkHttpClient.Builder<?> http) {
        // No name server can be queried for a label of 64 characters (RFC 1035, 2.3.4), so this stays on the machine.
        String nowhere = "x".repeat(64) + ".invalid";

        JobsCallException failure = failure(URI.create("http://" + nowhere), b -> b.httpClientBuilder(http));

        assertUnsent(failure);
        assertThat(failure).hasMessageContainingAll(nowhere, "uriEndpointOverride");
    }

    @ParameterizedTest
    @MethodSource("io.github.cameliot.jobsdata.client.FailingCall#httpClients")
    void aConnectionThatIsNotOpenedInTimeSendsNothing(SdkHttpClient.Builder<?> http) throws IOException {
        try (UnresponsiveServer server = UnresponsiveServer.withoutRoom()) {
            JobsCallException failure = failure(server.url(), b -> b.httpClientBuilder(http));

            assertUnsent(failure);
            assertThat(failure).hasMessageContainingAll("timed out", "uriEndpointOverride");
        }
    }

    @Test
    void noFreeConnectionInThePoolSendsNothing() throws Exception {
        var http = ApacheHttpClient.builder().maxConnections(1).connectionAcquisitionTimeout(SOON);

        try (UnresponsiveServer server = UnresponsiveServer.thatNeverResponds();
                IotJobsDataPlaneClient sdk = client(server.url(), b -> b.httpClientBuilder(http))) {
            Thread busy = new Thread(() -> failure(sdk));
            busy.start();
            server.awaitConnection();

            assertUnsent(failure(sdk));
            server.close();
            busy.join();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatWasClosedSendsNothing(boolean withTimeout) {
        IotJobsDataPlaneClient sdk =
                client(NOBODY_LISTENS, b -> b.overrideConfiguration(o -> o.apiCallTimeout(withTimeout ? SOON : null)));
        sdk.close();

        JobsCallException failure = failure(sdk);

        assertUnsent(failure);
        assertThat(failure)
                .hasMessageContainingAll(
                        "report SUCCEEDED for job ota-7 on thing pump-12", "was closed", "CamelContext")
                .cause()
                .isInstanceOf(RuntimeException.class);
    }

    static Stream<AwsCredentialsProvider> missing() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("no keys today");
                },
                AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create()));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void noCredentialsMeansThatNothingIsSent(AwsCredentialsProvider provider) {
        JobsCallException failure = failure(NOBODY_LISTENS, b -> b.credentialsProvider(provider));

        assertUnsent(failure);
        assertThat(failure).hasMessageContaining("credential options");
    }

    @Test
    void valuesThatMakeNoRequestSendNothing() {
        try (IotJobsDataPlaneClient sdk = client(NOBODY_LISTENS, b -> {})) {
            JobsCallException failure = catchThrowableOfType(
                    JobsCallException.class, () -> new JobsDataClient(sdk).describe(null, "ota-7", null, false));

            assertUnsent(failure);
            assertThat(failure).hasMessageContaining("thingName");
        }
    }
}
