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
package io.github.cameliot.routes.workflow;

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.model.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that the conditions of a document are compared with. */
record ConditionValues(Map<String, String> values) {

    static final ConditionValues NONE = new ConditionValues(Map.of());

    /** @param text as in {@code model=P200;region=eu}; empty for none */
    static ConditionValues parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split(";")) {
            int at = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (at < 1
                    || values.put(
                                    pair.substring(0, at).strip(),
                                    pair.substring(at + 1).strip())
                            != null) {
                throw new IllegalArgumentException("conditionValues=" + text + " is not possible: " + pair.strip()
                        + (at < 1 ? " is not a pair of key and value" : " repeats a key")
                        + ". Use pairs such as model=P200;region=eu.");
            }
        }
        return new ConditionValues(values);
    }

    /** Keys and values of a bean of the user's, as text; read each time that a document is checked. */
    static ConditionValues of(Map<?, ?> bean) {
        Map<String, String> values = new LinkedHashMap<>();
        bean.forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value)));
        return new ConditionValues(values);
    }

    /** @throws JobRejectedException for the first condition that does not hold */
    void check(List<Condition> conditions) {
        for (Condition condition : conditions) {
            String value = values.get(condition.key());
            if (value == null || !condition.values().contains(value)) {
                throw new JobRejectedException("This job is not for this thing: its condition on "
                        + Names.shown(condition.key()) + " (" + condition.location() + ") does not hold, "
                        + (value == null
                                ? "because conditionValues of this worker have no such key"
                                : "because the value of this worker is " + Names.shown(value))
                        + ".");
            }
        }
    }
}
