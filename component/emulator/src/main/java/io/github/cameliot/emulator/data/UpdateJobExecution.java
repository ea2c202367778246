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
package io.github.cameliot.emulator.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.DataPlane;
import io.github.cameliot.emulator.core.ExecutionView;
import io.github.cameliot.emulator.core.Report;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.StepTimeout;
import io.github.cameliot.emulator.core.Update;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;

/** {@code POST /things/{thing}/jobs/{job}}. */
public final class UpdateJobExecution implements Handler {

    private final DataPlane plane;

    public UpdateJobExecution(DataPlane plane) {
        this.plane = plane;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body body = DeviceBody.of(call, plane);
        Update update = update(body);
        boolean withState = body.bool("includeJobExecutionState", false);
        boolean withDocument = body.bool("includeJobDocument", false);
        ExecutionView updated = plane.update(call.thing(), call.job(), update);
        ObjectNode response = Json.object();
        if (withState) {
            response.set("executionState", ExecutionJson.state(updated.execution()));
        }
        if (withDocument) {
            response.put("jobDocument", updated.document());
        }
        return response;
    }

    private static Update update(Body body) {
        ExecutionStatus status = body.constant("status", ExecutionStatus.class);
        if (status == null) {
            throw ServiceException.invalid("status is missing");
        }
        StepTimeout stepTimeout = StepTimeout.ofUpdate(body.integer("stepTimeoutInMinutes"));
        Report report = new Report(status, body.texts("statusDetails"), stepTimeout);
        return new Update(report, body.integer("executionNumber"), body.integer("expectedVersion"));
    }
}
