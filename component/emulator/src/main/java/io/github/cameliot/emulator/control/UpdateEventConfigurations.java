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
package io.github.cameliot.emulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.EventConfigurations;
import io.github.cameliot.emulator.core.EventConfigurations.EventType;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code PATCH /event-configurations}. */
public final class UpdateEventConfigurations implements Handler {

    private final EventConfigurations configurations;

    public UpdateEventConfigurations(EventConfigurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body wanted = call.body().object("eventConfigurations");
        Map<EventType, Boolean> changes = new EnumMap<>(EventType.class);
        if (wanted != null) {
            wanted.refuseUnknown(names());
            for (EventType type : EventType.values()) {
                Body configuration = wanted.object(type.name());
                if (configuration != null) {
                    changes.put(type, configuration.bool("Enabled", false));
                }
            }
        }
        configurations.update(changes);
        return Json.object();
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (EventType type : EventType.values()) {
            names.add(type.name());
        }
        return names;
    }
}
