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
package io.github.cameliot.emulator.http;

import io.github.cameliot.emulator.edge.Edge;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The emulator's socket. One event loop serves all connections: there is one state behind one lock, and an answer takes
 * microseconds.
 */
public final class EmulatorServer implements AutoCloseable {

    private static final int IDLE_SECONDS = 180;
    private static final int LONGEST_URI = 16 * 1024;
    private static final int LONGEST_HEADERS = 32 * 1024;

    private final Vertx vertx;
    private final HttpServer server;

    private EmulatorServer(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Opens the socket.
     *
     * @param port 0 takes a free one
     * @throws UncheckedIOException when the address cannot be bound
     */
    public static EmulatorServer start(String host, int port, Edge edge, int bodyBytes) {
        Vertx vertx = Vertx.vertx(vertxOptions());
        HttpServer server = vertx.createHttpServer(options(host, port));
        Connections connections = new Connections(edge);
        server.connectionHandler(connections::opened)
                .requestHandler(new RequestReader(vertx, edge, connections, bodyBytes))
                .invalidRequestHandler(new InvalidRequests(edge))
                .exceptionHandler(failure -> {
                    // A connection broke before it was one: nothing was asked, nobody is left to answer.
                });
        try {
            return new EmulatorServer(
                    vertx, await(server.listen().toCompletionStage().toCompletableFuture()));
        } catch (CompletionException e) {
            vertx.close();
            throw new UncheckedIOException(new IOException(
                    "Cannot listen on %s port %d: %s"
                            .formatted(host, port, e.getCause().getMessage()),
                    e.getCause()));
        }
    }

    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LONGEST_URI)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
    }

    public int port() {
        return server.actualPort();
    }

    /** Closes the socket and all connections; what is being answered is cut off. */
    @Override
    public void close() {
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.join();
    }
}
