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
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * New attributes of a thing or a thing group.
 *
 * <p>Source: AttributePayload, AttributeName and AttributeValue, service model of {@code iot}: an empty value removes an
 * attribute.
 *
 * @param attributes null changes nothing
 * @param merge whether attributes that are not named are kept
 */
public record AttributeChange(Map<String, String> attributes, boolean merge) {

    public static final AttributeChange NONE = new AttributeChange(null, true);

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.,@/:#-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[a-zA-Z0-9_.,@/:#=\\[\\]-]{0,800}");

    public AttributeChange {
        if (attributes != null) {
            attributes.forEach(AttributeChange::check);
        }
    }

    private static void check(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw ServiceException.invalid(
                    "%s is not possible: it must match %s".formatted(Quote.of("attribute name", name), NAME));
        }
        if (!VALUE.matcher(value).matches()) {
            throw ServiceException.invalid("%s is not possible: it must match %s"
                    .formatted(Quote.of("value of attribute " + name, value), VALUE));
        }
    }

    /** The attributes after the change. */
    public Map<String, String> applyTo(Map<String, String> before) {
        if (attributes == null) {
            return before;
        }
        Map<String, String> after = new TreeMap<>(merge ? before : Map.of());
        after.putAll(attributes);
        after.values().removeIf(String::isEmpty);
        return Map.copyOf(after);
    }

    /** Refuses more attributes than the limit. */
    static void checkNumber(Map<String, String> attributes, int most) {
        if (attributes.size() > most) {
            throw ServiceException.invalid(
                    "%d attributes are not possible; the limit is %d".formatted(attributes.size(), most));
        }
    }
}
