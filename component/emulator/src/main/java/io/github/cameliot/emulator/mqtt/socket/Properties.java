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

import io.github.cameliot.emulator.mqtt.MessageProperties;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import java.util.ArrayList;
import java.util.List;

/** The properties of MQTT 5 in Netty's form. Source: MQTT 5, section 2.2.2. */
final class Properties {

    private Properties() {}

    static Integer integer(MqttProperties properties, MqttPropertyType type) {
        return (Integer) value(properties, type);
    }

    /** Netty has four bytes without a sign as an int. */
    static Long seconds(MqttProperties properties, MqttPropertyType type) {
        Integer value = integer(properties, type);
        return value == null ? null : Integer.toUnsignedLong(value);
    }

    private static Object value(MqttProperties properties, MqttPropertyType type) {
        MqttProperties.MqttProperty<?> property = properties.getProperty(type.value());
        return property == null ? null : property.value();
    }

    static MessageProperties ofMessage(MqttProperties properties) {
        if (properties.isEmpty()) {
            return MessageProperties.NONE;
        }
        Integer format = integer(properties, MqttPropertyType.PAYLOAD_FORMAT_INDICATOR);
        return new MessageProperties(
                format == null ? null : format == 1,
                seconds(properties, MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL),
                (String) value(properties, MqttPropertyType.CONTENT_TYPE),
                (String) value(properties, MqttPropertyType.RESPONSE_TOPIC),
                (byte[]) value(properties, MqttPropertyType.CORRELATION_DATA),
                userProperties(properties));
    }

    private static List<MessageProperties.UserProperty> userProperties(MqttProperties properties) {
        List<MessageProperties.UserProperty> user = new ArrayList<>();
        for (MqttProperties.MqttProperty<?> property :
                properties.getProperties(MqttPropertyType.USER_PROPERTY.value())) {
            if (property instanceof MqttProperties.UserProperty one) {
                user.add(new MessageProperties.UserProperty(one.value().key, one.value().value));
            } else if (property instanceof UserProperties all) {
                all.value().forEach(pair -> user.add(new MessageProperties.UserProperty(pair.key, pair.value)));
            }
        }
        return user;
    }

    /** Those of a message to a subscriber. */
    static MqttProperties of(MessageProperties message, List<Integer> subscriptionIds) {
        if (message.equals(MessageProperties.NONE) && subscriptionIds.isEmpty()) {
            return MqttProperties.NO_PROPERTIES;
        }
        MqttProperties properties = new MqttProperties();
        if (message.isText() != null) {
            add(properties, MqttPropertyType.PAYLOAD_FORMAT_INDICATOR, message.isText() ? 1 : 0);
        }
        if (message.expirySeconds() != null) {
            add(
                    properties,
                    MqttPropertyType.PUBLICATION_EXPIRY_INTERVAL,
                    message.expirySeconds().intValue());
        }
        add(properties, MqttPropertyType.CONTENT_TYPE, message.contentType());
        add(properties, MqttPropertyType.RESPONSE_TOPIC, message.responseTopic());
        if (message.correlationData() != null) {
            properties.add(new BinaryProperty(MqttPropertyType.CORRELATION_DATA.value(), message.correlationData()));
        }
        for (MessageProperties.UserProperty user : message.user()) {
            properties.add(new MqttProperties.UserProperty(user.name(), user.value()));
        }
        subscriptionIds.forEach(id -> add(properties, MqttPropertyType.SUBSCRIPTION_IDENTIFIER, id));
        return properties;
    }

    private static void add(MqttProperties properties, MqttPropertyType type, int value) {
        properties.add(new IntegerProperty(type.value(), value));
    }

    private static void add(MqttProperties properties, MqttPropertyType type, String value) {
        if (value != null) {
            properties.add(new StringProperty(type.value(), value));
        }
    }
}
