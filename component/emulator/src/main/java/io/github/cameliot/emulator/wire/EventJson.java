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
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobEvent;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.JobView;
import io.github.cameliot.emulator.core.ServiceEvent;
import io.github.cameliot.emulator.core.ServiceEvent.ExecutionChanged;
import io.github.cameliot.emulator.core.ServiceEvent.JobChange;
import io.github.cameliot.emulator.core.ServiceEvent.JobChanged;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * The events of jobs and job executions.
 *
 * <p>Source: the examples in "Jobs events", AWS IoT developer guide. There the timestamp of an event is in seconds, and
 * the times of a job are in milliseconds. Inferred: a deleted execution has the status that it had.
 *
 * @param arns for the ARNs of things
 */
public record EventJson(Arns arns) {

    /** The event as AWS publishes it; null for a change of which it does not tell. */
    public JobEvent of(ServiceEvent event) {
        if (event instanceof ExecutionChanged changed) {
            return execution(changed);
        }
        return event instanceof JobChanged changed ? job(changed) : null;
    }

    private JobEvent execution(ExecutionChanged changed) {
        Execution execution = changed.execution();
        String operation = operation(changed);
        if (operation == null) {
            return null;
        }
        ObjectNode payload = event("JOB_EXECUTION", changed.at(), operation, execution.jobId())
                .put("thingArn", arns.thing(execution.thing()))
                .put("status", execution.status().name());
        if (!execution.statusDetails().isEmpty()) {
            payload.set("statusDetails", ExecutionJson.details(execution.statusDetails()));
        }
        return new JobEvent(
                "$aws/events/jobExecution/" + execution.jobId() + "/" + operation,
                operation,
                execution.jobId(),
                execution.thing(),
                text(payload));
    }

    private static String operation(ExecutionChanged changed) {
        return switch (changed.change()) {
            case ENDED -> changed.execution().status().name().toLowerCase(Locale.ROOT);
            case DELETED -> "deleted";
            case QUEUED, UPDATED -> null;
        };
    }

    private static JobEvent job(JobChanged changed) {
        if (changed.change() == JobChange.CREATED || changed.change() == JobChange.STARTED) {
            return null;
        }
        JobView job = changed.job();
        String jobId = job.request().jobId();
        String operation = changed.change().name().toLowerCase(Locale.ROOT);
        ObjectNode payload = event("JOB", changed.at(), operation, jobId)
                .put("status", changed.change().name())
                .put("targetSelection", job.request().settings().selection().name());
        ArrayNode targets = payload.putArray("targets");
        job.identity().targets().forEach(targets::add);
        Json.putText(payload, "description", job.request().settings().description());
        if (changed.change() == JobChange.COMPLETED) {
            putMillis(payload, "completedAt", job.times().completedAt());
        }
        putMillis(payload, "createdAt", job.times().createdAt());
        putMillis(payload, "lastUpdatedAt", job.times().lastUpdatedAt());
        if (changed.change() == JobChange.COMPLETED) {
            payload.set("jobProcessDetails", processDetails(job));
        } else {
            Json.putText(payload, "comment", job.state().comment());
        }
        return new JobEvent("$aws/events/job/" + jobId + "/" + operation, operation, jobId, null, text(payload));
    }

    private static ObjectNode processDetails(JobView job) {
        return Json.object()
                .put("numberOfCanceledThings", job.count(ExecutionStatus.CANCELED))
                .put("numberOfRejectedThings", job.count(ExecutionStatus.REJECTED))
                .put("numberOfFailedThings", job.count(ExecutionStatus.FAILED))
                .put("numberOfRemovedThings", job.count(ExecutionStatus.REMOVED))
                .put("numberOfSucceededThings", job.count(ExecutionStatus.SUCCEEDED))
                .put("numberOfTimedOutThings", job.count(ExecutionStatus.TIMED_OUT));
    }

    private static ObjectNode event(String type, Instant at, String operation, String jobId) {
        ObjectNode node = Json.object()
                .put("eventType", type)
                .put("eventId", UUID.randomUUID().toString());
        Json.putSeconds(node, "timestamp", at);
        return node.put("operation", operation).put("jobId", jobId);
    }

    private static void putMillis(ObjectNode node, String name, Instant at) {
        if (at != null) {
            node.put(name, at.toEpochMilli());
        }
    }

    private static String text(ObjectNode payload) {
        return new String(Json.bytes(payload), StandardCharsets.UTF_8);
    }
}
