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

import io.github.cameliot.emulator.mqtt.Reason;
import io.github.cameliot.emulator.mqtt.Subscription;
import io.github.cameliot.emulator.mqtt.TopicFilter;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.ArrayList;
import java.util.List;

/**
 * The SUBSCRIBE of a client.
 *
 * @param subscriptions in the order of the request; null for one that is not possible
 * @param refusal why the client is to be disconnected; null for no reason
 */
record SubscribeRequest(List<Subscription> subscriptions, Reason refusal) {

    /** Source: "AWS IoT Core message broker and protocol limits and quotas": subscriptions per request. */
    private static final int MOST = 8;

    /** The return code of MQTT 3.1.1 for a refused subscription. */
    private static final int FAILURE = 0x80;

    static SubscribeRequest of(MqttSubscribeMessage packet) {
        List<MqttTopicSubscription> all = packet.payload().topicSubscriptions();
        if (all.isEmpty()) {
            return new SubscribeRequest(List.of(), Reason.PROTOCOL_ERROR);
        }
        if (all.size() > MOST) {
            return new SubscribeRequest(List.of(), Reason.QUOTA_EXCEEDED);
        }
        if (all.stream().anyMatch(wanted -> wanted.qualityOfService() == MqttQoS.EXACTLY_ONCE)) {
            return new SubscribeRequest(List.of(), Reason.QOS_NOT_SUPPORTED);
        }
        int id = id(packet);
        List<Subscription> subscriptions = new ArrayList<>();
        for (MqttTopicSubscription wanted : all) {
            TopicFilter filter = TopicFilter.parse(wanted.topicFilter());
            subscriptions.add(
                    filter == null
                            ? null
                            : new Subscription(
                                    filter, wanted.qualityOfService().value(), options(wanted.option(), id)));
        }
        return new SubscribeRequest(subscriptions, null);
    }

    /**
     * The code of a subscription in the response.
     *
     * @param subscription null for one that is not possible
     * @param isGranted whether the client has it now
     */
    static int code(Subscription subscription, boolean isGranted, boolean isVersion5) {
        if (isGranted) {
            return subscription.qos();
        }
        Reason reason = subscription == null ? Reason.TOPIC_FILTER_INVALID : Reason.QUOTA_EXCEEDED;
        return isVersion5 ? reason.code() : FAILURE;
    }

    private static int id(MqttSubscribeMessage packet) {
        MqttProperties properties = packet.variableHeader() instanceof MqttMessageIdAndPropertiesVariableHeader header
                ? header.properties()
                : MqttProperties.NO_PROPERTIES;
        Integer id = Properties.integer(properties, MqttPropertyType.SUBSCRIPTION_IDENTIFIER);
        return id == null ? 0 : id;
    }

    private static Subscription.Options options(MqttSubscriptionOption option, int id) {
        return new Subscription.Options(
                option.isNoLocal(),
                option.isRetainAsPublished(),
                option.retainHandling().value(),
                id);
    }
}
