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

/**
 * The request of UpdateThing.
 *
 * <p>Source: UpdateThing, service model of {@code iot}. It is inferred that a new type together with the removal of the
 * type is an invalid request.
 *
 * @param typeName the new thing type; null keeps it
 * @param removeType whether the thing has no type any more
 * @param attributes the change of its attributes
 * @param expectedVersion the version that it must have; null for any
 */
public record ThingUpdate(String typeName, boolean removeType, AttributeChange attributes, Long expectedVersion) {

    public ThingUpdate {
        if (typeName != null && removeType) {
            throw ServiceException.invalid("thingTypeName and removeThingType contradict each other");
        }
    }

    ThingProperties applyTo(ThingProperties before) {
        String type = removeType ? null : typeName == null ? before.typeName() : typeName;
        return new ThingProperties(type, attributes.applyTo(before.attributes()));
    }
}
