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
package io.github.cameliot.emulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.DocumentParameter;
import io.github.cameliot.emulator.core.JobTemplate;
import io.github.cameliot.emulator.core.ManagedTemplate;
import io.github.cameliot.emulator.wire.Json;

/** Job templates as the control plane writes them. Source: service model of {@code iot}. */
public final class TemplateJson {

    private TemplateJson() {}

    static ObjectNode summary(JobTemplate template, Arns arns) {
        ObjectNode node = Json.object()
                .put("jobTemplateArn", arns.template(template.id()))
                .put("jobTemplateId", template.id())
                .put("description", template.content().description());
        Json.putTimestamp(node, "createdAt", template.createdAt());
        return node;
    }

    static ObjectNode full(JobTemplate template, Arns arns) {
        ObjectNode node = summary(template, arns);
        content(node, template.content());
        return node;
    }

    /** Writes the members of CreateJobTemplate. */
    public static void content(ObjectNode node, JobTemplate.Content content) {
        node.put("description", content.description()).put("document", content.document());
        content.settings().forEach((name, value) -> node.set(name, (JsonNode) value));
    }

    static ObjectNode summary(ManagedTemplate template, Arns arns) {
        ObjectNode node = Json.object()
                .put("templateArn", arns.managedTemplate(template.name()))
                .put("templateName", template.name())
                .put("description", template.description())
                .put("templateVersion", ManagedTemplate.VERSION);
        node.putArray("environments").add("LINUX");
        return node;
    }

    static ObjectNode full(ManagedTemplate template, Arns arns) {
        ObjectNode node = summary(template, arns).put("document", template.document());
        ArrayNode parameters = node.putArray("documentParameters");
        template.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        return node;
    }

    private static ObjectNode parameter(DocumentParameter parameter) {
        return Json.object()
                .put("key", parameter.key())
                .put("description", parameter.description())
                .put("regex", parameter.regex().pattern())
                .put("example", parameter.example())
                .put("optional", parameter.isOptional());
    }
}
