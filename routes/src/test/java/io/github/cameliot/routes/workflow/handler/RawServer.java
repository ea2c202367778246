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
package io.github.cameliot.routes.workflow.handler;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that shows requests as they come over the wire, and responds whatever a test writes. */
final class RawServer implements AutoCloseable {

    /** @param target as it stands in the request line */
    record Request(String target, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Writes a response; the connection is closed behind it. */
    interface Responder {
        void respond(Request request, OutputStream out) throws Exception;
    }

    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile Responder responder;

    RawServer(Responder responder) throws IOException {
        this.responder = responder;
        this.socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread accepting = new Thread(this::accept, "raw-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** One that has a file, and gives it in ranges to who asks with its ETag. */
    static Responder file(byte[] bytes, String etag) {
        return (request, out) -> {
            String range = request.header("range");
            boolean goesOn = !range.isEmpty()
                    && (request.header("if-range").isEmpty()
                            || request.header("if-range").equals(etag));
            int from = goesOn ? Integer.parseInt(range.replaceAll("[^0-9]", "")) : 0;
            if (goesOn && from >= bytes.length) {
                head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + bytes.length, "Content-Length: 0");
                return;
            }
            head(
                    out,
                    goesOn ? "206 Partial Content" : "200 OK",
                    "ETag: " + etag,
                    "Content-Length: " + (bytes.length - from),
                    goesOn
                            ? "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length
                            : "X-Whole: 1");
            out.write(bytes, from, bytes.length - from);
        };
    }

    /** One that breaks off after so many bytes of the body. */
    static Responder broken(byte[] bytes, String etag, int after) {
        return (request, out) -> {
            head(out, "200 OK", "ETag: " + etag, "Content-Length: " + bytes.length);
            out.write(bytes, 0, after);
        };
    }

    static void head(OutputStream out, String status, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static Responder status(String status, String... headers) {
        return (request, out) -> {
            String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = "Content-Length: 0";
            head(out, status, all);
        };
    }

    void respond(Responder next) {
        responder = next;
    }

    /** One after the other; the last one stays. */
    void respond(Responder... all) {
        List<Responder> left = new CopyOnWriteArrayList<>(all);
        responder = (request, out) -> (left.size() > 1 ? left.remove(0) : left.get(0)).respond(request, out);
    }

    String url(String target) {
        return "http://127.0.0.1:" + socket.getLocalPort() + target;
    }

    List<Request> requests() {
        return requests;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                Thread serving = new Thread(() -> serve(connection), "raw-server-connection");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String first = line(in);
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                String[] header = line.split(":", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
            }
            Request request = new Request(first.split(" ")[1], headers);
            requests.add(request);
            responder.respond(request, connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (Exception e) {
            // the client has gone, as some tests want it
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }
}
