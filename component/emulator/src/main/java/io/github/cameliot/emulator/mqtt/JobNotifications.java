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
package io.github.cameliot.emulator.mqtt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.core.PendingExecutions;
import io.github.cameliot.emulator.core.ServiceEvent;
import io.github.cameliot.emulator.core.ServiceEvent.NextChanged;
import io.github.cameliot.emulator.core.ServiceEvent.PendingChanged;
import io.github.cameliot.emulator.fault.AppliedFaults;
import io.github.cameliot.emulator.fault.FaultPlan;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Publishes what changes for things to {@code notify} and {@code notify-next}. A message is made only if somebody
 * subscribes to it.
 *
 * <p>Source: "Jobs notifications", AWS IoT developer guide.
 */
public final class JobNotifications {

    private final Broker broker;
    private final FaultPlan faults;
    private final Later later;

    public JobNotifications(Broker broker, FaultPlan faults, Later later) {
        this.broker = broker;
        this.faults = faults;
        this.later = later;
    }

    /** Publishes events, in their order. To be called on the broker's thread. */
    public void publish(List<ServiceEvent> events) {
        for (ServiceEvent event : events) {
            if (event instanceof NextChanged next) {
                publish(Operation.NOTIFY_NEXT, next.thing(), () -> body(next));
            } else if (event instanceof PendingChanged pending) {
                publish(Operation.NOTIFY, pending.thing(), () -> body(pending));
            }
        }
    }

    private void publish(Operation operation, String thing, Supplier<ObjectNode> body) {
        String name = operation == Operation.NOTIFY ? "notify" : "notify-next";
        String topic = "$aws/things/" + thing + "/jobs/" + name;
        if (!broker.hasSubscriber(topic)) {
            return;
        }
        AppliedFaults applied = faults.decide(operation, thing);
        Message message = Message.of(topic, Json.bytes(body.get()));
        if (applied.replacement() == null) {
            send(message, applied.latency());
        } else if (applied.replacement().kind() == FaultKind.RESET) {
            broker.cutSubscribers(topic);
        } else if (applied.replacement().kind() != FaultKind.DROP) {
            // A kind of failure that only requests have.
            send(message, applied.latency());
        }
    }

    private void send(Message message, Duration latency) {
        if (latency.isZero()) {
            broker.deliver(null, message);
        } else {
            later.after(latency, () -> broker.deliver(null, message));
        }
    }

    private static ObjectNode body(NextChanged event) {
        ObjectNode body = timed(event);
        if (event.next() != null) {
            body.set("execution", ExecutionJson.next(event.next()));
        }
        return body;
    }

    private static ObjectNode body(PendingChanged event) {
        ObjectNode body = timed(event);
        ObjectNode jobs = body.putObject("jobs");
        PendingExecutions pending = event.pending();
        if (!pending.inProgress().isEmpty()) {
            jobs.set("IN_PROGRESS", ExecutionJson.summaries(pending.inProgress()));
        }
        if (!pending.queued().isEmpty()) {
            jobs.set("QUEUED", ExecutionJson.summaries(pending.queued()));
        }
        return body;
    }

    private static ObjectNode timed(ServiceEvent event) {
        ObjectNode body = Json.object();
        Json.putSeconds(body, "timestamp", event.at());
        return body;
    }
}
