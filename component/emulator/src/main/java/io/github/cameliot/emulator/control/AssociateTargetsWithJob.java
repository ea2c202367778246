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
import io.github.cameliot.emulator.core.JobControl;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;

/** {@code POST /jobs/{job}/targets}. */
public final class AssociateTargetsWithJob implements Handler {

    private final JobControl jobs;

    public AssociateTargetsWithJob(JobControl jobs) {
        this.jobs = jobs;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body body = call.body();
        return JobJson.brief(jobs.associate(call.job(), body.list("targets"), body.text("comment")));
    }
}
