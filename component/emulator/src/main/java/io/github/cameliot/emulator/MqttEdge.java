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
package io.github.cameliot.emulator;

import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.ServiceEvent;
import io.github.cameliot.emulator.fault.FaultPlan;
import io.github.cameliot.emulator.http.EmulatorServer;
import io.github.cameliot.emulator.mqtt.Broker;
import io.github.cameliot.emulator.mqtt.JobEventPublisher;
import io.github.cameliot.emulator.mqtt.JobNotifications;
import io.github.cameliot.emulator.wire.EventJson;
import java.time.Duration;
import java.util.List;

/** Tells the clients of a broker what changes in a core. */
final class MqttEdge implements AutoCloseable {

    private static final Duration EXPIRY_TICK = Duration.ofMillis(500);

    private final Runnable stop;

    MqttEdge(JobsCore core, Broker broker, FaultPlan faults, EmulatorServer server) {
        JobNotifications notifications = new JobNotifications(broker, faults, server::after);
        JobEventPublisher events = new JobEventPublisher(broker, core.events(), new EventJson(core.arns()));
        this.stop = core.listen(changes -> {
            broker.announce(() -> publish(notifications, events, changes));
            server.execute(broker::publishAnnouncements);
        });
        server.every(EXPIRY_TICK, broker::passTime);
    }

    private static void publish(JobNotifications notifications, JobEventPublisher events, List<ServiceEvent> changes) {
        notifications.publish(changes);
        events.publish(changes);
    }

    @Override
    public void close() {
        stop.run();
    }
}
