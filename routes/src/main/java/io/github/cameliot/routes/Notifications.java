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
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.jobsdata.IotJobsDataConsumer;
import io.github.cameliot.jobsdata.model.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the template {@code kafka-notifications-to-iot-jobs}: makes the workers of the Camel context, which are all its
 * routes from {@code iot-jobs-data:startNext}, poll the notified thing.
 *
 * <p>A record is a message of {@code $aws/things/<thing>/jobs/notify-next} or {@code notify}. The thing is the member
 * {@code thing} of its value, as the rule {@code SELECT *, topic(3) AS thing} adds it, else the key. If the
 * value cannot be read, the thing of the key is polled nevertheless: a needless poll costs one call.
 */
public final class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final AtomicBoolean foreignSaid = new AtomicBoolean();

    /** Never throws: a record that cannot be used is logged and skipped. */
    public void wake(Exchange exchange) {
        Message message = exchange.getMessage();
        JsonNode value = read(message.getBody(byte[].class));
        String thing = thing(value, message.getHeader(KafkaHeaders.KEY, byte[].class));
        if (thing == null) {
            LOG.warn(
                    "Record {} of partition {} of topic {} names no thing, neither in a member 'thing' nor by its key."
                            + " It is skipped; the sweep finds the job.",
                    message.getHeader(KafkaHeaders.OFFSET),
                    message.getHeader(KafkaHeaders.PARTITION),
                    message.getHeader(KafkaHeaders.TOPIC));
        } else if (isQueueEmpty(value)) {
            LOG.debug("The queue of thing {} is empty", thing);
        } else if (!wake(exchange.getContext(), thing)) {
            foreign(thing);
        }
    }

    private static boolean wake(CamelContext context, String thing) {
        boolean ours = false;
        for (Route route : context.getRoutes()) {
            ours |= route.getConsumer() instanceof IotJobsDataConsumer consumer && consumer.pollNow(thing);
        }
        return ours;
    }

    private void foreign(String thing) {
        String line = Names.shown(thing);
        if (foreignSaid.compareAndSet(false, true)) {
            LOG.info(
                    "No worker here has thing {}: its notification is skipped. Others like it are logged at DEBUG.",
                    line);
        } else {
            LOG.debug("No worker here has thing {}", line);
        }
    }

    /** {@code notify-next} has the next job, or none if the queue is empty; {@code notify} has the pending jobs. */
    private static boolean isQueueEmpty(JsonNode value) {
        return value.isObject()
                && value.path("execution").isEmpty()
                && value.path("jobs").isEmpty();
    }

    private static String thing(JsonNode value, byte[] key) {
        String named = value.path("thing").textValue();
        return named != null ? named : key == null ? null : new String(key, StandardCharsets.UTF_8);
    }

    private static JsonNode read(byte[] value) {
        try {
            return value == null ? MAPPER.missingNode() : MAPPER.readTree(value);
        } catch (IOException e) {
            return MAPPER.missingNode();
        }
    }
}
