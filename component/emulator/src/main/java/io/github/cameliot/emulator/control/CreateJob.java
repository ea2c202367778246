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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.FailureRules;
import io.github.cameliot.emulator.core.JobControl;
import io.github.cameliot.emulator.core.JobDocument;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobSettings;
import io.github.cameliot.emulator.core.JobView;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.TargetSelection;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.NullMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code PUT /jobs/{job}}. */
public final class CreateJob implements Handler {

    /**
     * These members are stored and returned by DescribeJob; only {@code abortConfig}, the times in {@code
     * schedulingConfig} and {@code presignedUrlConfig} have an effect.
     */
    private static final List<String> SHOWN = List.of(
            "presignedUrlConfig",
            "jobExecutionsRolloutConfig",
            "abortConfig",
            "namespaceId",
            "documentParameters",
            "schedulingConfig",
            "destinationPackageVersions");

    private final JobControl jobs;

    public CreateJob(JobControl jobs) {
        this.jobs = jobs;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body body = call.body();
        JobRequest request = new JobRequest(
                call.job(),
                body.list("targets"),
                document(body),
                settings(body),
                SchedulingConfig.of(body.object("schedulingConfig")));
        JobView job = jobs.create(request);
        return JobJson.brief(job);
    }

    private static JobDocument document(Body body) {
        String document = body.text("document");
        if (document == null) {
            String instead = body.text("documentSource") != null ? "documentSource" : body.text("jobTemplateArn");
            throw ServiceException.invalid(
                    instead == null
                            ? "document is missing"
                            : "document is missing: the emulator does not fetch documents from other places");
        }
        Body urls = body.object("presignedUrlConfig");
        Long seconds = urls == null ? null : urls.integer("expiresInSec");
        String delivered = NullMembers.dropped(document);
        return seconds == null ? new JobDocument(document, delivered) : new JobDocument(document, delivered, seconds);
    }

    private static JobSettings settings(Body body) {
        TargetSelection selection = body.constant("targetSelection", TargetSelection.class);
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String name : SHOWN) {
            if (body.asIs(name) != null) {
                shown.put(name, body.asIs(name));
            }
        }
        return new JobSettings(
                selection == null ? TargetSelection.SNAPSHOT : selection,
                timeout(body.object("timeoutConfig")),
                new FailureRules(
                        RetryConfig.of(body.object("jobExecutionsRetryConfig")),
                        AbortConfig.of(body.object("abortConfig"))),
                body.text("description"),
                shown);
    }

    private static Long timeout(Body config) {
        return config == null ? null : config.integer("inProgressTimeoutInMinutes");
    }
}
