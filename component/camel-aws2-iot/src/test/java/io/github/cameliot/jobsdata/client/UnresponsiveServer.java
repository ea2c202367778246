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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that accepts connections, or not even that, and never sends a response. */
final class UnresponsiveServer implements AutoCloseable {

    private final ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();

    private UnresponsiveServer() throws IOException {}

    /** A server whose queue of connections is full, so that no more are opened. */
    static UnresponsiveServer withoutRoom() throws IOException {
        UnresponsiveServer server = new UnresponsiveServer();
        try {
            while (server.connections.size() < 100) {
                Socket socket = new Socket();
                server.connections.add(socket);
                socket.connect(server.port.getLocalSocketAddress(), (int) FailingCall.SOON.toMillis());
            }
        } catch (SocketTimeoutException e) {
            return server;
        }
        throw new AssertionError("The queue takes any number of connections.");
    }

    static UnresponsiveServer thatNeverResponds() throws IOException {
        return new UnresponsiveServer().accepting(s -> {});
    }

    /** A server that reads the start of a request and closes the connection. */
    static UnresponsiveServer thatHangsUp() throws IOException {
        return new UnresponsiveServer().accepting(s -> {
            try (s) {
                s.getInputStream().read(new byte[64]);
            }
        });
    }

    private interface Handler {
        void handle(Socket socket) throws IOException;
    }

    private UnresponsiveServer accepting(Handler handler) {
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = port.accept();
                    connections.add(socket);
                    if (port.isClosed()) {
                        socket.close(); // accepted while the others were closed
                    }
                    connected.complete(null);
                    handler.handle(socket);
                }
            } catch (IOException e) {
                connected.completeExceptionally(e); // closed
            }
        });
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port.getLocalPort());
    }

    void awaitConnection() {
        connected.join();
    }

    @Override
    public void close() throws IOException {
        port.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
