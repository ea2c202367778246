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
import io.github.cameliot.emulator.core.ThingUpdate;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;

/** {@code PATCH /things/{thing}}. */
public final class UpdateThing implements Handler {

    private final ThingControl things;

    public UpdateThing(ThingControl things) {
        this.things = things;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body body = call.body();
        things.update(
                call.thing(),
                new ThingUpdate(
                        body.text("thingTypeName"),
                        body.bool("removeThingType", false),
                        AttributePayload.of(body),
                        body.integer("expectedVersion")));
        return Json.object();
    }
}
