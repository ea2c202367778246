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

import io.github.cameliot.emulator.JobEvent;
import io.github.cameliot.emulator.core.EventConfigurations;
import io.github.cameliot.emulator.core.EventConfigurations.EventType;
import io.github.cameliot.emulator.core.ServiceEvent;
import io.github.cameliot.emulator.core.ServiceEvent.ExecutionChanged;
import io.github.cameliot.emulator.core.ServiceEvent.JobChanged;
import io.github.cameliot.emulator.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Publishes the events of jobs and job executions that are enabled. */
public final class JobEventPublisher {

    private final Broker broker;
    private final EventConfigurations configurations;
    private final EventJson json;

    public JobEventPublisher(Broker broker, EventConfigurations configurations, EventJson json) {
        this.broker = broker;
        this.configurations = configurations;
        this.json = json;
    }

    /** Publishes events, in their order. To be called on the broker's thread. */
    public void publish(List<ServiceEvent> events) {
        for (ServiceEvent event : events) {
            if (isEnabled(event)) {
                publish(json.of(event));
            }
        }
    }

    private boolean isEnabled(ServiceEvent event) {
        return (event instanceof ExecutionChanged && configurations.isEnabled(EventType.JOB_EXECUTION))
                || (event instanceof JobChanged && configurations.isEnabled(EventType.JOB));
    }

    private void publish(JobEvent event) {
        if (event != null && broker.hasSubscriber(event.topic())) {
            broker.deliver(null, Message.of(event.topic(), event.payload().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
