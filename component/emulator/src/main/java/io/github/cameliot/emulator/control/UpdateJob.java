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
import io.github.cameliot.emulator.core.JobControl;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code PATCH /jobs/{job}}: settings that are not named are kept. */
public final class UpdateJob implements Handler {

    private static final List<String> MEMBERS =
            Stream.concat(Stream.of("description"), JobConfig.COMMON.stream()).toList();

    private final JobControl jobs;

    public UpdateJob(JobControl jobs) {
        this.jobs = jobs;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body body = call.body();
        jobs.update(call.job(), before -> {
            Map<String, JsonNode> kept = JobConfig.members(before.settings());
            Body changed = Body.of(JobConfig.members(body, MEMBERS)).withDefaults(kept);
            return before.withSettings(JobConfig.settings(changed))
                    .withDocument(before.document().withUrlSeconds(urlSeconds(changed, before)));
        });
        return Json.object();
    }

    private static long urlSeconds(Body changed, JobRequest before) {
        return changed.has("presignedUrlConfig")
                ? JobConfig.urlSeconds(changed)
                : before.document().urlSeconds();
    }
}
