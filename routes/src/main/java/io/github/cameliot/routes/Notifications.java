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

import io.github.cameliot.jobsdata.IotJobsDataConsumer;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.options.MaxDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the Kamelet {@code aws-iot-jobs-notifications-action}: makes the workers of the Camel context, which are all
 * its routes from {@code iot-jobs-data:startNext}, poll the notified things.
 *
 * <p>{@link NotificationReader} says what a body may be, and {@link Notification} and {@link NotificationOrigin} where the
 * thing is taken from.
 */
public final class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private final LineLimit skipped = new LineLimit(Duration.ofMinutes(1), System::nanoTime);
    private final AtomicBoolean foreignSaid = new AtomicBoolean();
    private Duration minInterval = Duration.ofSeconds(1);
    private SpacedPolls polls;

    /**
     * Polls the things of the notifications in the message. What cannot be used is logged and skipped, and the exchange then
     * has the property {@link DeadLetters#REASON} and the headers of a dead letter. The body is not changed.
     */
    public void wake(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.removeProperty(DeadLetters.REASON);
        message.removeHeader(DeadLetters.REASON);
        message.removeHeader(DeadLetters.MESSAGE);
        for (Message each : messages(message)) {
            NotificationOrigin origin = NotificationOrigin.of(each);
            for (NotificationReader.Part part : NotificationReader.read(each)) {
                wake(exchange, Notification.of(part.json(), origin), part);
            }
        }
    }

    /** Those that a batching consumer or an aggregation has put into one. */
    private static List<Message> messages(Message message) {
        List<Message> inside = new ArrayList<>();
        if (message.getBody() instanceof Collection<?> all) {
            for (Object each : all) {
                if (each instanceof Exchange exchange) {
                    inside.add(exchange.getMessage());
                } else if (each instanceof Message one) {
                    inside.add(one);
                }
            }
        }
        return inside.isEmpty() ? List.of(message) : inside;
    }

    private void wake(Exchange exchange, Notification notification, NotificationReader.Part part) {
        String thing = notification.thing();
        if (thing == null) {
            skip(exchange, part);
        } else if (notification.isQueueEmpty()) {
            LOG.debug("The queue of thing {} is empty", thing);
        } else if (!polls(exchange.getContext()).poll(thing)) {
            foreign(thing);
        }
    }

    private void skip(Exchange exchange, NotificationReader.Part part) {
        DeadLetterReason reason = DeadLetterReason.NOT_VALID;
        String why = "it names no thing";
        if (part.fault() != null) {
            reason = part.fault().reason();
            why += ", and " + part.fault().getMessage();
        } else if (part.json().isMissingNode()) {
            reason = DeadLetterReason.NO_VALUE;
            why += ", and has no value";
        }
        String line = DeadLetters.mark(exchange, reason, why);
        String place = NotificationPlace.of(exchange);
        OptionalLong before = skipped.next();
        if (before.isPresent()) {
            LOG.warn(
                    "Skipped a notification, because {}: {}. Expected is a thing name, of a-z A-Z 0-9 : _ - only, in a"
                            + " member thing, thingName or thingArn of its JSON, in its key, in its header thing or in its"
                            + " topic. The next regular poll finds the job. {} before this one were logged at DEBUG.",
                    line,
                    place,
                    before.getAsLong());
        } else {
            LOG.debug("Skipped a notification, because {}: {}", line, place);
        }
    }

    private synchronized SpacedPolls polls(CamelContext context) {
        if (polls == null) {
            polls = new SpacedPolls(thing -> pollNow(context, thing), task -> whenGapIsOver(context, task));
        }
        return polls;
    }

    private void whenGapIsOver(CamelContext context, Runnable task) {
        try {
            GapTimer.of(context).schedule(minInterval, task);
        } catch (RejectedExecutionException e) {
            LOG.debug(
                    "The context is stopping. Regular polls of another worker find the jobs of later notifications.",
                    e);
        }
    }

    private static boolean pollNow(CamelContext context, String thing) {
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
                    "No worker in this Camel context has thing {}. Its notification is skipped. Later ones are logged at"
                            + " DEBUG.",
                    line);
        } else {
            LOG.debug("No worker in this Camel context has thing {}", line);
        }
    }

    /** The shortest time between two polls of a thing: up to 7 days. */
    public void setMinInterval(Duration minInterval) {
        if (minInterval.isNegative() || minInterval.compareTo(MaxDelay.LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "minInterval=" + minInterval + " is not possible: use 0s to 7d, as in minInterval=1s.");
        }
        this.minInterval = minInterval;
    }
}
