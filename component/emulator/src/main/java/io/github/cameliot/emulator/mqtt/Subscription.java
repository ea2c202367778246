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
 * What a client wants to get.
 *
 * @param filter the topics
 * @param qos at most: 0 or 1
 * @param options those of MQTT 5
 */
public record Subscription(TopicFilter filter, int qos, Options options) {

    /** Whether retained messages are sent first. Not for shared subscriptions: MQTT 5, section 4.8.2. */
    boolean wantsRetained(boolean isNew) {
        return !filter.isShared() && (options.retained() == 0 || (options.retained() == 1 && isNew));
    }

    /** Its id, if it has one. */
    List<Integer> ids() {
        return options.id() == 0 ? List.of() : List.of(options.id());
    }

    /**
     * The options of MQTT 5. Source: section 3.8.3.1.
     *
     * @param noLocal whether the client does not get its own messages
     * @param keepsRetained whether messages are marked as the publisher marked them
     * @param retained which retained messages it gets first: 0 all, 1 all unless it was subscribed already, 2 none
     * @param id sent with its messages; 0 for none
     */
    public record Options(boolean noLocal, boolean keepsRetained, int retained, int id) {

        /** Those of MQTT 3.1.1. */
        public static final Options NONE = new Options(false, false, 0, 0);
    }
}
