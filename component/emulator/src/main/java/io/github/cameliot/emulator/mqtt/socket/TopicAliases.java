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

import java.util.HashMap;
import java.util.Map;

/** The short numbers that a client of MQTT 5 uses instead of topics. Source: MQTT 5, section 3.3.2.3.4. */
final class TopicAliases {

    /** Source: "MQTT 5 supported features", AWS IoT developer guide. */
    static final int MOST = 8;

    private final Map<Integer, String> topics = new HashMap<>();

    /**
     * The topic of a message.
     *
     * @param topic may be empty with an alias
     * @param alias null for none
     * @return null if the alias is not possible
     */
    String resolve(String topic, Integer alias) {
        if (alias == null) {
            return topic;
        }
        if (alias < 1 || alias > MOST) {
            return null;
        }
        if (!topic.isEmpty()) {
            topics.put(alias, topic);
        }
        return topics.get(alias);
    }
}
