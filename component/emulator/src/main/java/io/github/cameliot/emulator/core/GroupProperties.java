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
import java.util.regex.Pattern;

/**
 * The properties of a thing group; stored and returned, without effect.
 *
 * <p>Source: ThingGroupProperties, service model of {@code iot}; 50 attributes according to the quotas of AWS IoT.
 *
 * @param description null for none
 * @param attributes never null
 */
public record GroupProperties(String description, Map<String, String> attributes) {

    public static final GroupProperties NONE = new GroupProperties(null, Map.of());

    private static final Pattern DESCRIPTION = Pattern.compile("[\\p{Graph} ]{0,2028}");
    private static final int MOST_ATTRIBUTES = 50;

    public GroupProperties {
        if (description != null && !DESCRIPTION.matcher(description).matches()) {
            throw ServiceException.invalid("%s is not possible: it must match %s"
                    .formatted(Quote.of("thingGroupDescription", description), DESCRIPTION));
        }
        AttributeChange.checkNumber(attributes, MOST_ATTRIBUTES);
        attributes = Map.copyOf(attributes);
    }
}
