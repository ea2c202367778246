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
import io.github.cameliot.emulator.core.ThingFilter;
import io.github.cameliot.emulator.core.ThingView;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import io.github.cameliot.emulator.wire.Query;

/** {@code GET /things}. */
public final class ListThings implements Handler {

    private final ThingControl things;

    public ListThings(ThingControl things) {
        this.things = things;
    }

    @Override
    public ObjectNode handle(Call call) {
        Query query = call.query();
        ThingFilter filter = new ThingFilter(
                query.text("attributeName"),
                query.text("attributeValue"),
                query.bool("usePrefixAttributeValue", false),
                query.text("thingTypeName"));
        return Pages.json("things", things.list(filter, Pages.request(query)), ListThings::entry);
    }

    private static ObjectNode entry(ThingView thing) {
        ObjectNode entry = Json.object().put("thingName", thing.name()).put("thingArn", thing.arn());
        Json.putText(entry, "thingTypeName", thing.properties().typeName());
        entry.set("attributes", ExecutionJson.details(thing.properties().attributes()));
        return entry.put("version", thing.version());
    }
}
