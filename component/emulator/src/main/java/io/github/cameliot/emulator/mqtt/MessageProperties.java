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

import java.util.List;

/**
 * The properties of a message that subscribers get too. Source: MQTT 5, section 3.3.2.3.
 *
 * @param isText whether the payload is UTF-8; null if the sender does not say it
 * @param expirySeconds how long it may wait for a subscriber; null for ever
 * @param contentType null for none
 * @param responseTopic null for none
 * @param correlationData null for none
 * @param user names and values, in order; a name may be repeated
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record MessageProperties(
        Boolean isText,
        Long expirySeconds,
        String contentType,
        String responseTopic,
        byte[] correlationData,
        List<UserProperty> user) {

    /** About the memory of a user property beside its text. */
    private static final int USER_PROPERTY_BYTES = 128;

    // Six members: the properties of a message as MQTT 5 has them.

    public static final MessageProperties NONE = new MessageProperties(null, null, null, null, null, List.of());

    /** A name and a value. */
    public record UserProperty(String name, String value) {}

    public MessageProperties {
        user = List.copyOf(user);
    }

    MessageProperties expiringIn(long seconds) {
        return new MessageProperties(isText, seconds, contentType, responseTopic, correlationData, user);
    }

    int size() {
        return length(contentType)
                + length(responseTopic)
                + (correlationData == null ? 0 : correlationData.length)
                + user.stream()
                        .mapToInt(property -> USER_PROPERTY_BYTES + length(property.name()) + length(property.value()))
                        .sum();
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }
}
