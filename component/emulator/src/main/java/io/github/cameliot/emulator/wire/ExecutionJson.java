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
package io.github.cameliot.emulator.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.core.ExecutionView;
import java.util.List;
import java.util.Map;

/** Executions in the form of the data plane: timestamps in whole seconds. Source: JobExecution, model 2017-09-29. */
public final class ExecutionJson {

    private ExecutionJson() {}

    public static ObjectNode full(ExecutionView view, boolean withDocument) {
        Execution execution = view.execution();
        ObjectNode node = Json.object()
                .put("jobId", execution.jobId())
                .put("thingName", execution.thing())
                .put("status", execution.status().name());
        node.set("statusDetails", details(execution.statusDetails()));
        times(node, execution);
        if (view.secondsBeforeTimedOut() != null) {
            node.put("approximateSecondsBeforeTimedOut", view.secondsBeforeTimedOut());
        }
        if (withDocument) {
            node.put("jobDocument", view.document());
        }
        return node;
    }

    /**
     * The form of notifications: the document is JSON, and the thing is only in the topic.
     *
     * <p>Source: "Jobs notifications", AWS IoT developer guide. Inferred: details are left out if there are none.
     */
    public static ObjectNode next(ExecutionView view) {
        Execution execution = view.execution();
        ObjectNode node = Json.object()
                .put("jobId", execution.jobId())
                .put("status", execution.status().name());
        if (!execution.statusDetails().isEmpty()) {
            node.set("statusDetails", details(execution.statusDetails()));
        }
        times(node, execution);
        node.set("jobDocument", Json.documentNode(view.document()));
        return node;
    }

    public static ArrayNode summaries(List<Execution> executions) {
        ArrayNode array = Json.object().arrayNode();
        executions.forEach(execution -> array.add(summary(execution)));
        return array;
    }

    public static ObjectNode summary(Execution execution) {
        ObjectNode node = Json.object().put("jobId", execution.jobId());
        times(node, execution);
        return node;
    }

    /** The short form in responses of Update and in conflicts. Source: JobExecutionState, model 2017-09-29. */
    public static ObjectNode state(Execution execution) {
        ObjectNode node = Json.object().put("status", execution.status().name());
        node.set("statusDetails", details(execution.statusDetails()));
        return node.put("versionNumber", execution.versionNumber());
    }

    public static ObjectNode details(Map<String, String> details) {
        ObjectNode node = Json.object();
        details.forEach(node::put);
        return node;
    }

    private static void times(ObjectNode node, Execution execution) {
        Json.putSeconds(node, "queuedAt", execution.queuedAt());
        Json.putSeconds(node, "startedAt", execution.startedAt());
        Json.putSeconds(node, "lastUpdatedAt", execution.lastUpdatedAt());
        node.put("versionNumber", execution.versionNumber());
        node.put("executionNumber", execution.executionNumber());
    }
}
