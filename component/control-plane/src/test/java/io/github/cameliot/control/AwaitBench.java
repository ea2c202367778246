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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;

/** A bench whose waits, and whose emulator, go by a time that the test moves. */
final class AwaitBench implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ManualTimer timer = new ManualTimer();
    private final ManualClock clock = new ManualClock();
    private final Bench bench;

    private AwaitBench(Consumer<Bench> change) {
        bench = Bench.open(JobsEmulator.builder().clock(clock), b -> {
            b.component().setTimers(factory -> timer);
            change.accept(b);
        });
    }

    static AwaitBench open() {
        return open(bench -> {});
    }

    static AwaitBench open(Consumer<Bench> change) {
        return new AwaitBench(change);
    }

    Bench bench() {
        return bench;
    }

    JobsEmulator emulator() {
        return bench.emulator();
    }

    ManualTimer timer() {
        return timer;
    }

    Waits waits() {
        return bench.component().waits();
    }

    /** Begins to wait, without a thread. */
    CompletableFuture<Exchange> begin(String uri) {
        return begin(uri, Map.of());
    }

    CompletableFuture<Exchange> begin(String uri, Map<String, Object> headers) {
        return begin(producer(uri), headers);
    }

    AsyncProducer producer(String uri) {
        return Sends.producer(bench.camel(), uri);
    }

    CompletableFuture<Exchange> begin(AsyncProducer producer, Map<String, Object> headers) {
        return Sends.async(producer, headers);
    }

    /** Moves the time of the waits and of the service, and lets the calls that become due come back. */
    void advance(Duration by) {
        clock.advance(by);
        timer.advance(by);
        settle();
    }

    /** Until the calls that are due have come back. */
    void settle() {
        if (waits().callsOnTheWay() > 0) { // mostly not, and asking twice is cheaper than waiting
            await().pollInterval(Duration.ofMillis(2)).until(() -> waits().callsOnTheWay() == 0);
        }
    }

    /** Moves the time on by steps until a wait has ended. */
    JobVerdict verdict(CompletableFuture<Exchange> ended, Duration step) {
        for (int i = 0; i < 200 && !ended.isDone(); i++) {
            advance(step);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> ended.isDone() || waits().resuming() == 0);
        }
        return verdict(ended);
    }

    JobVerdict verdict(CompletableFuture<Exchange> ended) {
        Exchange exchange = exchange(ended);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(JobVerdict.class);
    }

    /** One whose first look shows it. */
    JobVerdict verdictAtOnce(String uri) {
        CompletableFuture<Exchange> ended = begin(uri);
        advance(Duration.ofSeconds(1));
        return verdict(ended);
    }

    Exception failure(CompletableFuture<Exchange> ended) {
        return exchange(ended).getException();
    }

    private static Exchange exchange(CompletableFuture<Exchange> ended) {
        try {
            return ended.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("The wait has not ended.", e);
        }
    }

    long looks() {
        return bench.count(Operation.DESCRIBE_JOB);
    }

    /** A thing starts its next job. */
    void start(String thing) {
        data("PUT", "/things/" + thing + "/jobs/$next", "");
    }

    /** A thing starts its next job, and ends that one. */
    void end(String thing, String jobId, String status) {
        start(thing);
        int code = data(
                "POST",
                "/things/" + thing + "/jobs/" + jobId,
                "{\"status\":\"" + status + "\",\"statusDetails\":{\"step\":\""
                        + status.toLowerCase(java.util.Locale.ROOT) + "\"}}");
        assertThat(code).isEqualTo(200);
    }

    private int data(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator().endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        bench.close();
    }
}
