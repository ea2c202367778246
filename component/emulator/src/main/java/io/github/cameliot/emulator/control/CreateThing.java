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
import io.github.cameliot.emulator.core.ThingControl;
import io.github.cameliot.emulator.core.ThingProperties;
import io.github.cameliot.emulator.core.ThingView;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.Map;

/** {@code POST /things/{thing}}. */
public final class CreateThing implements Handler {

    private final ThingControl things;

    public CreateThing(ThingControl things) {
        this.things = things;
    }

    @Override
    public ObjectNode handle(Call call) {
        Map<String, String> attributes = AttributePayload.of(call.body()).applyTo(Map.of());
        ThingView thing =
                things.create(call.thing(), new ThingProperties(call.body().text("thingTypeName"), attributes));
        return Json.object()
                .put("thingName", thing.name())
                .put("thingArn", thing.arn())
                .put("thingId", thing.id());
    }
}
