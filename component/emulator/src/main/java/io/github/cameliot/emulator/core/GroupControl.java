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

/** What an operator may do with thing groups. */
public final class GroupControl {

    private final World world;
    private final Enrolment enrolment;

    GroupControl(World world, Enrolment enrolment) {
        this.world = world;
        this.enrolment = enrolment;
    }

    /** Creates a group; one that is there already is refused, unlike a thing. Source: CreateThingGroup, {@code iot}. */
    public GroupView create(String name) {
        Names.group(name);
        return world.locked(now -> {
            if (world.groups.containsKey(name)) {
                throw new ServiceException(
                        ErrorType.ALREADY_EXISTS, "Thing group %s already exists".formatted(name), null);
            }
            GroupState group = new GroupState(name);
            world.groups.put(name, group);
            return new GroupView(name, group.id(), world.arns.group(name));
        });
    }

    /** Puts a thing into a group; CONTINUOUS jobs of the group reach it. Once more changes nothing. */
    public void add(String group, String thing) {
        world.locked(now -> {
            GroupState state = world.group(group);
            ThingState added = world.thing(thing);
            if (state.things().add(added)) {
                enrolment.joined(state, added, now);
            }
            return state;
        });
    }

    /** Takes a thing out of a group; what the group's jobs have pending on it is REMOVED. */
    public void remove(String group, String thing) {
        world.locked(now -> {
            GroupState state = world.group(group);
            ThingState removed = world.thing(thing);
            if (state.things().remove(removed)) {
                enrolment.left(state, removed, now);
            }
            return state;
        });
    }
}
