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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message on its way to one session.
 *
 * @param session of the subscriber
 * @param subscriptions those of its subscriptions that include the topic; a shared one stands alone
 */
record Delivery(Session session, List<Subscription> subscriptions) {

    /**
     * All deliveries of a message.
     *
     * @param from the sender; null for the service
     */
    static List<Delivery> of(SubscriptionTree tree, Session from, Message message) {
        Map<Session, Delivery> ordinary = new LinkedHashMap<>();
        List<Delivery> shared = new ArrayList<>();
        tree.each(message.topic(), (session, subscription) -> {
            if (subscription.filter().isShared()) {
                shared.add(new Delivery(session, List.of(subscription)));
            } else if (session != from || !subscription.options().noLocal()) {
                ordinary.computeIfAbsent(session, s -> new Delivery(s, new ArrayList<>(1)))
                        .subscriptions()
                        .add(subscription);
            }
        });
        List<Delivery> all = new ArrayList<>(ordinary.values());
        all.addAll(shared);
        return all;
    }

    /** Once for each session, with the highest QoS of its subscriptions. Source: MQTT 5, section 3.3.4. */
    void send(Message message) {
        int qos = subscriptions.stream().mapToInt(Subscription::qos).max().orElse(0);
        boolean isRetained = message.isRetained()
                && subscriptions.stream()
                        .anyMatch(subscription -> subscription.options().keepsRetained());
        List<Integer> ids = subscriptions.stream()
                .flatMap(subscription -> subscription.ids().stream())
                .toList();
        session.send(message.delivered(qos, isRetained), ids);
    }
}
