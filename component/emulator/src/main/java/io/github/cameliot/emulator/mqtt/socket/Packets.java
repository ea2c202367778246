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

import io.github.cameliot.emulator.mqtt.Message;
import io.github.cameliot.emulator.mqtt.Reason;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.List;

/** The packets that the emulator sends. Netty leaves out what the client's version of MQTT does not have. */
final class Packets {

    private Packets() {}

    static MqttMessage connected(boolean sessionPresent, MqttProperties properties) {
        return new MqttConnAckMessage(
                header(MqttMessageType.CONNACK),
                new MqttConnAckVariableHeader(MqttConnectReturnCode.CONNECTION_ACCEPTED, sessionPresent, properties));
    }

    static MqttMessage refused(MqttConnectReturnCode code) {
        return new MqttConnAckMessage(
                header(MqttMessageType.CONNACK),
                new MqttConnAckVariableHeader(code, false, MqttProperties.NO_PROPERTIES));
    }

    static MqttMessage publish(int packetId, boolean isRepeated, Message message, List<Integer> subscriptionIds) {
        return new MqttPublishMessage(
                new MqttFixedHeader(
                        MqttMessageType.PUBLISH, isRepeated, MqttQoS.valueOf(message.qos()), message.isRetained(), 0),
                new MqttPublishVariableHeader(
                        message.topic(), packetId, Properties.of(message.properties(), subscriptionIds)),
                Unpooled.wrappedBuffer(message.payload()));
    }

    static MqttMessage publishAcknowledged(int packetId, Reason reason) {
        return new MqttPubAckMessage(
                header(MqttMessageType.PUBACK),
                new MqttPubReplyMessageVariableHeader(packetId, (byte) reason.code(), MqttProperties.NO_PROPERTIES));
    }

    static MqttMessage subscribed(int packetId, List<Integer> codes) {
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK),
                MqttMessageIdVariableHeader.from(packetId),
                new MqttSubAckPayload(codes));
    }

    static MqttMessage unsubscribed(int packetId, List<Short> codes) {
        return new MqttUnsubAckMessage(
                header(MqttMessageType.UNSUBACK),
                MqttMessageIdVariableHeader.from(packetId),
                new MqttUnsubAckPayload(codes));
    }

    static int id(MqttMessage packet) {
        return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
    }

    /** The message in a packet; null if its topic alias is not possible. */
    static Message message(MqttPublishMessage packet, TopicAliases aliases) {
        MqttProperties properties = packet.variableHeader().properties();
        String topic = aliases.resolve(
                packet.variableHeader().topicName(), Properties.integer(properties, MqttPropertyType.TOPIC_ALIAS));
        return topic == null
                ? null
                : new Message(
                        topic,
                        ByteBufUtil.getBytes(packet.payload()),
                        packet.fixedHeader().qosLevel().value(),
                        packet.fixedHeader().isRetain(),
                        Properties.ofMessage(properties));
    }

    /** Whether a client leaves but wants its will to be published. Source: MQTT 5, section 3.14.2.1. */
    static boolean wantsWill(MqttMessage packet) {
        return packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                && header.reasonCode() != 0;
    }

    /** How long the session of a client that leaves is kept; null if it does not say it. */
    static Long sessionExpiry(MqttMessage packet) {
        Long seconds = packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                ? Properties.seconds(header.properties(), MqttPropertyType.SESSION_EXPIRY_INTERVAL)
                : null;
        return seconds == null ? null : Math.min(ConnectRequest.LONGEST_SESSION_SECONDS, seconds);
    }

    static MqttMessage pong() {
        return MqttMessage.PINGRESP;
    }

    /** MQTT 3.1.1 has none from the server. */
    static MqttMessage disconnected(Reason reason) {
        return new MqttMessage(
                header(MqttMessageType.DISCONNECT),
                new MqttReasonCodeAndPropertiesVariableHeader((byte) reason.code(), MqttProperties.NO_PROPERTIES));
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }
}
