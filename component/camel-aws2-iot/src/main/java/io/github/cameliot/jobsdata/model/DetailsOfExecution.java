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

import java.util.Map;

/** The status details of an execution as the service showed them. */
final class DetailsOfExecution {

    private DetailsOfExecution() {}

    /**
     * An immutable copy. One pair is what most executions have, the claim marker, and two of them are copied for each job:
     * {@link Map#copyOf} takes 250 bytes more for it.
     *
     * @param given null for none
     */
    static Map<String, String> copy(Map<String, String> given) {
        if (given == null || given.isEmpty()) {
            return Map.of();
        }
        if (given.size() > 1) {
            return Map.copyOf(given);
        }
        String[] pair = new String[2];
        given.forEach((key, value) -> {
            pair[0] = key;
            pair[1] = value;
        });
        return Map.of(pair[0], pair[1]);
    }
}
