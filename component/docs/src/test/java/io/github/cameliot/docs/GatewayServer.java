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

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system behind <code>{{gateway}}</code>: installs any document, unless it contains the word broken. */
final class GatewayServer implements AutoCloseable {

    private final List<String> documents = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Headers headers;

    GatewayServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/install", this::install);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/install";
    }

    /** What it got, in the order of its coming. */
    List<String> documents() {
        return documents;
    }

    /** A header of the latest request. */
    String header(String name) {
        return headers.getFirst(name);
    }

    private void install(HttpExchange http) throws IOException {
        try (http) {
            String document = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            headers = http.getRequestHeaders();
            documents.add(document);
            byte[] response = (document.contains("broken") ? "no" : "done").getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(document.contains("broken") ? 500 : 200, response.length);
            http.getResponseBody().write(response);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
