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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.jobsdata.model.OneLine;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/** Says in a log line which message a notification came in, without its content and without the options of its source. */
final class NotificationPlace {

    private static final int LONGEST = 200;

    /** Source: Sqs2Constants, Kinesis2Constants and JmsConstants, Camel 4.18.0. */
    private static final List<String> IDS =
            List.of("CamelAwsSqsMessageId", "CamelAwsKinesisSequenceNumber", "JMSMessageID");

    private NotificationPlace() {}

    /** As in {@code record 42 of partition 0 of topic hints, 17 bytes, from kafka://hints}. */
    static String of(Exchange exchange) {
        Message message = exchange.getMessage();
        String place =
                message.getHeader(KafkaHeaders.OFFSET) == null ? "message " + id(message) : DeadLetters.place(message);
        place += ", " + size(message.getBody()) + source(exchange.getFromEndpoint());
        return OneLine.of(place, LONGEST);
    }

    /** In a Kamelet, Camel shows the Kamelet's own beginning. */
    private static String source(Endpoint from) {
        String uri = from == null ? "kamelet:" : from.getEndpointBaseUri();
        return uri.startsWith("kamelet:") ? "" : ", from " + uri;
    }

    private static String id(Message message) {
        return IDS.stream()
                .map(message::getHeader)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .findFirst()
                .orElse(message.getMessageId());
    }

    private static String size(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (body instanceof StreamCache cache) {
            return cache.length() + " bytes";
        }
        if (body instanceof CharSequence text) {
            return text.length() + " characters";
        }
        if (body instanceof Collection<?> all) {
            return "a list of " + all.size();
        }
        return body == null
                ? "no value"
                : body instanceof JsonNode ? "JSON" : body.getClass().getSimpleName();
    }
}
