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
package io.github.cameliot.emulator.core;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which events the service publishes by MQTT: none at first.
 *
 * <p>Source: UpdateEventConfigurations, service model of {@code iot}.
 */
public final class EventConfigurations {

    /** What events are about. The emulator has only those of jobs and job executions. */
    public enum EventType {
        THING,
        THING_GROUP,
        THING_TYPE,
        THING_GROUP_MEMBERSHIP,
        THING_GROUP_HIERARCHY,
        THING_TYPE_ASSOCIATION,
        JOB,
        JOB_EXECUTION,
        POLICY,
        CERTIFICATE,
        CA_CERTIFICATE
    }

    /**
     * The configurations at one moment.
     *
     * @param createdAt null until something was configured
     * @param lastModifiedAt null until something was configured
     */
    public record View(Set<EventType> enabled, Instant createdAt, Instant lastModifiedAt) {

        /** Nothing was configured. */
        public static final View NONE = new View(Set.of(), null, null);
    }

    private final Clock clock;
    private final Set<EventType> enabled = EnumSet.noneOf(EventType.class);
    private Instant createdAt;
    private Instant lastModifiedAt;

    EventConfigurations(Clock clock) {
        this.clock = clock;
    }

    /** Changes the types that are given. */
    public synchronized void update(Map<EventType, Boolean> changes) {
        changes.forEach((type, isOn) -> {
            if (isOn) {
                enabled.add(type);
            } else {
                enabled.remove(type);
            }
        });
        lastModifiedAt = clock.instant();
        createdAt = createdAt == null ? lastModifiedAt : createdAt;
    }

    public synchronized boolean isEnabled(EventType type) {
        return enabled.contains(type);
    }

    /** Takes over what was saved. */
    synchronized void restore(View saved) {
        enabled.clear();
        enabled.addAll(saved.enabled());
        createdAt = saved.createdAt();
        lastModifiedAt = saved.lastModifiedAt();
    }

    public synchronized View view() {
        return new View(Set.copyOf(enabled), createdAt, lastModifiedAt);
    }
}
