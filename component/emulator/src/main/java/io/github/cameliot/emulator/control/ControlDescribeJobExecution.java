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
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.core.ExecutionView;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;

/**
 * {@code GET /things/{thing}/jobs/{job}} on the control plane: also returns terminal executions, with nested details.
 */
public final class ControlDescribeJobExecution implements Handler {

    private final JobsCore core;

    public ControlDescribeJobExecution(JobsCore core) {
        this.core = core;
    }

    @Override
    public ObjectNode handle(Call call) {
        Long executionNumber = call.query().integer("executionNumber");
        ExecutionView view = core.executions().describe(call.thing(), call.job(), executionNumber);
        Execution execution = view.execution();
        ObjectNode node = Json.object()
                .put("jobId", execution.jobId())
                .put("status", execution.status().name())
                .put("forceCanceled", view.forceCanceled())
                .put("thingArn", core.arns().thing(execution.thing()))
                .put("executionNumber", execution.executionNumber())
                .put("versionNumber", execution.versionNumber());
        node.putObject("statusDetails").set("detailsMap", ExecutionJson.details(execution.statusDetails()));
        Json.putTimestamp(node, "queuedAt", execution.queuedAt());
        Json.putTimestamp(node, "startedAt", execution.startedAt());
        Json.putTimestamp(node, "lastUpdatedAt", execution.lastUpdatedAt());
        if (view.secondsBeforeTimedOut() != null) {
            node.put("approximateSecondsBeforeTimedOut", view.secondsBeforeTimedOut());
        }
        ObjectNode response = Json.object();
        response.set("execution", node);
        return response;
    }
}
