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

import io.github.cameliot.emulator.core.AttributeChange;
import io.github.cameliot.emulator.core.GroupUpdate;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;

/** {@code attributePayload} of things and groups on the wire. Source: AttributePayload, service model of {@code iot}. */
final class AttributePayload {

    private AttributePayload() {}

    /** Replaces all attributes unless {@code merge} is true. */
    static AttributeChange of(Body parent) {
        Body payload = parent == null ? null : parent.object("attributePayload");
        return payload == null
                ? AttributeChange.NONE
                : new AttributeChange(payload.texts("attributes"), payload.bool("merge", false));
    }

    /** {@code thingGroupProperties}; null if it is absent and not required. */
    static GroupUpdate ofGroup(Body body, boolean isRequired) {
        Body properties = body.object("thingGroupProperties");
        if (properties == null && isRequired) {
            throw ServiceException.invalid("thingGroupProperties is missing");
        }
        return new GroupUpdate(
                properties == null ? null : properties.text("thingGroupDescription"),
                of(properties),
                body.integer("expectedVersion"));
    }
}
