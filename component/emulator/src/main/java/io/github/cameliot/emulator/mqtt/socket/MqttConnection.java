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
import io.github.cameliot.emulator.mqtt.ClientConnection;
import io.github.cameliot.emulator.mqtt.ConnectOptions;
import io.github.cameliot.emulator.mqtt.Message;
import io.github.cameliot.emulator.mqtt.Reason;
import io.github.cameliot.emulator.mqtt.Session;
import io.github.cameliot.emulator.mqtt.Subscription;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One connection: reads the packets of a client and responds to them. Used on the event loop only. */
final class MqttConnection implements ClientConnection {

    // Longer than other classes: it has one method for each kind of packet.

    private static final System.Logger LOG = System.getLogger(MqttConnection.class.getName());
    private static final long FIRST_PACKET_MILLIS = 30_000;

    private final Vertx vertx;
    private final Broker broker;
    private final MqttTransport transport;
    private final PacketCodec codec = new PacketCodec();
    private final TopicAliases aliases = new TopicAliases();
    private Session session;
    private boolean isVersion5;
    private boolean isClosed;
    private long longestPacket = Long.MAX_VALUE;
    private long timer;
    private long lastHeard;

    MqttConnection(Vertx vertx, Broker broker, MqttTransport transport) {
        this.vertx = vertx;
        this.broker = broker;
        this.transport = transport;
        this.timer = vertx.setTimer(FIRST_PACKET_MILLIS, late -> close());
        transport.out().drainHandler(ready -> drained());
    }

    /** The client reads again, so it may also send again. */
    private void drained() {
        if (!isClosed) {
            transport.in().resume();
            if (session != null) {
                broker.writable(session);
            }
        }
    }

    /** Bytes of the client. */
    void received(Buffer bytes) {
        if (isClosed) {
            return;
        }
        lastHeard = System.nanoTime();
        try {
            codec.read(bytes, this::handle);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Cannot handle a packet: defect in the emulator. Disconnecting.", e);
            disconnect(Reason.IMPLEMENTATION_SPECIFIC);
        }
        if (!isClosed && transport.out().writeQueueFull()) {
            transport.in().pause();
        }
    }

    /** The connection is closed, by whomever. */
    void closed() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        vertx.cancelTimer(timer);
        codec.close();
        if (session != null) {
            broker.disconnected(session, this);
        }
    }

    private void close() {
        transport.close().run();
        closed();
    }

    private void handle(MqttMessage packet) {
        if (isClosed) {
            return;
        }
        if (packet.decoderResult().isFailure()) {
            disconnect(Reason.MALFORMED_PACKET);
        } else if (session == null) {
            connect(packet);
        } else {
            switch (packet.fixedHeader().messageType()) {
                case PUBLISH -> publish((MqttPublishMessage) packet);
                case PUBACK -> broker.acknowledged(session, Packets.id(packet));
                case SUBSCRIBE -> subscribe((MqttSubscribeMessage) packet);
                case UNSUBSCRIBE -> unsubscribe((MqttUnsubscribeMessage) packet);
                case PINGREQ -> write(Packets.pong());
                case DISCONNECT -> leave(packet);
                default -> disconnect(Reason.PROTOCOL_ERROR);
            }
        }
    }

    private void connect(MqttMessage packet) {
        if (!(packet instanceof MqttConnectMessage connect)) {
            close();
            return;
        }
        vertx.cancelTimer(timer);
        ConnectRequest request = new ConnectRequest(connect);
        isVersion5 = request.isVersion5();
        MqttConnectReturnCode refusal = request.refusal(transport.isTrusted());
        if (refusal != null) {
            write(Packets.refused(refusal));
            close();
            return;
        }
        long silenceMillis = request.keepAlive().silenceMillis();
        checkAliveAfter(silenceMillis, silenceMillis);
        longestPacket = request.longestPacket();
        ConnectOptions options = request.options();
        session = broker.connect(options, this);
        write(Packets.connected(
                session.isResumed(), isVersion5 ? request.acknowledged() : MqttProperties.NO_PROPERTIES));
        broker.ready(session, options);
    }

    private void checkAliveAfter(long millis, long silenceMillis) {
        timer = vertx.setTimer(millis, due -> {
            long left = silenceMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeard);
            if (left <= 0) {
                disconnect(Reason.KEEP_ALIVE_TIMEOUT);
            } else {
                checkAliveAfter(left, silenceMillis);
            }
        });
    }

    private void leave(MqttMessage packet) {
        if (!Packets.wantsWill(packet)) {
            broker.leaves(session, Packets.sessionExpiry(packet));
        }
        close();
    }

    private void publish(MqttPublishMessage packet) {
        Message message = Packets.message(packet, aliases);
        Reason reason = refusal(packet, message);
        if (reason == null) {
            reason = broker.publish(session, message);
        }
        if (reason.isFailure()) {
            disconnect(reason);
        } else if (packet.fixedHeader().qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            write(Packets.publishAcknowledged(packet.variableHeader().packetId(), reason));
        }
    }

    private static Reason refusal(MqttPublishMessage packet, Message message) {
        if (packet.fixedHeader().qosLevel() == MqttQoS.EXACTLY_ONCE) {
            return Reason.QOS_NOT_SUPPORTED;
        }
        if (message == null) {
            return Reason.TOPIC_ALIAS_INVALID;
        }
        return message.payload().length > Message.LONGEST_PAYLOAD ? Reason.PACKET_TOO_LARGE : null;
    }

    private void subscribe(MqttSubscribeMessage packet) {
        SubscribeRequest request = SubscribeRequest.of(packet);
        if (request.refusal() != null) {
            disconnect(request.refusal());
            return;
        }
        broker.publishAnnouncements();
        if (isClosed) {
            return; // one of them had a fault that cuts this client's connection
        }
        List<Integer> codes = new ArrayList<>();
        List<Runnable> afterwards = new ArrayList<>();
        for (Subscription subscription : request.subscriptions()) {
            Runnable retained = subscription == null ? null : broker.subscribe(session, subscription);
            if (retained != null) {
                afterwards.add(retained);
            }
            codes.add(SubscribeRequest.code(subscription, retained != null, isVersion5));
        }
        write(Packets.subscribed(Packets.id(packet), codes));
        afterwards.forEach(Runnable::run);
    }

    private void unsubscribe(MqttUnsubscribeMessage packet) {
        List<Short> codes = packet.payload().topics().stream()
                .map(filter -> broker.unsubscribe(session, filter) ? Reason.SUCCESS : Reason.NO_SUBSCRIPTION_EXISTED)
                .map(reason -> (short) reason.code())
                .toList();
        write(Packets.unsubscribed(Packets.id(packet), codes));
    }

    private void write(MqttMessage packet) {
        if (!isClosed) {
            transport.out().write(codec.written(packet));
        }
    }

    @Override
    public void send(int packetId, boolean isRepeated, Message message, List<Integer> subscriptionIds) {
        if (isClosed) {
            return;
        }
        Buffer bytes = codec.written(Packets.publish(packetId, isRepeated, message, subscriptionIds));
        if (bytes.length() <= longestPacket) {
            transport.out().write(bytes);
        } else if (packetId != 0) {
            // The client does not take it, and will not acknowledge it. Source: MQTT 5, section 3.1.2.11.4.
            vertx.runOnContext(now -> broker.acknowledged(session, packetId));
        }
    }

    @Override
    public long number() {
        return transport.number();
    }

    @Override
    public void after(Duration delay, Runnable work) {
        vertx.setTimer(Math.max(1, delay.toMillis()), late -> work.run());
    }

    @Override
    public void cut() {
        close();
    }

    @Override
    public boolean isWritable() {
        return !transport.out().writeQueueFull();
    }

    @Override
    public void disconnect(Reason reason) {
        if (isVersion5 && session != null) {
            write(Packets.disconnected(reason));
        }
        close();
    }
}
