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

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_QOS_NOT_SUPPORTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_TOPIC_NAME_INVALID;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;

import io.github.cameliot.emulator.mqtt.ConnectOptions;
import io.github.cameliot.emulator.mqtt.Message;
import io.github.cameliot.emulator.mqtt.Will;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The CONNECT of a client, and what the service makes of it. */
final class ConnectRequest {

    /** Source: "AWS IoT Core message broker and protocol limits and quotas": client id size. */
    private static final int LONGEST_CLIENT_ID = 128;
    /** Source: the same page: unacknowledged messages. */
    private static final int MOST_UNACKNOWLEDGED = 100;
    /** Source: "MQTT persistent sessions", AWS IoT developer guide: an hour unless the quota is raised. */
    static final long LONGEST_SESSION_SECONDS = 3_600;

    private final MqttConnectMessage packet;
    private final MqttConnectVariableHeader header;
    private final MqttProperties properties;
    private final String clientId;

    ConnectRequest(MqttConnectMessage packet) {
        this.packet = packet;
        this.header = packet.variableHeader();
        this.properties = header.properties();
        this.clientId =
                isIdAssigned() ? "$GEN/" + UUID.randomUUID() : packet.payload().clientIdentifier();
    }

    boolean isVersion5() {
        return header.version() == MqttVersion.MQTT_5.protocolLevel();
    }

    private boolean isIdAssigned() {
        return packet.payload().clientIdentifier() == null
                || packet.payload().clientIdentifier().isEmpty();
    }

    KeepAlive keepAlive() {
        return KeepAlive.of(header.keepAliveTimeSeconds());
    }

    /** The longest packet that the client takes. */
    long longestPacket() {
        Long bytes = Properties.seconds(properties, MqttPropertyType.MAXIMUM_PACKET_SIZE);
        return bytes == null ? Long.MAX_VALUE : bytes;
    }

    ConnectOptions options() {
        Integer receiveMaximum = Properties.integer(properties, MqttPropertyType.RECEIVE_MAXIMUM);
        return new ConnectOptions(
                clientId,
                header.isCleanSession(),
                Math.min(LONGEST_SESSION_SECONDS, wantedExpiry()),
                receiveMaximum == null ? MOST_UNACKNOWLEDGED : receiveMaximum,
                will());
    }

    private long wantedExpiry() {
        if (!isVersion5()) {
            return header.isCleanSession() ? 0 : LONGEST_SESSION_SECONDS;
        }
        Long seconds = Properties.seconds(properties, MqttPropertyType.SESSION_EXPIRY_INTERVAL);
        return seconds == null ? 0 : seconds;
    }

    private Will will() {
        if (!header.isWillFlag()) {
            return null;
        }
        MqttProperties ofWill = packet.payload().willProperties();
        Long delay = Properties.seconds(ofWill, MqttPropertyType.WILL_DELAY_INTERVAL);
        Message message = new Message(
                packet.payload().willTopic(),
                packet.payload().willMessageInBytes(),
                Math.min(1, header.willQos()),
                header.isWillRetain(),
                Properties.ofMessage(ofWill));
        return new Will(message, delay == null ? 0 : delay);
    }

    /**
     * Why the client is not served; null if it is.
     *
     * @param isTrusted whether it has shown who it is, or need not
     */
    MqttConnectReturnCode refusal(boolean isTrusted) {
        if (header.version() < MqttVersion.MQTT_3_1_1.protocolLevel()) {
            return CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
        }
        if (!isTrusted) {
            return of(CONNECTION_REFUSED_NOT_AUTHORIZED, CONNECTION_REFUSED_NOT_AUTHORIZED_5);
        }
        if (properties.getProperty(MqttPropertyType.AUTHENTICATION_METHOD.value()) != null) {
            return CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD;
        }
        boolean isOwnNameReserved = !isIdAssigned() && clientId.startsWith("$");
        if (isOwnNameReserved || clientId.getBytes(StandardCharsets.UTF_8).length > LONGEST_CLIENT_ID) {
            return of(CONNECTION_REFUSED_IDENTIFIER_REJECTED, CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID);
        }
        if (header.isWillFlag() && header.willQos() > 1) {
            return of(CONNECTION_REFUSED_SERVER_UNAVAILABLE, CONNECTION_REFUSED_QOS_NOT_SUPPORTED);
        }
        if (header.isWillFlag() && !will().isPossible()) {
            return of(CONNECTION_REFUSED_SERVER_UNAVAILABLE, CONNECTION_REFUSED_TOPIC_NAME_INVALID);
        }
        return null;
    }

    private MqttConnectReturnCode of(MqttConnectReturnCode version3, MqttConnectReturnCode version5) {
        return isVersion5() ? version5 : version3;
    }

    /** What the emulator can do, for a client of MQTT 5. */
    MqttProperties acknowledged() {
        MqttMessageBuilders.ConnAckPropertiesBuilder acknowledged = new MqttMessageBuilders.ConnAckPropertiesBuilder()
                .receiveMaximum(MOST_UNACKNOWLEDGED)
                .maximumQos((byte) 1)
                .maximumPacketSize(PacketCodec.LONGEST_PACKET)
                .topicAliasMaximum(TopicAliases.MOST)
                .retainAvailable(true)
                .wildcardSubscriptionAvailable(true)
                .subscriptionIdentifiersAvailable(true)
                .sharedSubscriptionAvailable(true)
                .serverKeepAlive(keepAlive().seconds());
        if (isIdAssigned()) {
            acknowledged.assignedClientId(clientId);
        }
        if (wantedExpiry() > LONGEST_SESSION_SECONDS) {
            acknowledged.sessionExpiryInterval(LONGEST_SESSION_SECONDS);
        }
        return acknowledged.build();
    }
}
