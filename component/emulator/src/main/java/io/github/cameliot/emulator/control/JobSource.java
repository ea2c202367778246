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
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.JobTemplate;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.ManagedTemplate;
import io.github.cameliot.emulator.core.ManagedTemplates;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Json;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a new job has its document and its settings from: its request, a custom or a managed template.
 *
 * <p>Source: AWS IoT developer guide, "Create a job from AWS managed templates by using the AWS CLI": the request overrides
 * the template; documentParameters are only for managed templates. Inferred: the maintenance windows of a template are
 * those of a job that has none.
 *
 * @param document the job document
 * @param parameters the values of its parameters
 * @param request the request, with the settings of the template that it does not have
 */
record JobSource(String document, Map<String, String> parameters, Body request) {

    /** Managed templates belong to no account. */
    private static final String MANAGED = "::jobtemplate/";

    private static final String WINDOWS = "maintenanceWindows";

    static JobSource of(Body request, JobsCore core) {
        String arn = request.text("jobTemplateArn");
        if (arn == null) {
            String document = JobConfig.document(request, "jobTemplateArn");
            refuseParameters(request);
            return new JobSource(document, Map.of(), request);
        }
        if (request.has("document") || request.has("documentSource")) {
            throw ServiceException.invalid("jobTemplateArn and a document are given: only one is possible");
        }
        Arns arns = core.arns();
        String managed = arns.managedTemplateName(arn);
        if (managed != null) {
            return managed(request, managed);
        }
        refuseParameters(request);
        return custom(request, core.templates().describe(arns.templateId(arn)).content());
    }

    private static void refuseParameters(Body request) {
        if (request.has("documentParameters")) {
            throw ServiceException.invalid(
                    "documentParameters is not possible: only jobs from managed templates have parameters");
        }
    }

    /** Of a job that exists already: with the document that it got from its template, if it has one. */
    static JobSource stored(Body job) {
        String document = job.text("document");
        if (document == null) {
            throw ServiceException.invalid("document is missing");
        }
        String arn = job.text("jobTemplateArn");
        int managed = arn == null ? -1 : arn.indexOf(MANAGED);
        return new JobSource(
                document,
                managed < 0 ? Map.of() : values(job, template(arn.substring(managed + MANAGED.length()))),
                job);
    }

    private static Map<String, String> values(Body job, ManagedTemplate template) {
        Map<String, String> given = job.texts("documentParameters");
        return template.values(given == null ? Map.of() : given);
    }

    private static ManagedTemplate template(String nameAndVersion) {
        int colon = nameAndVersion.indexOf(':');
        return ManagedTemplates.get(
                colon < 0 ? nameAndVersion : nameAndVersion.substring(0, colon),
                colon < 0 ? null : nameAndVersion.substring(colon + 1));
    }

    private static JobSource managed(Body request, String nameAndVersion) {
        ManagedTemplate template = template(nameAndVersion);
        return new JobSource(
                template.document(), values(request, template), described(request, template.description(), Map.of()));
    }

    private static JobSource custom(Body request, JobTemplate.Content template) {
        Map<String, Object> defaults = new HashMap<>(template.settings());
        JsonNode windows = (JsonNode) defaults.remove(WINDOWS);
        Body scheduled = windows == null ? request : scheduled(request, windows);
        return new JobSource(template.document(), Map.of(), described(scheduled, template.description(), defaults));
    }

    private static Body scheduled(Body request, JsonNode windows) {
        Body own = request.object("schedulingConfig");
        Map<String, JsonNode> ofTemplate = Map.of(WINDOWS, windows);
        return request.with("schedulingConfig", own == null ? Body.of(ofTemplate) : own.withDefaults(ofTemplate));
    }

    private static Body described(Body request, String description, Map<String, Object> defaults) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.put("description", Json.text(description));
        return request.withDefaults(all);
    }
}
