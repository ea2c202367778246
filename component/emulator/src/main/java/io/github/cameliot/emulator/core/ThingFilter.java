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

import java.util.Objects;

/**
 * Selects things for a list.
 *
 * <p>Source: ListThings, service model of {@code iot}. It is inferred that a value without the name of its attribute is
 * an invalid request.
 *
 * @param attribute the name of an attribute that things must have; null for any
 * @param value the value of this attribute; null for any
 * @param isPrefix whether the attribute's value may also continue after {@code value}
 * @param typeName the thing type; null for any
 */
public record ThingFilter(String attribute, String value, boolean isPrefix, String typeName) {

    public ThingFilter {
        if (value != null && attribute == null) {
            throw ServiceException.invalid("attributeValue needs attributeName");
        }
    }

    boolean selects(ThingProperties properties) {
        if (typeName != null && !typeName.equals(properties.typeName())) {
            return false;
        }
        String found = attribute == null ? null : properties.attributes().get(attribute);
        if (attribute == null || value == null) {
            return attribute == null || found != null;
        }
        return isPrefix ? found != null && found.startsWith(value) : Objects.equals(found, value);
    }
}
