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

import java.time.Instant;
import java.util.Map;

/**
 * A custom job template.
 *
 * <p>Source: CreateJobTemplate, service model of {@code iot}.
 *
 * @param id its id
 * @param content what jobs get from it
 * @param createdAt when it was created
 */
public record JobTemplate(String id, Content content, Instant createdAt) {

    public JobTemplate {
        Names.template(id);
    }

    /**
     * What jobs get from a template, unless their request has its own.
     *
     * @param description free text, at least one character
     * @param document the job document
     * @param settings members of the request, by their name on the wire, already checked
     */
    public record Content(String description, String document, Map<String, Object> settings) {

        public Content {
            if (description == null || description.isEmpty()) {
                throw ServiceException.invalid("description is missing");
            }
            Names.text("description", description);
            settings = Map.copyOf(settings);
        }
    }
}
