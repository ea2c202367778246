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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.JobSettings;
import io.github.cameliot.emulator.core.JobStatus;
import io.github.cameliot.emulator.core.JobView;
import io.github.cameliot.emulator.wire.Json;
import java.time.Instant;
import java.util.List;

/** Jobs as the control plane writes them. Source: Job, JobProcessDetails, service model of {@code iot}. */
public final class JobJson {

    private JobJson() {}

    /** The response of CreateJob and CancelJob. */
    static ObjectNode brief(JobView job) {
        ObjectNode node = Json.object()
                .put("jobArn", job.identity().arn())
                .put("jobId", job.request().jobId());
        Json.putText(node, "description", job.request().settings().description());
        return node;
    }

    /** An entry of ListJobs. */
    static ObjectNode summary(JobView job) {
        return state(
                Json.object()
                        .put("jobArn", job.identity().arn())
                        .put("jobId", job.request().jobId())
                        .put(
                                "targetSelection",
                                job.request().settings().selection().name()),
                job);
    }

    private static ObjectNode state(ObjectNode node, JobView job) {
        node.put("status", job.state().status().name())
                .put("isConcurrent", job.state().isConcurrent());
        Json.putTimestamp(node, "createdAt", job.times().createdAt());
        Json.putTimestamp(node, "lastUpdatedAt", job.times().lastUpdatedAt());
        Json.putTimestamp(node, "completedAt", job.times().completedAt());
        return node;
    }

    static ObjectNode full(JobView job) {
        ObjectNode node = state(brief(job), job);
        JobView.State state = job.state();
        node.put("forceCanceled", state.forceCanceled());
        Json.putText(node, "reasonCode", state.reasonCode());
        Json.putText(node, "comment", state.comment());
        ArrayNode targets = node.putArray("targets");
        job.identity().targets().forEach(targets::add);
        settings(node, job.request().settings());
        openings(node, job.times().openings());
        node.set("jobProcessDetails", processDetails(job));
        return node;
    }

    /** Writes the members of CreateJob, except document, description and targets. */
    public static void settings(ObjectNode node, JobSettings settings) {
        node.put("targetSelection", settings.selection().name());
        if (settings.inProgressTimeoutInMinutes() != null) {
            node.putObject("timeoutConfig").put("inProgressTimeoutInMinutes", settings.inProgressTimeoutInMinutes());
        }
        ObjectNode retries = RetryConfig.json(settings.retries());
        if (retries != null) {
            node.set("jobExecutionsRetryConfig", retries);
        }
        settings.shown().forEach((name, value) -> node.set(name, (JsonNode) value));
    }

    /** Inferred: the form of the times. */
    private static void openings(ObjectNode node, List<Instant> openings) {
        if (!openings.isEmpty()) {
            ArrayNode rollouts = node.putArray("scheduledJobRollouts");
            openings.forEach(opening -> rollouts.addObject().put("startTime", SchedulingConfig.text(opening)));
        }
    }

    private static ObjectNode processDetails(JobView job) {
        ObjectNode details = Json.object();
        if (job.state().isConcurrent() && job.state().status() == JobStatus.IN_PROGRESS) {
            ArrayNode targets = details.putArray("processingTargets");
            job.identity().targets().forEach(targets::add);
        }
        return details.put("numberOfCanceledThings", job.count(ExecutionStatus.CANCELED))
                .put("numberOfSucceededThings", job.count(ExecutionStatus.SUCCEEDED))
                .put("numberOfFailedThings", job.count(ExecutionStatus.FAILED))
                .put("numberOfRejectedThings", job.count(ExecutionStatus.REJECTED))
                .put("numberOfQueuedThings", job.count(ExecutionStatus.QUEUED))
                .put("numberOfInProgressThings", job.count(ExecutionStatus.IN_PROGRESS))
                .put("numberOfRemovedThings", job.count(ExecutionStatus.REMOVED))
                .put("numberOfTimedOutThings", job.count(ExecutionStatus.TIMED_OUT));
    }
}
