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
import io.github.cameliot.emulator.wire.Json;

/** Executions in lists of the control plane. Source: JobExecutionSummary, service model of {@code iot}. */
final class ExecutionSummaryJson {

    private ExecutionSummaryJson() {}

    static ObjectNode of(ExecutionView view) {
        Execution execution = view.execution();
        ObjectNode summary = Json.object().put("status", execution.status().name());
        Json.putTimestamp(summary, "queuedAt", execution.queuedAt());
        Json.putTimestamp(summary, "startedAt", execution.startedAt());
        Json.putTimestamp(summary, "lastUpdatedAt", execution.lastUpdatedAt());
        return summary.put("executionNumber", execution.executionNumber()).put("retryAttempt", view.retryAttempt());
    }
}
