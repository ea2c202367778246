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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A job template of AWS.
 *
 * @param name its name
 * @param description free text
 * @param document the job document with placeholders for the parameters
 * @param parameters the parameters
 */
public record ManagedTemplate(String name, String description, String document, List<DocumentParameter> parameters) {

    /** The only version of each template. */
    public static final String VERSION = "1.0";

    /**
     * The values of all parameters, from those that a job was created with. Inferred: a parameter that is left out is
     * empty; unknown and missing ones are invalid requests.
     */
    public Map<String, String> values(Map<String, String> given) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        parameters.forEach(parameter -> unknown.remove(parameter.key()));
        if (!unknown.isEmpty()) {
            throw ServiceException.invalid("%s is not a parameter of %s. Its parameters are %s"
                    .formatted(
                            Quote.of(
                                    "documentParameters member",
                                    unknown.iterator().next()),
                            name,
                            parameters.stream().map(DocumentParameter::key).collect(Collectors.joining(", "))));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (DocumentParameter parameter : parameters) {
            String value = given.get(parameter.key());
            if (value != null) {
                parameter.check(value);
            } else if (!parameter.isOptional()) {
                throw ServiceException.invalid(
                        "documentParameters.%s is missing: %s needs it".formatted(parameter.key(), name));
            }
            values.put(parameter.key(), value == null ? "" : value);
        }
        return values;
    }
}
