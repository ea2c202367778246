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
import io.github.cameliot.emulator.wire.Client;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;

/** The clients of the open connections, numbered. Used on the event loop only. */
final class Connections {

    private static final Client CLOSED = new Client(0, false);

    private final RequestDispatcher dispatcher;
    private final HttpServerOptions options;
    private final UncaughtFailures failures;
    private final IdentityHashMap<HttpConnection, Client> open = new IdentityHashMap<>();

    Connections(RequestDispatcher dispatcher, HttpServerOptions options, UncaughtFailures failures) {
        this.dispatcher = dispatcher;
        this.options = options;
        this.failures = failures;
    }

    void opened(HttpConnection connection) {
        // Vert.x has no public access to its channel and pipeline; its own handler is the last one.
        Channel channel = ((ConnectionBase) connection).channel();
        open.put(
                connection,
                new Client(dispatcher.connected(), isLocal(channel), CommonName.of(connection.sslSession())));
        ChannelPipeline pipeline = channel.pipeline();
        StrictRequestDecoder.install(pipeline, options);
        pipeline.addBefore(pipeline.lastContext().name(), "protocol guard", new ProtocolGuard(dispatcher));
        connection.closeHandler(closed -> open.remove(connection));
        connection.exceptionHandler(failures);
    }

    private static boolean isLocal(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                && address.getAddress().isLoopbackAddress();
    }

    Client client(HttpConnection connection) {
        return open.getOrDefault(connection, CLOSED);
    }
}
