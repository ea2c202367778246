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
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;

/** {@code GET /event-configurations}. */
public final class DescribeEventConfigurations implements Handler {

    private final EventConfigurations configurations;

    public DescribeEventConfigurations(EventConfigurations configurations) {
        this.configurations = configurations;
    }

    @Override
    public ObjectNode handle(Call call) {
        EventConfigurations.View view = configurations.view();
        ObjectNode response = Json.object();
        ObjectNode all = response.putObject("eventConfigurations");
        for (EventType type : EventType.values()) {
            all.putObject(type.name()).put("Enabled", view.enabled().contains(type));
        }
        Json.putTimestamp(response, "creationDate", view.createdAt());
        Json.putTimestamp(response, "lastModifiedDate", view.lastModifiedAt());
        return response;
    }
}
