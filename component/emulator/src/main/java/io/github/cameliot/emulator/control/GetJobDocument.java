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
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;

/**
 * {@code GET /jobs/{job}/job-document}.
 *
 * <p>Source: GetJobDocumentRequest#beforeSubstitution, service model of {@code iot}. It is inferred that the document
 * is returned as it was sent if the parameter is absent.
 */
public final class GetJobDocument implements Handler {

    private final JobControl jobs;

    public GetJobDocument(JobControl jobs) {
        this.jobs = jobs;
    }

    @Override
    public ObjectNode handle(Call call) {
        return Json.object()
                .put("document", jobs.document(call.job(), call.query().bool("beforeSubstitution", true)));
    }
}
