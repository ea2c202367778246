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
package io.github.cameliot.emulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.control.GroupJson;
import io.github.cameliot.emulator.control.JobJson;
import io.github.cameliot.emulator.control.TemplateJson;
import io.github.cameliot.emulator.core.EventConfigurations;
import io.github.cameliot.emulator.core.GroupView;
import io.github.cameliot.emulator.core.JobTemplate;
import io.github.cameliot.emulator.core.JobView;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.StateSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.EffectSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.ExecutionSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.GroupSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.JobSnapshot;
import io.github.cameliot.emulator.core.ThingView;
import io.github.cameliot.emulator.wire.ExecutionJson;
import io.github.cameliot.emulator.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Writes the state of an account and region as JSON; {@link StateReader} reads it. */
public final class StateWriter {

    /** In the ARN of a managed template. */
    private static final String OF_NO_ACCOUNT = "::";

    private StateWriter() {}

    public static ObjectNode json(JobsCore core, Instant now) {
        StateSnapshot snapshot = core.snapshot();
        ObjectNode node = Json.object()
                .put("account", core.home().account())
                .put("region", core.home().region())
                .put("savedAt", now.toString())
                .put("nextSequence", snapshot.nextSequence());
        StateSnapshot.Registry registry = snapshot.registry();
        all(node, "things", registry.things(), StateWriter::thing);
        all(node, "groups", registry.groups(), StateWriter::group);
        all(node, "templates", registry.templates(), StateWriter::template);
        all(node, "jobs", snapshot.jobs(), StateWriter::job);
        node.set("events", events(snapshot.events()));
        return node;
    }

    private static <T> void all(ObjectNode node, String name, List<T> items, Function<T, ObjectNode> json) {
        ArrayNode array = node.putArray(name);
        items.forEach(item -> array.add(json.apply(item)));
    }

    private static ObjectNode thing(ThingView thing) {
        ObjectNode node = Json.object().put("thingName", thing.name()).put("thingId", thing.id());
        Json.putText(node, "thingTypeName", thing.properties().typeName());
        if (!thing.properties().attributes().isEmpty()) {
            node.set("attributes", ExecutionJson.details(thing.properties().attributes()));
        }
        return node.put("version", thing.version());
    }

    private static ObjectNode group(GroupSnapshot snapshot) {
        GroupView group = snapshot.group();
        ObjectNode node = Json.object()
                .put("thingGroupName", group.identity().name())
                .put("thingGroupId", group.identity().id())
                .put("version", group.version());
        GroupJson.properties(node, group.properties());
        time(node, "createdAt", group.createdAt());
        texts(node, "things", snapshot.things());
        return node;
    }

    private static ObjectNode template(JobTemplate template) {
        ObjectNode node = Json.object().put("jobTemplateId", template.id());
        TemplateJson.content(node, template.content());
        time(node, "createdAt", template.createdAt());
        return node;
    }

    private static ObjectNode events(EventConfigurations.View events) {
        ObjectNode node = Json.object();
        texts(
                node,
                "enabled",
                events.enabled().stream().sorted().map(Enum::name).toList());
        time(node, "createdAt", events.createdAt());
        time(node, "lastModifiedAt", events.lastModifiedAt());
        return node;
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
    }

    private static ObjectNode job(JobSnapshot job) {
        JobView view = job.job();
        ObjectNode node = Json.object().put("jobId", view.request().jobId());
        // Those that it has now.
        texts(
                node,
                "targets",
                view.identity().targets().stream().map(StateWriter::relative).toList());
        node.put("document", view.request().document().text());
        Json.putText(node, "description", view.request().settings().description());
        JobJson.settings(node, view.request().settings());
        JsonNode template = node.get("jobTemplateArn");
        if (template != null && !template.textValue().contains(OF_NO_ACCOUNT)) {
            node.put("jobTemplateArn", relative(template.textValue()));
        }
        node.set("state", state(job));
        return node;
    }

    /** Without partition, region and account, so that it can be loaded into another one. */
    private static String relative(String arn) {
        return arn.substring(arn.lastIndexOf(':', arn.indexOf('/')) + 1);
    }

    private static ObjectNode state(JobSnapshot job) {
        JobView.State state = job.job().state();
        ObjectNode node = Json.object()
                .put("status", state.status().name())
                .put("sequence", job.job().identity().sequence())
                .put("forceCanceled", state.forceCanceled())
                .put("isConcurrent", state.isConcurrent())
                .put("hasStarted", job.progress().hasStarted())
                .put("windowsClosed", job.progress().areWindowsClosed())
                .put("endTimePassed", job.progress().isClosed())
                .put("announced", job.progress().announced());
        Json.putText(node, "reasonCode", state.reasonCode());
        Json.putText(node, "comment", state.comment());
        time(node, "createdAt", job.job().times().createdAt());
        time(node, "lastUpdatedAt", job.job().times().lastUpdatedAt());
        time(node, "completedAt", job.job().times().completedAt());
        time(node, "startsAt", job.timers().startAt());
        time(node, "windowChangesAt", job.timers().windowChangesAt());
        time(node, "rolloutGoesOnAt", job.timers().rolloutGoesOnAt());
        texts(node, "waiting", job.progress().waiting());
        all(node, "executions", job.executions(), StateWriter::execution);
        all(node, "effects", job.effects(), StateWriter::effect);
        return node;
    }

    private static ObjectNode execution(ExecutionSnapshot snapshot) {
        Execution execution = snapshot.execution();
        ObjectNode node = Json.object()
                .put("thingName", execution.thing())
                .put("status", execution.status().name());
        if (!execution.statusDetails().isEmpty()) {
            node.set("statusDetails", ExecutionJson.details(execution.statusDetails()));
        }
        node.put("versionNumber", execution.versionNumber())
                .put("executionNumber", execution.executionNumber())
                .put("sequence", snapshot.sequence());
        flag(node, "forceCanceled", snapshot.forceCanceled());
        if (snapshot.origin().retryAttempt() > 0) {
            node.put("retryAttempt", snapshot.origin().retryAttempt());
        }
        flag(node, "thingDeleted", snapshot.origin().isThingGone());
        time(node, "queuedAt", execution.queuedAt());
        time(node, "startedAt", execution.startedAt());
        time(node, "lastUpdatedAt", execution.lastUpdatedAt());
        time(node, "inProgressDeadline", snapshot.deadlines().inProgress());
        time(node, "stepDeadline", snapshot.deadlines().step());
        return node;
    }

    private static ObjectNode effect(EffectSnapshot effect) {
        ObjectNode node = Json.object().put("kind", effect.kind()).put("force", effect.force());
        time(node, "at", effect.at());
        texts(node, "things", effect.things());
        return node;
    }

    /** False is left out. */
    private static void flag(ObjectNode node, String name, boolean value) {
        if (value) {
            node.put(name, true);
        }
    }

    private static void time(ObjectNode node, String name, Instant at) {
        if (at != null) {
            node.put(name, at.toString());
        }
    }
}
