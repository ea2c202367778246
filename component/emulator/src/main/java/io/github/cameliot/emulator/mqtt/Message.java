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
package io.github.cameliot.emulator.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A message.
 *
 * @param topic its topic
 * @param payload any bytes; never changed
 * @param qos 0 or 1
 * @param isRetained whether the broker keeps it, or for a message to a subscriber: whether it was kept
 * @param properties those of MQTT 5
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Message(String topic, byte[] payload, int qos, boolean isRetained, MessageProperties properties) {

    /** Source: "AWS IoT Core message broker and protocol limits and quotas": maximum message payload size, in bytes. */
    public static final int LONGEST_PAYLOAD = 128 * 1024;

    /** About the memory of a message beside its topic, payload and properties. */
    private static final int MESSAGE_BYTES = 128;

    /** A message of the service. */
    static Message of(String topic, byte[] payload) {
        return new Message(topic, payload, 1, false, MessageProperties.NONE);
    }

    Message delivered(int atMostQos, boolean retained) {
        return new Message(topic, payload, Math.min(qos, atMostQos), retained, properties);
    }

    /** The message after it has waited; null if it has expired. */
    Message after(Duration waited) {
        Long seconds = properties.expirySeconds();
        if (seconds == null || waited.isNegative()) {
            return this;
        }
        long left = seconds - waited.getSeconds();
        return left <= 0 ? null : new Message(topic, payload, qos, isRetained, properties.expiringIn(left));
    }

    /** How much memory it takes, about. */
    int size() {
        return MESSAGE_BYTES + payload.length + topic.getBytes(StandardCharsets.UTF_8).length + properties.size();
    }
}
