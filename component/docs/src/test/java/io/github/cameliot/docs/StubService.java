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
package io.github.cameliot.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A service that responds as the emulator cannot: with any error, or with a clock that is wrong. */
final class StubService implements AutoCloseable {

    private final HttpServer server;

    private StubService(Responses responses) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", responses::to);
        server.start();
    }

    private interface Responses {
        void to(HttpExchange exchange) throws IOException;
    }

    /** Refuses each call with that error. */
    static StubService refusing(int status, String type, String message) {
        return new StubService(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("x-amzn-ErrorType", type);
            send(exchange, status, "{\"message\":\"" + message + "\"}");
        });
    }

    /** Has one job, ota-7 for pump-12, whose updates are at that time in its seconds. */
    static StubService updatedAt(long lastUpdatedAt) {
        return new StubService(exchange -> {
            Map<?, ?> request = read(exchange);
            String details = new ObjectMapper().writeValueAsString(request.get("statusDetails"));
            String common = "\"jobId\":\"ota-7\",\"thingName\":\"pump-12\",\"executionNumber\":1,\"queuedAt\":"
                    + lastUpdatedAt + ",\"lastUpdatedAt\":" + lastUpdatedAt + ",\"jobDocument\":\"{}\",";
            String body =
                    switch (exchange.getRequestMethod()) {
                        case "GET" -> "{\"execution\":{" + common + "\"status\":\"QUEUED\",\"versionNumber\":1}}";
                        case "PUT" ->
                            "{\"execution\":{" + common
                                    + "\"status\":\"IN_PROGRESS\",\"versionNumber\":2,\"startedAt\":" + lastUpdatedAt
                                    + ",\"statusDetails\":" + details + "}}";
                        default ->
                            "{\"executionState\":{\"status\":\"" + request.get("status")
                                    + "\",\"versionNumber\":3,\"statusDetails\":" + details + "}}";
                    };
            send(exchange, 200, body);
        });
    }

    private static Map<?, ?> read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        return body.length == 0 ? Map.of() : new ObjectMapper().readValue(body, Map.class);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
