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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.jobsdata.client.RetryMode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server that gives one answer to everything, as a wrong endpoint would; remembers the headers of the requests. */
final class AnsweringServer implements AutoCloseable {

    private static final int ALL = 0;
    /** Enough to tell that a client would go on for ever. */
    private static final long MOST = 256L << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile Answer answer = new Answer(200, Map.of(), "{}", ALL);
    private volatile CountDownLatch hungUp = new CountDownLatch(0);

    /** Of a body that never ends. */
    private static final int ENDLESS = -1;

    /** @param missing how many bytes of the body are announced and never sent */
    private record Answer(int status, Map<String, String> headers, String body, int missing) {}

    private AnsweringServer(HttpServer server) {
        this.server = server;
    }

    static AnsweringServer start() {
        try {
            AnsweringServer answering = new AnsweringServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            answering.server.setExecutor(answering.threads);
            answering.server.createContext("/", answering::answer);
            answering.server.start();
            return answering;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    AnsweringServer answers(int status, String body) {
        return answers(status, Map.of(), body);
    }

    AnsweringServer answers(int status, Map<String, String> headers, String body) {
        answer = new Answer(status, headers, body, ALL);
        return this;
    }

    /** From now on the connection breaks before the end of the body. */
    AnsweringServer breaksOff(String body) {
        answer = new Answer(200, Map.of(), body, 100);
        return this;
    }

    /** From now on each body goes on with as many spaces as the client takes. */
    AnsweringServer neverEnds(int status, String body) {
        answer = new Answer(status, Map.of(), body, ENDLESS);
        hungUp = new CountDownLatch(1);
        sent.set(0);
        return this;
    }

    /** Waits until a client has closed the connection of a body that never ends. @return how many bytes it took */
    long awaitHangUp() throws InterruptedException {
        assertThat(hungUp.await(20, TimeUnit.SECONDS))
                .as("closed by the client")
                .isTrue();
        return sent.get();
    }

    List<Headers> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestHeaders());
            exchange.getRequestBody().readAllBytes();
            Answer now = answer;
            now.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = now.body().getBytes(StandardCharsets.UTF_8);
            if (now.missing() == ENDLESS) {
                exchange.sendResponseHeaders(now.status(), 0);
                sendWithoutEnd(exchange.getResponseBody(), body);
                return;
            }
            exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length + now.missing());
            exchange.getResponseBody().write(body);
        }
    }

    private void sendWithoutEnd(OutputStream to, byte[] start) {
        byte[] more = " ".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        try {
            to.write(start);
            for (; sent.get() < MOST; sent.addAndGet(more.length)) {
                to.write(more);
            }
        } catch (IOException e) {
            hungUp.countDown();
        }
    }

    /** A bench whose component calls this server, once for each call. */
    Bench bench() {
        return Bench.open(b -> {
            b.component().getConfiguration().setUriEndpointOverride(url());
            b.component().getConfiguration().setRetryMode(RetryMode.none);
        });
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
