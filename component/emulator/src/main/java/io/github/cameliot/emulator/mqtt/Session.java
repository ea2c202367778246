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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the broker keeps of a client: its subscriptions and the messages that it has not acknowledged. A session may live
 * longer than its connection.
 */
public final class Session {

    private final String clientId;
    private final Clock clock;
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    private final OutboundQueue queue;
    private final MemoryBudget budget;
    private ClientConnection connection;
    /** To be published when the connection is lost, or some time later. */
    private Will will;
    /** When the will is published if the client does not come back; null while it is connected. */
    private Instant willAt;

    private long expirySeconds;
    private Instant expiresAt;
    private boolean isResumed;

    Session(String clientId, MemoryBudget budget, Clock clock) {
        this.clientId = clientId;
        this.clock = clock;
        this.budget = budget;
        this.queue = new OutboundQueue(budget);
    }

    public String clientId() {
        return clientId;
    }

    /** Whether it existed before this connection. */
    public boolean isResumed() {
        return isResumed;
    }

    Map<String, Subscription> subscriptions() {
        return subscriptions;
    }

    boolean isConnected() {
        return connection != null;
    }

    ClientConnection connection() {
        return connection;
    }

    long connectionNumber() {
        return connection == null ? 0 : connection.number();
    }

    void connected(ClientConnection client, ConnectOptions options, boolean resumed) {
        connection = client;
        takeWill();
        will = options.will() != null && budget.take(options.will().message().size()) ? options.will() : null;
        willAt = null;
        expirySeconds = options.expirySeconds();
        isResumed = resumed;
    }

    /** Sends what is there for a client that has just connected. */
    void ready(int receiveMaximum) {
        if (connection != null) {
            queue.connected(receiveMaximum);
            sendWaiting();
        }
    }

    /** The client says goodbye: its will is not wanted. */
    void leaves(Long otherExpirySeconds) {
        takeWill();
        if (otherExpirySeconds != null && expirySeconds > 0) {
            expirySeconds = otherExpirySeconds;
        }
    }

    void disconnected() {
        connection = null;
        Instant now = clock.instant();
        expiresAt = now.plusSeconds(expirySeconds);
        willAt = will == null ? null : now.plusSeconds(Math.min(will.delaySeconds(), expirySeconds));
    }

    /** Whether the client has been away for as long as its will waits. */
    boolean isWillDue() {
        return will != null && willAt != null && !clock.instant().isBefore(willAt);
    }

    /** The will, once; null for none. */
    Will takeWill() {
        Will taken = will;
        will = null;
        if (taken != null) {
            budget.giveBack(taken.message().size());
        }
        return taken;
    }

    boolean isExpired() {
        return connection == null && !clock.instant().isBefore(expiresAt);
    }

    /** Closes the connection without a word. */
    void cut() {
        if (connection != null) {
            connection.cut();
        }
    }

    /** The QoS for a message that is for this client alone: that of its subscription, or if it has none another one. */
    int qosFor(String topic, int otherwise) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.filter().matches(topic))
                .mapToInt(Subscription::qos)
                .max()
                .orElse(otherwise);
    }

    /** Sends a message, now or later. */
    void sendAfter(Duration delay, Message message) {
        if (delay.isZero() || connection == null) {
            send(message, List.of());
        } else {
            connection.after(delay, () -> send(message, List.of()));
        }
    }

    /** Sends a message, or keeps it until the client can take it. With QoS 0 it is dropped instead. */
    void send(Message message, List<Integer> subscriptionIds) {
        if (message.qos() > 0) {
            queue.add(message, subscriptionIds, clock.instant());
            sendWaiting();
        } else if (connection != null && connection.isWritable()) {
            connection.send(0, false, message, subscriptionIds);
        }
    }

    /** Sends what is waiting, as far as the client takes it. */
    void sendWaiting() {
        if (connection != null) {
            queue.send(connection, clock.instant());
        }
    }

    /** The client has got a message. */
    void acknowledged(int packetId) {
        queue.acknowledged(packetId);
        sendWaiting();
    }

    void end() {
        queue.clear();
    }
}
