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

import io.github.cameliot.emulator.control.CreateJobTemplate;
import io.github.cameliot.emulator.control.CreateThingGroup;
import io.github.cameliot.emulator.core.EventConfigurations;
import io.github.cameliot.emulator.core.EventConfigurations.EventType;
import io.github.cameliot.emulator.core.GroupView;
import io.github.cameliot.emulator.core.JobTemplate;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.StateSnapshot.GroupSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.Registry;
import io.github.cameliot.emulator.core.ThingProperties;
import io.github.cameliot.emulator.core.ThingView;
import io.github.cameliot.emulator.wire.Body;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a seed or a saved state has besides jobs. */
final class RegistryReader {

    private final JobsCore tried;

    /** @param tried where everything is created for its checks */
    RegistryReader(JobsCore tried) {
        this.tried = tried;
    }

    Registry registry(Body json) {
        return new Registry(
                all(json, "things", this::thing),
                all(json, "groups", this::group),
                all(json, "templates", this::template));
    }

    private static <T> List<T> all(Body json, String name, Function<Body, T> read) {
        return json.objects(name).stream().map(item -> Texts.at(item, read)).toList();
    }

    /** @param events null for none */
    EventConfigurations.View events(Body events) {
        if (events == null) {
            return EventConfigurations.View.NONE;
        }
        List<EventType> enabled = events.constants("enabled", EventType.class);
        tried.events().update(enabled.stream().collect(Collectors.toMap(type -> type, type -> true, (a, b) -> a)));
        Instant now = enabled.isEmpty() ? null : tried.events().view().createdAt();
        return new EventConfigurations.View(
                Set.copyOf(enabled), Texts.time(events, "createdAt", now), Texts.time(events, "lastModifiedAt", now));
    }

    private ThingView thing(Body thing) {
        String name = Texts.needed(thing, "thingName", "pump-12");
        Map<String, String> attributes = thing.texts("attributes");
        ThingProperties properties =
                new ThingProperties(thing.text("thingTypeName"), attributes == null ? Map.of() : attributes);
        // Created for its checks; replaced by the one with the saved id.
        tried.things().create(name, properties);
        return new ThingView(
                name, id(thing, "thingId"), tried.arns().thing(name), properties, Texts.number(thing, "version", 1, 1));
    }

    private GroupSnapshot group(Body group) {
        String name = Texts.needed(group, "thingGroupName", "pumps");
        GroupView created = tried.groups().create(name, CreateThingGroup.properties(group));
        List<String> things = group.list("things");
        for (int i = 0; i < things.size(); i++) {
            checkExists(tried, group.path() + "things[" + i + "]", things.get(i));
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

    /** Refuses a thing that does not exist, and says where it is named. */
    static void checkExists(JobsCore core, String path, String thing) {
        try {
            core.things().describe(thing);
        } catch (ServiceException e) {
            throw new ServiceException(e.type(), "%s: %s. Add it to things".formatted(path, e.getMessage()), null);
        }
    }
}
