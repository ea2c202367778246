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
package io.github.cameliot.jobsdata.hang;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Stands between workers and the service: treats each request by the newest rule that matches, and writes all down. */
final class ServiceProxy implements AutoCloseable {

    private static final Vertx VERTX = Vertx.vertx(new VertxOptions()
            .setUseDaemonThread(true)
            .setEventLoopPoolSize(2)
            .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1)));

    private final URI service;
    private final HttpClient client;
    private final HttpServer server;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    /** A treatment for the first so many requests that match. */
    private record Rule(Predicate<Call> which, Treatment treatment, AtomicLong left) {

        boolean takes(Call call) {
            return which.test(call) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }

    ServiceProxy(URI service) {
        this.service = service;
        client = VERTX.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(1000));
        server = VERTX.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(1024))
                .requestHandler(this::receive)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Treats these requests so from now on. */
    ServiceProxy on(Predicate<Call> which, Treatment treatment) {
        return first(Long.MAX_VALUE, which, treatment);
    }

    /** The same for the next so many of them. */
    ServiceProxy first(long count, Predicate<Call> which, Treatment treatment) {
        rules.add(0, new Rule(which, treatment, new AtomicLong(count)));
        return this;
    }

    /** Passes everything on from now on. What hangs stays so. */
    void clear() {
        rules.clear();
    }

    /** What has arrived so far, oldest first. */
    List<Call> calls(Predicate<Call> which) {
        return calls.stream().filter(which).toList();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> treat(request, body));
    }

    private void treat(HttpServerRequest request, Buffer body) {
        Call call = Call.of(request.method().name(), request.uri(), body.toString(), request.getHeader("X-Amz-Date"));
        calls.add(call);
        rules.stream()
                .filter(rule -> rule.takes(call))
                .findFirst()
                .map(Rule::treatment)
                .orElse(Treatment.pass())
                .apply(new Relay(VERTX, client, service, request, body));
    }

    /** Breaks all connections, those that hang included; new ones are refused. */
    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
        client.close();
    }
}
