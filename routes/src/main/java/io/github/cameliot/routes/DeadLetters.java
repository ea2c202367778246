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

import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the dead letters of the templates that read a topic. The step of a template that writes to the dead-letter topic
 * runs if the exchange property {@link #REASON} is set.
 */
public final class DeadLetters {

    /**
     * The exchange property with the {@link DeadLetterReason}. It is a property, because a record could contain a header of
     * that name. The header of the dead letter has the same name.
     */
    public static final String REASON = "iot-dead-letter-reason";

    /** The header of a dead letter that says more than its reason. */
    static final String MESSAGE = "iot-dead-letter-message";

    private static final String VALUE = "iot-dead-letter-value";

    private static final int LONGEST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger("io.github.cameliot.routes.dead-letters");

    /** The first step: keeps the value of the record, because the route replaces the body, and removes control headers. */
    public void keep(Exchange exchange) {
        RecordHeaders.removeSteering(exchange.getMessage());
        exchange.setProperty(VALUE, exchange.getMessage().getBody());
    }

    /** Marks the record as a dead letter, because of the exception of the exchange. */
    public void give(Exchange exchange) {
        Throwable caught = caught(exchange);
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
            throw new RejectedExecutionException("The route is stopping. The next consumer reads the record again.");
        }
        Message message = exchange.getMessage();
        String line = mark(exchange, reason, why);
        LOG.warn(
                "Record {} of partition {} of topic {} goes to the dead-letter topic: {}: {}",
                message.getHeader(KafkaHeaders.OFFSET),
                message.getHeader(KafkaHeaders.PARTITION),
                message.getHeader(KafkaHeaders.TOPIC),
                reason,
                line);
    }

    /**
     * Sets the property and the headers of a dead letter, and nothing else.
     *
     * @return what its header says
     */
    static String mark(Exchange exchange, DeadLetterReason reason, String why) {
        String line = line(why);
        exchange.setProperty(REASON, reason);
        exchange.getMessage().setHeader(REASON, reason.name());
        exchange.getMessage().setHeader(MESSAGE, line);
        return line;
    }

    /** The value of the record, null for a tombstone. */
    static byte[] value(Exchange exchange) {
        return exchange.getProperty(VALUE, byte[].class);
    }

    /** What failed the exchange; null for nothing. */
    static Throwable caught(Exchange exchange) {
        return exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
    }

    /** Which record a message is, as in {@code record 42 of partition 0 of topic results}. */
    static String place(Message message) {
        return "record %s of partition %s of topic %s"
                .formatted(
                        message.getHeader(KafkaHeaders.OFFSET),
                        message.getHeader(KafkaHeaders.PARTITION),
                        message.getHeader(KafkaHeaders.TOPIC));
    }

    /** A message in one line: it may contain names of members of the record, which can be any text. */
    private static String line(String why) {
        String line = String.valueOf(why).replaceAll("\\p{C}+", " ");
        return cut(line, LONGEST);
    }

    static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "..." : text;
    }
}
