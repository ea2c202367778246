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
package io.github.cameliot.example.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The downstream system: installs firmware on a thing for each {@code POST /install/<thing>} of a job document, and responds
 * with a text that says what it did. It refuses an image whose checksum is not the one in the document.
 */
final class Gateway implements AutoCloseable {

    private static final String PATH = "/install/";

    /** A document as it came in, and for which thing. */
    record Delivery(String thing, String document) {}

    private record Answer(int status, String text) {}

    private final ObjectMapper json = new ObjectMapper();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Gateway(HttpServer server) {
        this.server = server;
    }

    /** Starts on 127.0.0.1, on a free port. */
    static Gateway start() throws IOException {
        Gateway gateway = new Gateway(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        gateway.server.createContext(PATH, gateway::serve);
        gateway.server.start();
        return gateway;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** What came in, oldest first. */
    List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    private void serve(HttpExchange http) throws IOException {
        try (http) {
            String thing = http.getRequestURI().getPath().substring(PATH.length());
            String document = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            deliveries.add(new Delivery(thing, document));
            Answer answer = install(document);
            byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
            http.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            http.sendResponseHeaders(answer.status(), text.length);
            http.getResponseBody().write(text);
        }
    }

    private Answer install(String document) {
        try {
            JsonNode wanted = json.readTree(document);
            String image = wanted.path("image").asText();
            return checksum(image).equals(wanted.path("sha256").asText())
                    ? new Answer(200, "installed " + wanted.path("version").asText())
                    : new Answer(422, "checksum of " + image + " is wrong");
        } catch (JsonProcessingException e) {
            return new Answer(400, "the document is not JSON");
        }
    }

    /** There are no real images: the bytes of an image are its name. */
    private static String checksum(String image) {
        try {
            byte[] bytes = image.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
