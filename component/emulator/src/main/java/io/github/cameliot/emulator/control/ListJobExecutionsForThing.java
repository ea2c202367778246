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
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.ExecutionControl;
import io.github.cameliot.emulator.core.ExecutionView;
import io.github.cameliot.emulator.core.Page;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Json;
import io.github.cameliot.emulator.wire.Query;

/** {@code GET /things/{thing}/jobs}. */
public final class ListJobExecutionsForThing implements Handler {

    private final ExecutionControl executions;

    public ListJobExecutionsForThing(ExecutionControl executions) {
        this.executions = executions;
    }

    @Override
    public ObjectNode handle(Call call) {
        Query query = call.query();
        Page<ExecutionView> page = executions.ofThing(
                call.thing(),
                query.constant("status", ExecutionStatus.class),
                query.text("jobId"),
                Pages.request(query));
        return Pages.json("executionSummaries", page, ListJobExecutionsForThing::entry);
    }

    private static ObjectNode entry(ExecutionView view) {
        ObjectNode entry = Json.object().put("jobId", view.execution().jobId());
        entry.set("jobExecutionSummary", ExecutionSummaryJson.of(view));
        return entry;
    }
}
