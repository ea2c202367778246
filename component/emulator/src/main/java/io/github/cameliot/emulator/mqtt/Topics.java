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
import java.util.List;

/** What topics may look like. Source: "AWS IoT Core message broker and protocol limits and quotas". */
final class Topics {

    private static final int LONGEST_BYTES = 256;
    private static final int MOST_SLASHES = 7;

    private Topics() {}

    /**
     * Whether a message goes to a rule and to no subscriber ("basic ingest"). The emulator has no rules, so the message
     * is dropped.
     */
    static boolean isForRule(String topic) {
        return topic.startsWith("$aws/rules/");
    }

    static List<String> levels(String topic) {
        return List.of(topic.split("/", -1));
    }

    static boolean isWildcard(String level) {
        return level.equals("+") || level.equals("#");
    }

    /** Whether a topic or filter is within the limits. Those of the service itself may have more levels. */
    static boolean fits(String topic) {
        return !topic.isEmpty()
                && topic.indexOf('\0') < 0
                && topic.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES
                && (topic.startsWith("$aws/")
                        || topic.chars().filter(c -> c == '/').count() <= MOST_SLASHES);
    }

    /** Whether it is a topic, without wildcards. */
    static boolean isName(String topic) {
        return fits(topic) && topic.indexOf('+') < 0 && topic.indexOf('#') < 0;
    }
}
