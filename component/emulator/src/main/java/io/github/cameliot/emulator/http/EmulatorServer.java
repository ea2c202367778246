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

import io.github.cameliot.emulator.edge.RequestDispatcher;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The socket of the emulator. One event loop serves all connections, because all state is behind one lock and a
 * response takes microseconds.
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
     * @throws UncheckedIOException when the address cannot be bound
     */
    public static EmulatorServer start(Listen listen, RequestDispatcher dispatcher) {
        Vertx vertx = Vertx.vertx(vertxOptions());
        UncaughtFailures failures = new UncaughtFailures(listen.outOfMemory());
        HttpServerOptions options = options(listen);
        Connections connections = new Connections(dispatcher, options, failures);
        HttpServer server = vertx.exceptionHandler(failures::handleDefect).createHttpServer(options);
        server.connectionHandler(connections::opened)
                .requestHandler(new RequestReader(vertx, dispatcher, connections, listen.bodyBytes()))
                .invalidRequestHandler(new InvalidRequests(dispatcher))
                .exceptionHandler(failures);
        try {
            return new EmulatorServer(
                    vertx, await(server.listen().toCompletionStage().toCompletableFuture()));
        } catch (CompletionException e) {
            vertx.close();
            throw new UncheckedIOException(new IOException(
                    "Cannot listen on %s port %d: %s"
                            .formatted(
                                    listen.host(), listen.port(), e.getCause().getMessage()),
                    e.getCause()));
        }
    }

    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                // An emulator that is not closed must not keep the JVM alive.
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    private static HttpServerOptions options(Listen listen) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(listen.host())
                .setPort(listen.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(LONGEST_URI)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
        return listen.tls() == null ? options : secured(options, listen.tls());
    }

    private static HttpServerOptions secured(HttpServerOptions options, Tls tls) {
        return options.setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(tls.server().certificatePem()))
                        .addKeyValue(Buffer.buffer(tls.server().privateKeyPem())))
                .setClientAuth(tls.needsClientCertificate() ? ClientAuth.REQUIRED : ClientAuth.REQUEST)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.clientAuthorityPem())));
    }

    public int port() {
        return server.actualPort();
    }

    /** Closes the socket and all connections, including those with a request in progress. */
    @Override
    public void close() {
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.join();
    }
}
