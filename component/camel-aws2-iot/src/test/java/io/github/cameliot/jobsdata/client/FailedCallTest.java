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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClientBuilder;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionResponse;

/** Whether a call that failed may have taken effect: not if it was never sent, and perhaps if nothing proves that. */
class FailedCallTest {

    private static final Update REPORT = Update.of("pump-12", "ota-7", ExecutionStatus.SUCCEEDED);
    private static final URI NOBODY_LISTENS = URI.create("http://127.0.0.1:1");
    private static final Duration SOON = Duration.ofMillis(300);

    static Stream<SdkHttpClient.Builder<?>> httpClients() {
        return Stream.of(
                ApacheHttpClient.builder().connectionTimeout(SOON),
                UrlConnectionHttpClient.builder().connectionTimeout(SOON));
    }

    @ParameterizedTest
    @MethodSource("httpClients")
    void aRefusedConnectionSendsNothingInAnyAttempt(SdkHttpClient.Builder<?> http) {
        JobsCallException failure = failure(NOBODY_LISTENS, b -> b.httpClientBuilder(http));

        assertUnsent(failure);
        assertThat(failure.getCause().getSuppressed()).isNotEmpty();
        assertThat(failure).hasMessageContainingAll("report SUCCEEDED for job ota-7", "refused", "uriEndpointOverride");
    }

    @ParameterizedTest
    @MethodSource("httpClients")
    void aHostThatDoesNotResolveSendsNothing(SdkHttpClient.Builder<?> http) {
        JobsCallException failure = failure(URI.create("http://nowhere.invalid"), b -> b.httpClientBuilder(http));

        assertUnsent(failure);
        assertThat(failure).hasMessageContainingAll("nowhere.invalid", "uriEndpointOverride");
    }

    @ParameterizedTest
    @MethodSource("httpClients")
    void aConnectionThatIsNotOpenedInTimeSendsNothing(SdkHttpClient.Builder<?> http) throws IOException {
        try (Server server = Server.withoutRoom()) {
            JobsCallException failure = failure(server.url(), b -> b.httpClientBuilder(http));

            assertUnsent(failure);
            assertThat(failure).hasMessageContainingAll("timed out", "uriEndpointOverride");
        }
    }

    @Test
    void noFreeConnectionInThePoolSendsNothing() throws Exception {
        var http = ApacheHttpClient.builder().maxConnections(1).connectionAcquisitionTimeout(SOON);

        try (Server server = Server.thatNeverAnswers();
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noAnswerInTimeMayHaveTakenEffect(boolean attemptTimeout) throws IOException {
        try (Server server = Server.thatNeverAnswers()) {
            JobsCallException failure = failure(
                    server.url(),
                    b -> b.overrideConfiguration(
                            o -> o.apiCallTimeout(attemptTimeout ? null : SOON).apiCallAttemptTimeout(SOON)));

            assertMayHaveTakenEffect(failure);
            assertThat(failure).hasMessageContainingAll("no answer", "not known");
        }
    }

    @ParameterizedTest
    @MethodSource("httpClients")
    void aConnectionThatBreaksMayHaveCarriedTheRequest(SdkHttpClient.Builder<?> http) throws IOException {
        try (Server server = Server.thatHangsUp()) {
            assertMayHaveTakenEffect(failure(server.url(), b -> b.httpClientBuilder(http)));
        }
    }

    @Test
    void aReadThatTimesOutMayHaveTakenEffect() {
        assertMayHaveTakenEffect(failure(stub(new SocketTimeoutException("Read timed out"))));
    }

    @Test
    void whatAClientThrowsOtherwiseMayHaveTakenEffectAndAnErrorPasses() {
        RuntimeException odd = new UnsupportedOperationException("odd");

        JobsCallException failure = failure(new Throwing(() -> {
            throw odd;
        }));

        assertMayHaveTakenEffect(failure);
        assertThat(failure).hasCause(odd).hasMessageContaining("odd");
        assertThatThrownBy(() -> new JobsDataClient(new Throwing(() -> {
                            throw new OutOfMemoryError("on purpose");
                        }))
                        .update(REPORT))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @ParameterizedTest
    @CsvSource({
        // the attempts of one call, whether it may have taken effect, whether a request may have reached the service
        "409, false, true",
        "503 409, true, true",
        "reset 409, true, true",
        "refused 409, true, true", // the text of an earlier failure proves nothing
        "reset 503 404, true, true",
        "429 409, false, true",
        "429 429 429, false, true",
        "500 429 429, true, true",
        "503 503 503, true, true",
        "refused refused refused, false, false",
        "reset refused refused, true, true",
        "429 429 refused, false, true",
    })
    void aRefusalAfterAnAttemptWithoutAnAnswerMayBeItsOwnEffect(String attempts, boolean ambiguous, boolean sent) {
        JobsCallException failure = failure(stub(Stream.of(attempts.split(" "))
                .map(a -> switch (a) {
                    case "reset" -> new SocketException("Connection reset");
                    case "refused" -> new ConnectException("Connection refused");
                    default -> Integer.valueOf(a);
                })
                .toArray()));

        assertThat(failure.isAmbiguous()).isEqualTo(ambiguous);
        assertThat(failure.wasSent()).isEqualTo(sent);
    }

    private static void assertUnsent(JobsCallException failure) {
        assertThat(failure.wasSent()).isFalse();
        assertThat(failure.isAmbiguous()).isFalse();
        assertThat(failure.statusCode()).isZero();
        assertThat(failure).hasMessageContaining("not sent");
    }

    private static void assertMayHaveTakenEffect(JobsCallException failure) {
        assertThat(failure.wasSent()).isTrue();
        assertThat(failure.isAmbiguous()).isTrue();
        assertThat(failure.statusCode()).isZero();
    }

    private static JobsCallException failure(URI endpoint, Consumer<IotJobsDataPlaneClientBuilder> more) {
        try (IotJobsDataPlaneClient sdk = client(endpoint, more)) {
            return failure(sdk);
        }
    }

    private static JobsCallException failure(IotJobsDataPlaneClient sdk) {
        return catchThrowableOfType(JobsCallException.class, () -> new JobsDataClient(sdk).update(REPORT));
    }

    /** A client as a user makes one: two attempts, without a pause between them. */
    private static IotJobsDataPlaneClient client(URI endpoint, Consumer<IotJobsDataPlaneClientBuilder> more) {
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
    private static IotJobsDataPlaneClient stub(Object... attempts) {
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

    /** A client of somebody else's making. */
    private record Throwing(Runnable call) implements IotJobsDataPlaneClient {

        @Override
        public UpdateJobExecutionResponse updateJobExecution(UpdateJobExecutionRequest request) {
            call.run();
            return null;
        }

        @Override
        public String serviceName() {
            return "iot-jobs-data";
        }

        @Override
        public void close() {}
    }

    /** A port that never answers. */
    private static final class Server implements AutoCloseable {

        private final ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> connections = new ArrayList<>();
        private final CompletableFuture<Void> connected = new CompletableFuture<>();

        private Server() throws IOException {}

        /** Its queue of connections is full, so that no more are opened. */
        static Server withoutRoom() throws IOException {
            Server server = new Server();
            try {
                while (server.connections.size() < 100) {
                    Socket socket = new Socket();
                    server.connections.add(socket);
                    socket.connect(server.port.getLocalSocketAddress(), (int) SOON.toMillis());
                }
            } catch (SocketTimeoutException e) {
                return server;
            }
            throw new AssertionError("The queue takes any number of connections.");
        }

        static Server thatNeverAnswers() throws IOException {
            return new Server().accepting(s -> {});
        }

        /** It reads the head of a request and hangs up. */
        static Server thatHangsUp() throws IOException {
            return new Server().accepting(s -> {
                try (s) {
                    s.getInputStream().read(new byte[64]);
                }
            });
        }

        private interface Handler {
            void handle(Socket socket) throws IOException;
        }

        private Server accepting(Handler handler) {
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        Socket socket = port.accept();
                        connections.add(socket);
                        connected.complete(null);
                        handler.handle(socket);
                    }
                } catch (IOException e) {
                    connected.completeExceptionally(e); // closed
                }
            });
            thread.setDaemon(true);
            thread.start();
            return this;
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + port.getLocalPort());
        }

        void awaitConnection() {
            connected.join();
        }

        @Override
        public void close() throws IOException {
            port.close();
            for (Socket socket : connections) {
                socket.close();
            }
        }
    }
}
