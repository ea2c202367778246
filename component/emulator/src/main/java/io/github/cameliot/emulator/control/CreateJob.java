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
import io.github.cameliot.emulator.core.JobDocument;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.NullMembers;
import java.util.List;

/** {@code PUT /jobs/{job}}, from a document or a template. */
public final class CreateJob implements Handler {

    private final JobsCore core;

    public CreateJob(JobsCore core) {
        this.core = core;
    }

    @Override
    public ObjectNode handle(Call call) {
        return JobJson.brief(core.jobs().create(created(call.job(), call.body().list("targets"), call.body(), core)));
    }

    /**
     * A job that exists already, also one from a template: the document of the body is used, and the template is not read.
     *
     * @param targets ARNs
     */
    public static JobRequest stored(String jobId, List<String> targets, Body body) {
        return request(jobId, targets, JobSource.stored(body));
    }

    /**
     * A new job, with the members of CreateJob.
     *
     * @param targets ARNs
     * @param core has the templates
     */
    public static JobRequest created(String jobId, List<String> targets, Body body, JobsCore core) {
        return request(jobId, targets, JobSource.of(body, core));
    }

    private static JobRequest request(String jobId, List<String> targets, JobSource source) {
        Body body = source.request();
        JobDocument document = new JobDocument(
                source.document(),
                NullMembers.dropped(source.document()),
                JobConfig.urlSeconds(body),
                source.parameters());
        return new JobRequest(
                jobId,
                targets,
                document,
                JobConfig.settings(body),
                SchedulingConfig.of(body.object("schedulingConfig")));
    }
}
