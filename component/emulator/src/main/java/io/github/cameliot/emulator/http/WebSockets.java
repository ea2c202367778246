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
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;

/**
 * MQTT over WebSocket on the port of HTTP, at {@code /mqtt}.
 *
 * <p>Source: "Device communication protocols", AWS IoT developer guide.
 *
 * @param mqtt null if the emulator does not speak MQTT
 */
record WebSockets(RequestDispatcher dispatcher, MqttServer mqtt) {

    /** The second is the name before MQTT 3.1.1, which some clients still send. */
    static final List<String> SUBPROTOCOLS = List.of("mqtt", "mqttv3.1");

    private static final String PATH = "/mqtt";

    boolean isFor(HttpServerRequest request) {
        return mqtt != null
                && PATH.equals(request.path())
                && "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
    }

    void handle(HttpServerRequest http, Request request) {
        Response refusal = dispatcher.refusalOfHandshake(request);
        if (refusal != null) {
            new ResponseWriter(http).write(refusal);
        } else {
            http.toWebSocket().onSuccess(socket -> {
                neverIdle(http);
                mqtt.connected(socket, request.client().connection());
            });
        }
    }

    /** The keep-alive of MQTT may be longer than the time for which a connection of HTTP may be idle. */
    private static void neverIdle(HttpServerRequest http) {
        ChannelPipeline pipeline =
                ((ConnectionBase) http.connection()).channel().pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
    }
}
