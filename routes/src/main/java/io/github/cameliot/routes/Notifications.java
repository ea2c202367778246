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
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
 * <p>A record is a message of {@code $aws/things/<thing>/jobs/notify-next} or {@code notify}, a job execution event, or
 * anything else that names a thing. The thing is the member {@code thing} of its value, as the rule {@code SELECT *,
 * topic(3) AS thing} adds it, else that of {@code thingArn}, else the key.
 */
public final class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private final AtomicBoolean foreignSaid = new AtomicBoolean();
    private Duration minInterval = Duration.ofSeconds(1);
    private SpacedPolls polls;
    private ScheduledExecutorService gaps;

    /** Never throws: a record that cannot be used is logged and skipped. */
    public void wake(Exchange exchange) {
        Message message = exchange.getMessage();
        Notification notification =
                Notification.of(message.getBody(byte[].class), message.getHeader(KafkaHeaders.KEY, byte[].class));
        String thing = notification.thing();
        if (thing == null) {
            LOG.warn(
                    "Record {} of partition {} of topic {} names no thing, neither in a member 'thing' or 'thingArn' nor"
                            + " in its key. It is skipped; the next regular poll finds the job.",
                    message.getHeader(KafkaHeaders.OFFSET),
                    message.getHeader(KafkaHeaders.PARTITION),
                    message.getHeader(KafkaHeaders.TOPIC));
        } else if (notification.isQueueEmpty()) {
            LOG.debug("The queue of thing {} is empty", thing);
        } else if (!polls(exchange.getContext()).poll(thing)) {
            foreign(thing);
        }
    }

    private synchronized SpacedPolls polls(CamelContext context) {
        if (polls == null) {
            polls = new SpacedPolls(thing -> pollNow(context, thing), task -> whenGapIsOver(context, task));
        }
        return polls;
    }

    private synchronized void whenGapIsOver(CamelContext context, Runnable task) {
        if (gaps == null) {
            gaps = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "iot-jobs-notifications");
        }
        try {
            gaps.schedule(task, minInterval.toNanos(), TimeUnit.NANOSECONDS);
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

    /** The shortest time between two polls of a thing. */
    public void setMinInterval(Duration minInterval) {
        if (minInterval.isNegative()) {
            throw new IllegalArgumentException(
                    "minInterval=" + minInterval + " is not possible: use 0s or more, as in minInterval=1s.");
        }
        this.minInterval = minInterval;
    }
}
