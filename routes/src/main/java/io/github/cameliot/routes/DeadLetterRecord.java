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

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes the record for the dead-letter topic, smaller each time that it is refused for its size: first whole, then without
 * its value, then with nothing but the headers of this class, cut. The record itself stays in its own topic.
 */
public final class DeadLetterRecord {

    private static final String TOPIC = "iot-dead-letter-topic";
    private static final String PARTITION = "iot-dead-letter-partition";
    private static final String OFFSET = "iot-dead-letter-offset";
    private static final String VALUE_LEFT_OUT = "iot-dead-letter-value-left-out";
    private static final String KEY_LEFT_OUT = "iot-dead-letter-key-left-out";
    private static final String HEADERS_LEFT_OUT = "iot-dead-letter-headers-left-out";

    /** What the smallest record has; by their whole names, because a record may have brought others like them. */
    private static final Set<String> OWN = Set.of(
            DeadLetters.REASON,
            DeadLetters.MESSAGE,
            TOPIC,
            PARTITION,
            OFFSET,
            VALUE_LEFT_OUT,
            KEY_LEFT_OUT,
            HEADERS_LEFT_OUT);

    private static final String SIZE = "iot-dead-letter-size";
    private static final String WRITTEN = "iot-dead-letter-written";
    private static final int LONGEST_KEY = 256;
    private static final int LONGEST_MESSAGE = 200;

    private enum Size {
        WHOLE,
        WITHOUT_VALUE,
        REASON_ONLY
    }

    /** Whether the record is still to be written. */
    public boolean isUnwritten(Exchange exchange) {
        return exchange.getProperty(WRITTEN) == null;
    }

    /** Makes the record in the message: where it was, and as much of it as the topic may take. */
    public void make(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] value = DeadLetters.value(exchange);
        Size size = size(exchange);
        message.setHeader(TOPIC, text(message, KafkaHeaders.TOPIC));
        message.setHeader(PARTITION, text(message, KafkaHeaders.PARTITION));
        message.setHeader(OFFSET, text(message, KafkaHeaders.OFFSET));
        List.of(VALUE_LEFT_OUT, KEY_LEFT_OUT, HEADERS_LEFT_OUT).forEach(message::removeHeader);
        message.setBody(size == Size.WHOLE ? value : null);
        if (size != Size.WHOLE && value != null) {
            message.setHeader(VALUE_LEFT_OUT, value.length + " bytes");
        }
        if (size == Size.REASON_ONLY) {
            leaveOutKeyAndHeaders(message);
        }
    }

    /** The topic has the record. */
    public void written(Exchange exchange) {
        exchange.setProperty(WRITTEN, true);
    }

    /**
     * The record is refused for its size: the next one is smaller.
     *
     * @throws IllegalStateException when it was the smallest one
     */
    public void shorten(Exchange exchange) {
        Size refused = size(exchange);
        if (refused == Size.REASON_ONLY) {
            throw new IllegalStateException(
                    "The dead-letter topic refuses even a record with only the reason, because of its size: "
                            + DeadLetters.place(exchange.getMessage())
                            + ". Raise max.message.bytes of that topic; until then the record is retried.",
                    DeadLetters.caught(exchange));
        }
        boolean valueIsLeft = refused == Size.WHOLE && DeadLetters.value(exchange) != null;
        exchange.setProperty(SIZE, valueIsLeft ? Size.WITHOUT_VALUE : Size.REASON_ONLY);
    }

    private static Size size(Exchange exchange) {
        return exchange.getProperty(SIZE, Size.WHOLE, Size.class);
    }

    private static void leaveOutKeyAndHeaders(Message message) {
        byte[] key = message.getHeader(KafkaHeaders.KEY, byte[].class);
        message.getHeaders().keySet().removeIf(name -> !OWN.contains(name.toLowerCase(Locale.ROOT)));
        message.setHeader(HEADERS_LEFT_OUT, "all of the record");
        if (key != null && key.length <= LONGEST_KEY) {
            message.setHeader(KafkaHeaders.KEY, key);
        } else if (key != null) {
            message.setHeader(KEY_LEFT_OUT, key.length + " bytes");
        }
        String why = message.getHeader(DeadLetters.MESSAGE, String.class);
        message.setHeader(DeadLetters.MESSAGE, DeadLetters.cut(why, LONGEST_MESSAGE));
    }

    private static String text(Message message, String header) {
        return String.valueOf(message.getHeader(header));
    }
}
