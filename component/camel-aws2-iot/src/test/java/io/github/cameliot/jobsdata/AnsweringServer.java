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

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives one answer to everything, as a wrong endpoint would; remembers the headers of the requests. */
final class AnsweringServer implements AutoCloseable {

    private static final int ALL = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private volatile Answer answer = new Answer(200, Map.of(), "{}", ALL);

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
            exchange.sendResponseHeaders(now.status(), body.length == 0 ? -1 : body.length + now.missing());
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
