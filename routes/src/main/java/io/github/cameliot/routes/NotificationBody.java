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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/**
 * The body of a message as a node: text, bytes and maps as a node of text or bytes, which is still to be parsed; Jackson's
 * nodes as they are; and lists of these.
 */
final class NotificationBody {

    /** The largest message of SQS and SNS; AWS IoT publishes at most 128 KB. Larger ones are not read. */
    static final int LARGEST = 1 << 20;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private NotificationBody() {}

    /**
     * The body can be read again afterwards.
     *
     * @return a missing node for no body
     * @throws UnusableRecordException when it is too large, or of a type without text
     */
    static JsonNode read(Message message) {
        Object body = message.getBody();
        if (body instanceof StreamCache cache) {
            refuseLarge(cache.length());
            byte[] bytes = message.getBody(byte[].class);
            cache.reset();
            return NODES.binaryNode(bytes);
        }
        if (body instanceof InputStream) {
            message.setBody(message.getBody(byte[].class)); // the stream is at its end
        }
        return node(message.getBody(), message.getExchange());
    }

    private static JsonNode node(Object value, Exchange exchange) {
        if (value == null) {
            return NODES.missingNode();
        }
        if (value instanceof JsonNode json) {
            return json;
        }
        if (value instanceof CharSequence text) {
            refuseLarge(text.length());
            return NODES.textNode(text.toString());
        }
        if (value instanceof Map<?, ?> map) {
            return written(map);
        }
        if (value instanceof Collection<?> all) {
            ArrayNode list = NODES.arrayNode();
            all.forEach(each -> list.add(node(each, exchange)));
            return list;
        }
        byte[] bytes = exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, value);
        if (bytes == null) {
            throw new UnusableRecordException(
                    DeadLetterReason.NOT_JSON,
                    "the body is of type " + value.getClass().getName() + ", which cannot be read as text",
                    null);
        }
        refuseLarge(bytes.length);
        return NODES.binaryNode(bytes);
    }

    private static JsonNode written(Map<?, ?> map) {
        try {
            return NODES.binaryNode(MAPPER.writeValueAsBytes(map));
        } catch (JsonProcessingException e) {
            // Its message would quote the value.
            throw new UnusableRecordException(
                    DeadLetterReason.NOT_JSON, "the body is a map that cannot be written as JSON", null);
        }
    }

    private static void refuseLarge(long length) {
        if (length > LARGEST) {
            throw new UnusableRecordException(
                    DeadLetterReason.NOT_JSON, "the body is larger than " + LARGEST + " bytes", null);
        }
    }
}
