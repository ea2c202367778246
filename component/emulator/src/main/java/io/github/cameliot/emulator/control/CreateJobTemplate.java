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
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobTemplate;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code PUT /job-templates/{template}}, from a document or a job. */
public final class CreateJobTemplate implements Handler {

    private static final String WINDOWS = "maintenanceWindows";
    private static final List<String> MEMBERS = Stream.concat(
                    JobConfig.COMMON.stream(), Stream.of(WINDOWS, JobConfig.PACKAGES))
            .toList();

    private final JobsCore core;

    public CreateJobTemplate(JobsCore core) {
        this.core = core;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body body = call.body();
        String id = call.path("template");
        String document = JobConfig.document(body, "jobArn");
        Body settings = body;
        if (document == null) {
            JobRequest job =
                    core.jobs().describe(core.arns().jobId(body.text("jobArn"))).request();
            document = job.document().textWithParameters();
            settings = body.withDefaults(settingsOf(job));
        }
        core.templates().create(id, content(body.text("description"), document, settings));
        return Json.object().put("jobTemplateArn", core.arns().template(id)).put("jobTemplateId", id);
    }

    /** The content of a template that exists already. */
    public static JobTemplate.Content stored(Body template) {
        return content(template.text("description"), JobConfig.document(template, "jobArn"), template);
    }

    private static JobTemplate.Content content(String description, String document, Body settings) {
        JobConfig.settings(settings);
        JobConfig.urlSeconds(settings);
        SchedulingConfig.checkWindows(settings);
        return new JobTemplate.Content(description, document, JobConfig.members(settings, MEMBERS));
    }

    /** Inferred: the maintenance windows of the job are those of the template. */
    private static Map<String, JsonNode> settingsOf(JobRequest job) {
        Map<String, JsonNode> settings = JobConfig.members(job.settings());
        JsonNode schedule = settings.get("schedulingConfig");
        if (schedule != null && schedule.hasNonNull(WINDOWS)) {
            settings.put(WINDOWS, schedule.get(WINDOWS));
        }
        return settings;
    }
}
