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
package io.github.cameliot.emulator.core;

import java.util.List;

/** The control plane's operations on thing groups. */
public final class GroupControl {

    private final ServiceState serviceState;
    private final Enrolment enrolment;

    GroupControl(ServiceState serviceState, Enrolment enrolment) {
        this.serviceState = serviceState;
        this.enrolment = enrolment;
    }

    /**
     * Creates a group. Unlike a thing, a group that exists already is refused. Source: CreateThingGroup, {@code iot}.
     */
    public GroupView create(String name, GroupUpdate properties) {
        Names.group(name);
        return serviceState.locked(now -> {
            if (serviceState.groups.containsKey(name)) {
                throw new ServiceException(
                        ErrorType.ALREADY_EXISTS, "Thing group %s already exists".formatted(name), null);
            }
            serviceState.storage.checkNewGroup(serviceState.groups.size());
            GroupState group = new GroupState(name, properties.applyTo(GroupProperties.NONE), now);
            serviceState.groups.put(name, group);
            return group.view(serviceState.arns);
        });
    }

    public GroupView describe(String name) {
        return serviceState.read(now -> serviceState.group(name).view(serviceState.arns));
    }

    /** Changes the properties of a group and returns its new version. */
    public long update(String name, GroupUpdate update) {
        return serviceState.locked(now -> {
            GroupState group = serviceState.group(name);
            Versions.check("Thing group " + name, group.version, update.expectedVersion());
            group.properties = update.applyTo(group.properties);
            return ++group.version;
        });
    }

    /**
     * Deletes a group, also one with things: they leave it first. If the group does not exist, nothing happens.
     *
     * <p>Source: AWS IoT developer guide, "Delete a thing group". Inferred: that an unknown group is no error, since
     * the service model of {@code iot} has no such error for this operation, and what happens to the group's jobs.
     *
     * @param expectedVersion the version that it must have; null for any
     */
    public void delete(String name, Long expectedVersion) {
        Names.group(name);
        serviceState.locked(now -> {
            GroupState group = serviceState.groups.get(name);
            if (group == null) {
                return null;
            }
            Versions.check("Thing group " + name, group.version, expectedVersion);
            for (ThingState thing : List.copyOf(group.things())) {
                group.remove(thing);
                enrolment.left(group, thing, now);
            }
            return serviceState.groups.remove(name);
        });
    }

    /** Groups by name; all those that start with a prefix, which is empty for any. */
    public Page<GroupView> list(String prefix, PageRequest page) {
        String from = page.from() == null ? prefix : page.fromName();
        return serviceState.read(now -> Page.of(
                        serviceState.groups.tailMap(from, true).values().stream()
                                .filter(group -> group.name().startsWith(prefix)),
                        page.most(),
                        group -> new Cursor(group.name(), 0))
                .map(group -> group.view(serviceState.arns)));
    }

    /** The names of the things in a group, in order. */
    public Page<String> things(String name, PageRequest page) {
        return serviceState.read(now -> Page.of(
                        serviceState.group(name).thingsFrom(page.fromName()).stream(),
                        page.most(),
                        thing -> new Cursor(thing.name(), 0))
                .map(ThingState::name));
    }

    /** Adds a thing to a group, which gets the CONTINUOUS jobs of the group. Adding it again changes nothing. */
    public void add(String group, String thing) {
        serviceState.locked(now -> {
            GroupState state = serviceState.group(group);
            ThingState added = serviceState.thing(thing);
            if (!state.has(added)) {
                serviceState.storage.checkNewExecutions(
                        enrolment.reaching(state, added).size());
                state.add(added);
                enrolment.joined(state, added, now);
            }
            return state;
        });
    }

    /** Removes a thing from a group; the pending executions of the group's jobs on it become REMOVED. */
    public void remove(String group, String thing) {
        serviceState.locked(now -> {
            GroupState state = serviceState.group(group);
            ThingState removed = serviceState.thing(thing);
            if (state.remove(removed)) {
                enrolment.left(state, removed, now);
            }
            return state;
        });
    }
}
