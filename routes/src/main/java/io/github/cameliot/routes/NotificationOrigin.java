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
package io.github.cameliot.routes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Message;

/**
 * What the headers of a message say about its thing, for a notification that does not name it.
 *
 * @param topic from any header, such as {@code CamelMqttTopic} of Camel's MQTT components; null for none
 * @param names texts that may be the thing, in their order
 */
record NotificationOrigin(JobsTopic topic, List<String> names) {

    /**
     * An HTTP header or path parameter, an attribute of SQS, a property of AMQP; the key of a Kafka record; the partition key
     * of a Kinesis record (Source: Kinesis2Constants, Camel 4.18.0).
     */
    private static final List<String> NAMES = List.of("thing", KafkaHeaders.KEY, "CamelAwsKinesisPartitionKey");

    static NotificationOrigin of(Message message) {
        return new NotificationOrigin(
                message.getHeaders().values().stream()
                        .map(JobsTopic::in)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                NAMES.stream()
                        .map(name -> text(message.getHeader(name)))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value instanceof CharSequence || value instanceof Number ? value.toString() : null;
    }
}
