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
import io.github.cameliot.emulator.core.DataPlane;
import io.github.cameliot.emulator.core.StepTimeout;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.Map;

/** {@code PUT /things/{thing}/jobs/$next}. */
public final class StartNextPendingJobExecution implements Handler {

    private final DataPlane plane;

    public StartNextPendingJobExecution(DataPlane plane) {
        this.plane = plane;
    }

    @Override
    public ObjectNode handle(Call call) {
        Body body = DeviceBody.of(call, plane);
        Map<String, String> details = body.texts("statusDetails");
        StepTimeout stepTimeout = StepTimeout.ofStart(body.integer("stepTimeoutInMinutes"));
        ObjectNode response = Json.object();
        NextFault.of(call, plane)
                .or(() -> plane.startNext(call.thing(), details, stepTimeout))
                .ifPresent(started -> response.set("execution", ExecutionJson.full(started, true)));
        return response;
    }
}
