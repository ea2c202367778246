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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sessions, subscriptions, and the way of a message from its sender to its subscribers. Used on one thread only. */
public final class Broker {

    /** Source: "AWS IoT Core message broker and protocol limits and quotas", subscriptions per connection. */
    private static final int MOST_SUBSCRIPTIONS = 50;
    /** A limit of the emulator: sessions without a connection. The oldest is forgotten first. */
    private static final int MOST_AWAY = 10_000;

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    /** Sessions without a connection, in the order in which they lost it. */
    private final Map<String, Session> away = new LinkedHashMap<>();

    private final SubscriptionTree tree = new SubscriptionTree();
    private final RetainedMessages retained = new RetainedMessages();
    private final MemoryBudget budget = new MemoryBudget();
    /** What the service says, in its order, and no client was sent yet. */
    private final Queue<Runnable> announcements = new ConcurrentLinkedQueue<>();

    private final ThingRequests requests;
    private final Clock clock;

    public Broker(ThingRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /** A client has connected. One that is connected with the same id is disconnected. */
    public Session connect(ConnectOptions options, ClientConnection connection) {
        Session before = sessions.get(options.clientId());
        if (before != null && before.isConnected()) {
            before.connection().disconnect(Reason.SESSION_TAKEN_OVER);
            before = sessions.get(options.clientId());
        }
        if (before != null && (options.isClean() || before.isExpired())) {
            end(before);
            before = null;
        }
        Session session = before == null ? new Session(options.clientId(), budget, clock) : before;
        away.remove(options.clientId());
        sessions.put(options.clientId(), session);
        session.connected(connection, options, before != null);
        return session;
    }

    /** The client knows that it is connected: it gets what has waited. */
    public void ready(Session session, ConnectOptions options) {
        session.ready(options.receiveMaximum());
    }

    /**
     * The client says goodbye.
     *
     * @param expirySeconds how long its session is kept instead; null for as long as it said before
     */
    public void leaves(Session session, Long expirySeconds) {
        session.leaves(expirySeconds);
    }

    /** The connection of a client is closed, by whomever. */
    public void disconnected(Session session, ClientConnection connection) {
        if (session.connection() != connection) {
            return;
        }
        session.disconnected();
        if (session.isExpired()) {
            end(session);
            return;
        }
        if (session.isWillDue()) {
            publishWill(session);
        }
        away.put(session.clientId(), session);
        if (away.size() > MOST_AWAY) {
            end(away.values().iterator().next());
        }
    }

    /** Inferred: a will to a topic of the service has no effect. */
    private void publishWill(Session session) {
        Will will = session.takeWill();
        if (will != null && !will.message().topic().startsWith("$")) {
            publishOrdinary(null, will.message());
        }
    }

    /** Forgets the sessions that have been without a connection for too long, and publishes the wills that have waited. */
    public void passTime() {
        away.values().stream().filter(Session::isWillDue).toList().forEach(this::publishWill);
        away.values().stream().filter(Session::isExpired).toList().forEach(this::end);
    }

    /** The will of a session that ends is published. Source: MQTT 5, section 3.1.2.5. */
    private void end(Session session) {
        session.subscriptions().values().forEach(subscription -> tree.remove(session, subscription.filter()));
        session.end();
        sessions.remove(session.clientId(), session);
        away.remove(session.clientId(), session);
        publishWill(session);
    }

    /** The client takes more messages again. */
    public void writable(Session session) {
        session.sendWaiting();
    }

    public void acknowledged(Session session, int packetId) {
        session.acknowledged(packetId);
    }

    /**
     * Adds a subscription, or replaces the one with the same filter.
     *
     * @return sends the retained messages, for after the response; null if the client has too many subscriptions
     */
    public Runnable subscribe(Session session, Subscription subscription) {
        String filter = subscription.filter().text();
        boolean isNew = !session.subscriptions().containsKey(filter);
        if (isNew && session.subscriptions().size() >= MOST_SUBSCRIPTIONS) {
            return null;
        }
        session.subscriptions().put(filter, subscription);
        tree.add(session, subscription);
        return subscription.wantsRetained(isNew) ? () -> sendRetained(session, subscription) : () -> {};
    }

    private void sendRetained(Session session, Subscription subscription) {
        retained.matching(subscription.filter(), clock.instant())
                .forEach(message -> session.send(message.delivered(subscription.qos(), true), subscription.ids()));
    }

    /** Whether there was such a subscription. */
    public boolean unsubscribe(Session session, String filter) {
        Subscription removed = session.subscriptions().remove(filter);
        if (removed != null) {
            tree.remove(session, removed.filter());
        }
        return removed != null;
    }

    /** A message of a client. With a failure as the result, the client is to be disconnected. */
    public Reason publish(Session from, Message message) {
        if (!Topics.isName(message.topic())) {
            return Reason.TOPIC_NAME_INVALID;
        }
        if (message.topic().startsWith("$")) {
            return message.isRetained() ? Reason.NOT_AUTHORIZED : requests.handle(from, message);
        }
        return publishOrdinary(from, message);
    }

    private Reason publishOrdinary(Session from, Message message) {
        if (message.isRetained() && !retained.keep(message, clock.instant())) {
            return Reason.QUOTA_EXCEEDED;
        }
        return deliver(from, message) ? Reason.SUCCESS : Reason.NO_MATCHING_SUBSCRIBERS;
    }

    /** Adds something that the service publishes. May be called on any thread; then {@link #publishAnnouncements} is due. */
    public void announce(Runnable publication) {
        announcements.add(publication);
    }

    /**
     * Publishes what the service says, in the order in which it was said. To be called before a subscription is added:
     * what has happened before is not for it.
     */
    public void publishAnnouncements() {
        for (Runnable next = announcements.poll(); next != null; next = announcements.poll()) {
            next.run();
        }
    }

    /** Cuts the connections of the subscribers of a topic. */
    void cutSubscribers(String topic) {
        List<Session> subscribers = new ArrayList<>();
        tree.each(topic, (session, subscription) -> subscribers.add(session));
        subscribers.forEach(Session::cut);
    }

    /** Whether a message to a topic has a subscriber now. */
    boolean hasSubscriber(String topic) {
        return tree.has(topic);
    }

    /** Sends a message to its subscribers; false if there are none. */
    boolean deliver(Session from, Message message) {
        List<Delivery> deliveries = Delivery.of(tree, from, message);
        deliveries.forEach(delivery -> delivery.send(message));
        return !deliveries.isEmpty();
    }
}
