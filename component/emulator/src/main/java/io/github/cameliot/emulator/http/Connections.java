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
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.IdentityHashMap;

/** Numbers the open connections. Used on the event loop only. */
final class Connections {

    private final RequestDispatcher dispatcher;
    private final IdentityHashMap<HttpConnection, Long> open = new IdentityHashMap<>();
    private long last;

    Connections(RequestDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    void opened(HttpConnection connection) {
        open.put(connection, ++last);
        dispatcher.connected();
        // Vert.x has no public access to its pipeline; its own handler is the last one.
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        pipeline.addBefore(pipeline.lastContext().name(), "protocol guard", new ProtocolGuard(dispatcher));
        connection.closeHandler(closed -> open.remove(connection));
        connection.exceptionHandler(failure -> {
            // The client closed the connection; the close handler does the rest.
        });
    }

    long number(HttpConnection connection) {
        return open.getOrDefault(connection, 0L);
    }
}
