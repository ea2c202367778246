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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The messages of QoS 1 that a client has not acknowledged: those that were sent and those that wait. Bounded. */
final class OutboundQueue {

    /** Source: "AWS IoT Core message broker and protocol limits and quotas", unacknowledged outbound messages. */
    private static final int MOST_UNACKNOWLEDGED = 100;
    /** A limit of the emulator. */
    private static final int MOST_WAITING = 1_000;

    private static final int LAST_PACKET_ID = 0xFFFF;

    private record Entry(Message message, List<Integer> subscriptionIds, Instant since) {}

    private final MemoryBudget budget;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final Map<Integer, Entry> unacknowledged = new LinkedHashMap<>();
    /** The packet ids of unacknowledged messages that were not sent again on this connection yet. */
    private final Set<Integer> unrepeated = new LinkedHashSet<>();

    private int window = MOST_UNACKNOWLEDGED;
    private int lastPacketId;

    OutboundQueue(MemoryBudget budget) {
        this.budget = budget;
    }

    /** What was not acknowledged is sent again first. */
    void connected(int receiveMaximum) {
        window = Math.min(receiveMaximum, MOST_UNACKNOWLEDGED);
        unrepeated.clear();
        unrepeated.addAll(unacknowledged.keySet());
    }

    /** Adds a message; without room it is dropped. */
    void add(Message message, List<Integer> subscriptionIds, Instant now) {
        if (waiting.size() < MOST_WAITING && budget.take(message.size())) {
            waiting.add(new Entry(message, subscriptionIds, now));
        }
    }

    /** Sends what is waiting, as far as the client takes it. */
    void send(ClientConnection client, Instant now) {
        while (hasMore() && unacknowledged.size() - unrepeated.size() < window && client.isWritable()) {
            if (unrepeated.isEmpty()) {
                sendNext(client, now);
            } else {
                repeat(unrepeated.iterator().next(), client, now);
            }
        }
    }

    private boolean hasMore() {
        return !unrepeated.isEmpty() || !waiting.isEmpty();
    }

    private void repeat(int id, ClientConnection client, Instant now) {
        unrepeated.remove(id);
        Entry sent = unacknowledged.get(id);
        Message left = sent.message().after(Duration.between(sent.since(), now));
        if (left == null) {
            acknowledged(id);
        } else {
            client.send(id, true, left, sent.subscriptionIds());
        }
    }

    private void sendNext(ClientConnection client, Instant now) {
        Entry next = waiting.poll();
        Message left = next.message().after(Duration.between(next.since(), now));
        if (left == null) {
            budget.giveBack(next.message().size());
        } else {
            int id = freePacketId();
            unacknowledged.put(id, next);
            client.send(id, false, left, next.subscriptionIds());
        }
    }

    private int freePacketId() {
        do {
            lastPacketId = lastPacketId == LAST_PACKET_ID ? 1 : lastPacketId + 1;
        } while (unacknowledged.containsKey(lastPacketId));
        return lastPacketId;
    }

    void acknowledged(int packetId) {
        unrepeated.remove(packetId);
        Entry sent = unacknowledged.remove(packetId);
        if (sent != null) {
            budget.giveBack(sent.message().size());
        }
    }

    void clear() {
        waiting.forEach(entry -> budget.giveBack(entry.message().size()));
        waiting.clear();
        List.copyOf(unacknowledged.keySet()).forEach(this::acknowledged);
    }
}
