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
package io.github.cameliot.jobsdata.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The status details of an execution, as the service showed them. */
final class ShownDetails {

    private ShownDetails() {}

    /**
     * The same, not to be changed. Not copied, because there are two of them a job: the SDK's map never changes.
     *
     * @param given null for none; a pair without a value, which the service never sends, is left out
     */
    static Map<String, String> of(Map<String, String> given) {
        if (given == null || given.isEmpty()) {
            return Map.of();
        }
        for (String value : given.values()) {
            if (value == null) {
                return withoutNulls(given);
            }
        }
        return Collections.unmodifiableMap(given);
    }

    private static Map<String, String> withoutNulls(Map<String, String> given) {
        Map<String, String> pairs = new LinkedHashMap<>(given);
        pairs.values().removeIf(value -> value == null);
        return Collections.unmodifiableMap(pairs);
    }
}
