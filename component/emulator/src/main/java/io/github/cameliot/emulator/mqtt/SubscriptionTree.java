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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The subscriptions of all sessions by the levels of their filters, so that a message finds its own fast. */
final class SubscriptionTree {

    private final Node root = new Node();

    /** Adds a subscription, or replaces the session's own with the same filter. */
    void add(Session session, Subscription subscription) {
        Node node = root;
        for (String level : subscription.filter().levels()) {
            node = node.below.computeIfAbsent(level, l -> new Node());
        }
        if (subscription.filter().isShared()) {
            node.groups
                    .computeIfAbsent(subscription.filter().group(), g -> new SharedGroup())
                    .add(session, subscription);
        } else {
            node.subscribers.put(session, subscription);
        }
    }

    void remove(Session session, TopicFilter filter) {
        remove(root, filter.levels(), session, filter);
    }

    private static void remove(Node node, List<String> levels, Session session, TopicFilter filter) {
        if (levels.isEmpty()) {
            node.remove(session, filter);
            return;
        }
        Node below = node.below.get(levels.get(0));
        if (below != null) {
            remove(below, levels.subList(1, levels.size()), session, filter);
            if (below.isEmpty()) {
                node.below.remove(levels.get(0));
            }
        }
    }

    /** Whether a message to this topic has a subscriber. */
    boolean has(String topic) {
        return !nodes(topic).isEmpty();
    }

    /** Calls with each subscriber of a topic; of a shared subscription with one of its members. */
    void each(String topic, BiConsumer<Session, Subscription> subscriber) {
        for (Node node : nodes(topic)) {
            node.subscribers.forEach(subscriber);
            node.groups.values().forEach(group -> group.next(subscriber));
        }
    }

    private List<Node> nodes(String topic) {
        List<Node> found = new ArrayList<>();
        find(root, Topics.levels(topic), !topic.startsWith("$"), found);
        return found;
    }

    private static void find(Node node, List<String> levels, boolean wildcards, List<Node> found) {
        if (wildcards) {
            add(node.below.get("#"), found);
        }
        if (levels.isEmpty()) {
            add(node, found);
            return;
        }
        List<String> rest = levels.subList(1, levels.size());
        Node same = node.below.get(levels.get(0));
        Node any = wildcards ? node.below.get("+") : null;
        if (same != null) {
            find(same, rest, true, found);
        }
        if (any != null) {
            find(any, rest, true, found);
        }
    }

    private static void add(Node node, List<Node> found) {
        if (node != null && (!node.subscribers.isEmpty() || !node.groups.isEmpty())) {
            found.add(node);
        }
    }

    private static final class Node {

        private final Map<String, Node> below = new HashMap<>(4);
        private final Map<Session, Subscription> subscribers = new LinkedHashMap<>(4);
        private final Map<String, SharedGroup> groups = new LinkedHashMap<>(4);

        void remove(Session session, TopicFilter filter) {
            SharedGroup group = filter.isShared() ? groups.get(filter.group()) : null;
            if (group == null) {
                subscribers.remove(session);
            } else if (group.remove(session)) {
                groups.remove(filter.group());
            }
        }

        boolean isEmpty() {
            return below.isEmpty() && subscribers.isEmpty() && groups.isEmpty();
        }
    }
}
