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
package io.github.cameliot.emulator.mqtt.socket;

import io.github.cameliot.emulator.mqtt.Broker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.function.LongSupplier;

/** Connections of MQTT clients, by TCP on a port of its own, and by WebSocket. */
public final class MqttServer {

    private static final int WRITE_QUEUE_BYTES = 256 * 1024;

    private final Vertx vertx;
    private final Broker broker;
    private final LongSupplier numbers;
    private NetServer server;
    private boolean isTrusted;

    /**
     * A server for a broker.
     *
     * @param numbers counts a connection, and returns its number
     */
    public MqttServer(Vertx vertx, Broker broker, LongSupplier numbers) {
        this.vertx = vertx;
        this.broker = broker;
        this.numbers = numbers;
    }

    /**
     * Opens the port.
     *
     * @param isServed whether clients of this port are served; otherwise only those by WebSocket are
     */
    public Future<NetServer> listen(NetServerOptions options, boolean isServed) {
        isTrusted = isServed;
        server = vertx.createNetServer(options.setTcpNoDelay(true)).connectHandler(this::connected);
        // The failures of clients, such as a certificate that is missing, are expected.
        return server.exceptionHandler(failure -> {}).listen();
    }

    public int port() {
        return server.actualPort();
    }

    private void connected(NetSocket socket) {
        socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        MqttConnection connection = new MqttConnection(
                vertx, broker, new MqttTransport(socket, socket, socket::close, numbers.getAsLong(), isTrusted));
        socket.handler(connection::received)
                .exceptionHandler(failure -> connection.closed())
                .closeHandler(closed -> connection.closed());
    }

    /**
     * A WebSocket whose handshake is done.
     *
     * @param number of its connection
     */
    public void connected(ServerWebSocket socket, long number) {
        socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        MqttConnection connection =
                new MqttConnection(vertx, broker, new MqttTransport(socket, socket, socket::close, number, true));
        socket.handler(connection::received)
                .textMessageHandler(text -> socket.close())
                .exceptionHandler(failure -> connection.closed())
                .closeHandler(closed -> connection.closed());
    }
}
