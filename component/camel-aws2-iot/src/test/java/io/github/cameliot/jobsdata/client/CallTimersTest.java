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
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

class CallTimersTest {

    /** The one that does nothing. */
    private static final int ALWAYS = 1;

    @Test
    void aCallThatHasReturnedLeavesNoTimer() {
        AtomicReference<CallTimers> timers = new AtomicReference<>();
        List<Integer> duringCalls = new ArrayList<>();
        StubHttpClient http = new StubHttpClient(() -> {
            duringCalls.add(timers.get().executor().getQueue().size());
            return StubHttpClient.response(200, "{}");
        });
        try (SdkClients.Opened<JobsDataClient> opened = open(http, Duration.ofSeconds(30))) {
            timers.set(timers(opened));

            for (int i = 0; i < 100; i++) {
                opened.client().getPending("pump-12");
                opened.client().singleAttempt().getPending("pump-12");
            }

            assertThat(duringCalls).hasSize(200).allMatch(size -> size > ALWAYS);
            assertThat(timers.get().executor().getQueue()).hasSize(ALWAYS);
        }
    }

    @Test
    void aCallInProgressIsEndedInTimeEvenIfTheClientIsClosed() throws InterruptedException {
        Hanging http = new Hanging();
        CompletableFuture<?> call;
        CallTimers timers;
        try (SdkClients.Opened<JobsDataClient> opened = open(http, Duration.ofMillis(300))) {
            timers = timers(opened);
            call = CompletableFuture.runAsync(
                    () -> opened.client().singleAttempt().getPending("pump-12"));
            assertThat(http.begun.await(10, TimeUnit.SECONDS)).isTrue();
        }

        await().atMost(Duration.ofSeconds(10)).until(call::isDone);
        assertThat(call.handle((r, e) -> e).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(JobsCallException.class, e -> assertThat(e.isAmbiguous())
                        .isTrue())
                .hasMessageContaining("300 millis");
        assertThat(timers.executor().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static CallTimers timers(SdkClients.Opened<?> opened) {
        return opened.parts().stream()
                .filter(CallTimers.class::isInstance)
                .map(CallTimers.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static SdkClients.Opened<JobsDataClient> open(SdkHttpClient http, Duration timeout) {
        ClientOptions options = new ClientOptions(
                "eu-west-1",
                URI.create("http://127.0.0.1:1"),
                new Credentials.Keys("a", "s", null),
                null,
                null,
                false,
                new ClientOptions.Timeouts(timeout, timeout),
                RetryMode.standard);
        return SdkClients.openDataPlane(options, o -> http);
    }

    /** Responds to no call, and is not ended by an interrupt, as a socket that is read. */
    private static final class Hanging implements SdkHttpClient {

        private final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            CompletableFuture<Void> aborted = new CompletableFuture<>();
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    begun.countDown();
                    aborted.join();
                    throw new IOException("aborted");
                }

                @Override
                public void abort() {
                    aborted.complete(null);
                }
            };
        }

        @Override
        public void close() {
            // a call in progress continues
        }
    }
}
