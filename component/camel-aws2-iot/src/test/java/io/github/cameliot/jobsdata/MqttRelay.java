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
package io.github.cameliot.jobsdata;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Stands between MQTT clients and a broker: passes bytes on, cuts connections, or is silent. */
final class MqttRelay implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setUseDaemonThread(true)
            .setEventLoopPoolSize(1)
            .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1)));
    private final NetClient client = vertx.createNetClient();
    private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
    private final NetServer server;
    private final URI broker;
    private volatile boolean isCut;
    private volatile boolean isSilent;

    MqttRelay(URI broker) {
        this.broker = broker;
        this.server = vertx.createNetServer(
                        new NetServerOptions().setHost("127.0.0.1").setPort(0))
                .connectHandler(this::accept)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** As a pushEndpoint. */
    String endpoint() {
        return "mqtt://127.0.0.1:" + server.actualPort();
    }

    /** Ends all connections, and refuses new ones. */
    void cut() {
        isCut = true;
        sockets.forEach(NetSocket::close);
    }

    void restore() {
        isCut = false;
        isSilent = false;
    }

    /** From now on accepts connections and neither reads nor responds. */
    void silence() {
        isSilent = true;
    }

    int connections() {
        return sockets.size();
    }

    private void accept(NetSocket socket) {
        if (isCut) {
            socket.close();
            return;
        }
        sockets.add(socket);
        socket.closeHandler(closed -> sockets.remove(socket));
        if (isSilent) {
            return;
        }
        socket.pause();
        client.connect(broker.getPort(), broker.getHost()).onSuccess(to -> {
            sockets.add(to);
            to.handler((Buffer bytes) -> socket.write(bytes)).closeHandler(closed -> {
                sockets.remove(to);
                socket.close();
            });
            socket.handler((Buffer bytes) -> to.write(bytes)).closeHandler(closed -> {
                sockets.remove(socket);
                to.close();
            });
            socket.resume();
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
