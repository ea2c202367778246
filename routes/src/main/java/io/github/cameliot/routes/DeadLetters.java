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
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the dead letters of the templates that read a topic. The step of a template that writes to the dead-letter topic
 * runs if the exchange property {@link #REASON} is set.
 */
public final class DeadLetters {

    /** The exchange property with the {@link DeadLetterReason}; a record cannot bring it along, as it could a header. */
    public static final String REASON = "iot-dead-letter-reason";

    private static final String VALUE = "iot-dead-letter-value";

    private static final int LONGEST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger("io.github.cameliot.routes.dead-letters");

    /** Keeps the value of the record, because the route replaces the body. */
    public void keep(Exchange exchange) {
        exchange.setProperty(VALUE, exchange.getMessage().getBody());
    }

    /** Marks the record as a dead letter, because of the exception of the exchange. */
    public void give(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        UnusableRecordException unusable = ObjectHelper.getException(UnusableRecordException.class, caught);
        if (unusable != null) {
            bury(exchange, unusable.reason(), unusable.getMessage());
        } else if (caught instanceof IllegalArgumentException) {
            bury(exchange, DeadLetterReason.REFUSED, caught.getMessage());
        } else {
            LOG.error("A record failed unexpectedly and goes to the dead-letter topic", caught);
            bury(exchange, DeadLetterReason.UNEXPECTED, String.valueOf(caught));
        }
    }

    /**
     * Marks the record as a dead letter for this reason.
     *
     * @throws RejectedExecutionException when the route is stopping: the failure may be a consequence of that
     */
    void bury(Exchange exchange, DeadLetterReason reason, String why) {
        if (!exchange.getContext().getStatus().isStarted()) {
            throw new RejectedExecutionException(
                    "The route is stopping; the record is read again by the next consumer");
        }
        String line = line(why);
        exchange.setProperty(REASON, reason);
        Message message = exchange.getMessage();
        message.setHeader("iot-dead-letter-reason", reason.name());
        message.setHeader("iot-dead-letter-message", line);
        LOG.warn(
                "Record {} of partition {} of topic {} goes to the dead-letter topic: {}: {}",
                message.getHeader(KafkaConstants.OFFSET),
                message.getHeader(KafkaConstants.PARTITION),
                message.getHeader(KafkaConstants.TOPIC),
                reason,
                line);
    }

    /** Makes the dead letter: key, value and headers of the record, and where it was. */
    public void write(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(exchange.getProperty(VALUE));
        message.setHeader("iot-dead-letter-topic", message.getHeader(KafkaConstants.TOPIC));
        message.setHeader("iot-dead-letter-partition", text(message, KafkaConstants.PARTITION));
        message.setHeader("iot-dead-letter-offset", text(message, KafkaConstants.OFFSET));
    }

    /** Makes one without the value, if the broker refuses it for its size; the record itself stays in its topic. */
    public void writeWithoutValue(Exchange exchange) {
        byte[] value = exchange.getProperty(VALUE, byte[].class);
        exchange.getMessage().setBody(null);
        exchange.getMessage()
                .setHeader(
                        "iot-dead-letter-value-left-out", (value.length + " bytes").getBytes(StandardCharsets.UTF_8));
    }

    /** A message in one line: it may contain names of members of the record, which can be any text. */
    private static String line(String why) {
        String line = String.valueOf(why).replaceAll("\\p{C}+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    private static String text(Message message, String header) {
        return String.valueOf(message.getHeader(header));
    }
}
