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
package io.github.cameliot.example.pipeline;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the pipeline calls over HTTP: a server of files, with ranges, and a service that is told of new prices. */
final class Services implements AutoCloseable {

    /** Its service does not take the prices. */
    static final String FAILING = "shop-oslo";

    static final int ARTICLES = 2000;

    private static final String ETAG = "\"prices-7\"";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> announced = new CopyOnWriteArrayList<>();
    private final byte[] file = priceList();

    Services() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/files/", this::file);
        server.createContext("/announce/", this::announce);
        server.setExecutor(threads);
        server.start();
    }

    private static byte[] priceList() {
        StringBuilder lines = new StringBuilder("article;cents\n");
        for (int i = 1; i <= ARTICLES; i++) {
            lines.append("article-").append(i).append(';').append(99 + i).append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Arrives as it is: the server would not find the file by a path that was encoded or decoded once more. */
    String fileUrl() {
        return address() + "/files/prices%2F7.csv?list=a+b";
    }

    String checksum() throws NoSuchAlgorithmException {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    }

    /** The shops whose service took the prices. */
    List<String> announced() {
        return announced;
    }

    private void file(HttpExchange http) throws IOException {
        String range = http.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (!http.getRequestURI().toString().equals("/files/prices%2F7.csv?list=a+b") || from >= file.length) {
            respond(http, 404);
            return;
        }
        http.getResponseHeaders().set("ETag", ETAG);
        http.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        http.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
        http.getResponseBody().write(file, from, file.length - from);
        http.close();
    }

    private void announce(HttpExchange http) throws IOException {
        String shop = http.getRequestURI().getPath().substring("/announce/".length());
        if (!shop.equals(FAILING)) {
            announced.add(shop);
        }
        respond(http, shop.equals(FAILING) ? 422 : 204);
    }

    private static void respond(HttpExchange http, int status) throws IOException {
        http.getRequestBody().readAllBytes();
        http.sendResponseHeaders(status, -1);
        http.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
