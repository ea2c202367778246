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

import io.github.cameliot.emulator.control.CreateJob;
import io.github.cameliot.emulator.control.CreateJobTemplate;
import io.github.cameliot.emulator.control.CreateThingGroup;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.EventConfigurations;
import io.github.cameliot.emulator.core.EventConfigurations.EventType;
import io.github.cameliot.emulator.core.GroupView;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobTemplate;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.StateSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.GroupSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.JobSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.Registry;
import io.github.cameliot.emulator.core.ThingProperties;
import io.github.cameliot.emulator.core.ThingView;
import io.github.cameliot.emulator.wire.Body;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a seed or a saved state, and puts it in the place of what a core has. Everything is tried on an empty core
 * first, so a mistake changes nothing.
 */
public final class StateReader {

    private static final String THING = "thing/";
    private static final String GROUP = "thinggroup/";
    private static final String TEMPLATE = "jobtemplate/";

    private final JobsCore tried;
    private final Arns arns;

    private StateReader(JobsCore tried) {
        this.tried = tried;
        this.arns = tried.arns();
    }

    /**
     * Loads a JSON object.
     *
     * @throws ServiceException names the path of what is wrong, like {@code jobs[0].targets[1]}, and what is expected
     */
    public static void load(AccountRegistry accounts, AccountRegion home, Body json) {
        JobsCore tried = accounts.empty(home);
        new StateReader(tried).read(json);
        accounts.of(home).restore(tried.snapshot());
    }

    private void read(Body json) {
        json.refuseUnknown(SeedFormat.ALL);
        Registry registry = new Registry(
                all(json, "things", this::thing),
                all(json, "groups", this::group),
                all(json, "templates", this::template));
        List<JobSnapshot> saved = new ArrayList<>();
        List<Body> created = new ArrayList<>();
        for (Body job : json.objects("jobs")) {
            if (job.object("state") == null) {
                created.add(job);
            } else {
                saved.add(at(job, this::saved));
            }
        }
        checkSequences(saved);
        Long sequence = json.integer("nextSequence");
        tried.restore(new StateSnapshot(
                Math.max(sequence == null ? 0 : sequence, next(saved)),
                registry,
                saved,
                events(json.object("events"))));
        created.forEach(job -> at(job, this::create));
    }

    private static <T> List<T> all(Body json, String name, Function<Body, T> read) {
        return json.objects(name).stream().map(item -> at(item, read)).toList();
    }

    private EventConfigurations.View events(Body events) {
        if (events == null) {
            return EventConfigurations.View.NONE;
        }
        List<EventType> enabled = events.constants("enabled", EventType.class);
        tried.events().update(enabled.stream().collect(Collectors.toMap(type -> type, type -> true, (a, b) -> a)));
        Instant now = enabled.isEmpty() ? null : tried.events().view().createdAt();
        return new EventConfigurations.View(
                Set.copyOf(enabled), Texts.time(events, "createdAt", now), Texts.time(events, "lastModifiedAt", now));
    }

    private static void checkSequences(List<JobSnapshot> jobs) {
        Set<Long> used = new HashSet<>();
        for (JobSnapshot job : jobs) {
            job.executions().forEach(execution -> {
                if (!used.add(execution.sequence())) {
                    throw ServiceException.invalid(
                            "sequence %d is used by two executions".formatted(execution.sequence()));
                }
            });
        }
    }

    /** One more than every number that is used. */
    private static long next(List<JobSnapshot> jobs) {
        return jobs.stream()
                .map(job -> Math.max(
                        job.job().identity().sequence(),
                        job.executions().stream()
                                .mapToLong(StateSnapshot.ExecutionSnapshot::sequence)
                                .max()
                                .orElse(0)))
                .max(Long::compare)
                .map(last -> last + 1)
                .orElse(0L);
    }

    /** Adds the path to messages of the core, which does not know it. */
    private static <T> T at(Body object, Function<Body, T> read) {
        try {
            return read.apply(object);
        } catch (ServiceException e) {
            String where = object.path().substring(0, object.path().length() - 1);
            throw e.getMessage().contains(where)
                    ? e
                    : new ServiceException(e.type(), where + ": " + e.getMessage(), e.state());
        }
    }

    private ThingView thing(Body thing) {
        String name = Texts.needed(thing, "thingName", "pump-12");
        Map<String, String> attributes = thing.texts("attributes");
        ThingProperties properties =
                new ThingProperties(thing.text("thingTypeName"), attributes == null ? Map.of() : attributes);
        // Created for its checks; replaced by the one with the saved id.
        tried.things().create(name, properties);
        return new ThingView(
                name, id(thing, "thingId"), arns.thing(name), properties, Texts.number(thing, "version", 1, 1));
    }

    private GroupSnapshot group(Body group) {
        String name = Texts.needed(group, "thingGroupName", "pumps");
        GroupView created = tried.groups().create(name, CreateThingGroup.properties(group));
        List<String> things = group.list("things");
        for (int i = 0; i < things.size(); i++) {
            exists(group.path() + "things[" + i + "]", THING + things.get(i));
        }
        GroupView.Identity identity = new GroupView.Identity(
                name, id(group, "thingGroupId"), created.identity().arn());
        return new GroupSnapshot(
                new GroupView(
                        identity,
                        created.properties(),
                        Texts.number(group, "version", 1, 1),
                        Texts.time(group, "createdAt", created.createdAt())),
                things);
    }

    private JobTemplate template(Body template) {
        String id = Texts.needed(template, "jobTemplateId", "reboot");
        tried.templates().create(id, CreateJobTemplate.stored(template.withTextOf("document")));
        JobTemplate created = tried.templates().describe(id);
        return new JobTemplate(id, created.content(), Texts.time(template, "createdAt", created.createdAt()));
    }

    private static String id(Body object, String name) {
        String id = object.text(name);
        return id == null ? UUID.randomUUID().toString() : id;
    }

    private Object create(Body job) {
        return tried.jobs().create(CreateJob.created(id(job), targets(job), body(job), tried));
    }

    private static String id(Body job) {
        return Texts.needed(job, "jobId", "ota-7");
    }

    private Body body(Body job) {
        String template = job.text("jobTemplateArn");
        boolean isRelative = template != null && template.startsWith(TEMPLATE);
        Body body = job.withTextOf("document");
        return isRelative ? body.with("jobTemplateArn", arns.template(template.substring(TEMPLATE.length()))) : body;
    }

    private List<String> targets(Body job) {
        List<String> targets = new ArrayList<>();
        for (String target : job.list("targets")) {
            String path = job.path() + "targets[" + targets.size() + "]";
            if (job.object("state") == null) {
                exists(path, target);
            }
            targets.add(arn(target));
        }
        return targets;
    }

    private String arn(String target) {
        if (target.startsWith(THING)) {
            return arns.thing(target.substring(THING.length()));
        }
        return target.startsWith(GROUP) ? arns.group(target.substring(GROUP.length())) : target;
    }

    private void exists(String path, String target) {
        try {
            if (target.startsWith(THING)) {
                tried.things().describe(target.substring(THING.length()));
            }
        } catch (ServiceException e) {
            throw new ServiceException(e.type(), "%s: %s. Add it to things".formatted(path, e.getMessage()), null);
        }
    }

    private JobSnapshot saved(Body job) {
        JobRequest request = tried.jobs().checked(CreateJob.stored(id(job), targets(job), body(job)));
        return SavedJob.of(request, arns.job(request.jobId()), job.object("state"));
    }
}
