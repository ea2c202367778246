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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last message of each topic that its sender wanted to be kept.
 *
 * <p>Source: "MQTT retained messages", AWS IoT developer guide; the number is the quota of an account.
 */
final class RetainedMessages {

    private static final int MOST = 5_000;

    private record Kept(Message message, Instant since) {}

    private final MemoryBudget budget = new MemoryBudget();
    private final Map<String, Kept> byTopic = new LinkedHashMap<>();

    /** Keeps a message in place of the one before; an empty one only removes that. False if there is no room. */
    boolean keep(Message message, Instant now) {
        Kept before = byTopic.remove(message.topic());
        if (before != null) {
            budget.giveBack(before.message().size());
        }
        if (message.payload().length == 0) {
            return true;
        }
        if (byTopic.size() >= MOST || !budget.take(message.size())) {
            return false;
        }
        byTopic.put(message.topic(), new Kept(message, now));
        return true;
    }

    /** Those that a new subscriber gets. */
    List<Message> matching(TopicFilter filter, Instant now) {
        List<Message> found = new ArrayList<>();
        for (Kept kept : byTopic.values()) {
            Message left = kept.message().after(Duration.between(kept.since(), now));
            if (left != null && filter.matches(left.topic())) {
                found.add(left);
            }
        }
        return found;
    }
}
