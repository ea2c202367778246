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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.core.DataPlane;
import io.github.cameliot.emulator.core.PendingExecutions;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import java.util.List;

/** {@code GET /things/{thing}/jobs} on the data plane. */
public final class GetPendingJobExecutions implements Handler {

    private final DataPlane plane;

    public GetPendingJobExecutions(DataPlane plane) {
        this.plane = plane;
    }

    @Override
    public ObjectNode handle(Call call) {
        PendingExecutions pending = plane.pending(call.thing());
        ObjectNode response = Json.object();
        list(response.putArray("inProgressJobs"), pending.inProgress());
        list(response.putArray("queuedJobs"), pending.queued());
        return response;
    }

    private static void list(ArrayNode array, List<Execution> executions) {
        executions.forEach(execution -> array.add(ExecutionJson.summary(execution)));
    }
}
