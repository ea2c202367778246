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
    public GroupView create(String name) {
        Names.group(name);
        return serviceState.locked(now -> {
            if (serviceState.groups.containsKey(name)) {
                throw new ServiceException(
                        ErrorType.ALREADY_EXISTS, "Thing group %s already exists".formatted(name), null);
            }
            serviceState.storage.checkNewGroup(serviceState.groups.size());
            GroupState group = new GroupState(name);
            serviceState.groups.put(name, group);
            return new GroupView(name, group.id(), serviceState.arns.group(name));
        });
    }

    /** Adds a thing to a group, which gets the CONTINUOUS jobs of the group. Adding it again changes nothing. */
    public void add(String group, String thing) {
        serviceState.locked(now -> {
            GroupState state = serviceState.group(group);
            ThingState added = serviceState.thing(thing);
            if (!state.things().contains(added)) {
                serviceState.storage.checkNewExecutions(
                        enrolment.reaching(state, added).size());
                state.things().add(added);
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
            if (state.things().remove(removed)) {
                enrolment.left(state, removed, now);
            }
            return state;
        });
    }
}
