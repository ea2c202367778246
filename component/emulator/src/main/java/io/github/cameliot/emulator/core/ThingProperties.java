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

import java.util.Map;

/**
 * The properties of a thing; stored and returned, without effect.
 *
 * <p>Source: AttributePayload, service model of {@code iot}: three attributes; with a thing type 50, according to the
 * quotas of AWS IoT.
 *
 * @param typeName the thing type; null if none was given
 * @param attributes never null
 */
public record ThingProperties(String typeName, Map<String, String> attributes) {

    public static final ThingProperties NONE = new ThingProperties(null, Map.of());

    private static final int MOST_ATTRIBUTES = 3;
    private static final int MOST_WITH_TYPE = 50;

    public ThingProperties {
        if (typeName != null) {
            Names.thingType(typeName);
        }
        AttributeChange.checkNumber(attributes, typeName == null ? MOST_ATTRIBUTES : MOST_WITH_TYPE);
        attributes = Map.copyOf(attributes);
    }
}
