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
import io.github.cameliot.emulator.mqtt.socket.MqttServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
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
    /** Longer than any packet of MQTT. */
    private static final int LONGEST_FRAME = 256 * 1024;

    private static final int LONGEST_HEADERS = 32 * 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final MqttServer mqtt;
    private final Context context;

    private EmulatorServer(Vertx vertx, HttpServer server, MqttServer mqtt) {
        this.vertx = vertx;
        this.server = server;
        this.mqtt = mqtt;
        this.context = vertx.getOrCreateContext();
    }

    /**
     * Opens the sockets.
     *
     * @param mqttListen null for no MQTT
     * @throws UncheckedIOException when an address cannot be bound
     */
    public static EmulatorServer start(Listen listen, MqttListen mqttListen, RequestDispatcher dispatcher) {
        Vertx vertx = Vertx.vertx(vertxOptions());
        UncaughtFailures failures = new UncaughtFailures(listen.outOfMemory());
        HttpServerOptions options = options(listen);
        Connections connections = new Connections(dispatcher, options, failures);
        HttpServer server = vertx.exceptionHandler(failures::handleDefect).createHttpServer(options);
        MqttServer mqtt = mqttListen == null ? null : new MqttServer(vertx, mqttListen.broker(), dispatcher::connected);
        WebSockets webSockets = new WebSockets(dispatcher, mqtt);
        server.connectionHandler(connections::opened)
                .requestHandler(new RequestReader(vertx, webSockets, connections, listen.bodyBytes()))
                .invalidRequestHandler(new InvalidRequests(dispatcher))
                .exceptionHandler(failures);
        listen(server.listen(), vertx, listen.host(), listen.port());
        if (mqtt != null) {
            NetServerOptions mqttOptions = mqttOptions(listen.host(), mqttListen);
            listen(mqtt.listen(mqttOptions, mqttListen.isServed()), vertx, listen.host(), mqttListen.port());
        }
        return new EmulatorServer(vertx, server, mqtt);
    }

    private static void listen(Future<?> listening, Vertx vertx, String host, int port) {
        try {
            await(listening.toCompletionStage().toCompletableFuture());
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
                .setWebSocketSubProtocols(WebSockets.SUBPROTOCOLS)
                .setMaxWebSocketFrameSize(LONGEST_FRAME)
                .setMaxWebSocketMessageSize(LONGEST_FRAME)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setTcpNoDelay(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
        return listen.tls() == null ? options : secured(options, listen.tls());
    }

    private static NetServerOptions mqttOptions(String host, MqttListen listen) {
        NetServerOptions options = new NetServerOptions()
                .setHost(host)
                .setPort(listen.port())
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
        return listen.tls() == null ? options : secured(options, listen.tls());
    }

    private static <T extends NetServerOptions> T secured(T options, Tls tls) {
        options.setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(tls.server().certificatePem()))
                        .addKeyValue(Buffer.buffer(tls.server().privateKeyPem())))
                .setClientAuth(tls.needsClientCertificate() ? ClientAuth.REQUIRED : ClientAuth.REQUEST)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.clientAuthorityPem())));
        return options;
    }

    public int port() {
        return server.actualPort();
    }

    /** The port of MQTT; only if there is one. */
    public int mqttPort() {
        return mqtt.port();
    }

    /** Runs something on the event loop, after what is already waiting there. */
    public void execute(Runnable work) {
        context.runOnContext(now -> work.run());
    }

    /** Runs something on the event loop later. */
    public void after(Duration delay, Runnable work) {
        vertx.setTimer(Math.max(1, delay.toMillis()), late -> work.run());
    }

    /** Runs something on the event loop again and again until the server is closed. */
    public void every(Duration interval, Runnable work) {
        vertx.setPeriodic(interval.toMillis(), tick -> work.run());
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
