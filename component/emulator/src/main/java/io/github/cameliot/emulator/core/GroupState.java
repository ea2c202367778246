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

import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** A static thing group and its things, by name. Guarded by {@link ServiceState}'s lock. */
final class GroupState {

    private final String name;
    private final String id;
    private final Instant createdAt;
    private final NavigableMap<String, ThingState> things = new TreeMap<>();

    GroupProperties properties;
    /** Raised by each update of the properties. */
    long version = 1;

    GroupState(String name, GroupProperties properties, Instant createdAt) {
        this(name, UUID.randomUUID().toString(), properties, createdAt);
    }

    private GroupState(String name, String id, GroupProperties properties, Instant createdAt) {
        this.name = name;
        this.id = id;
        this.properties = properties;
        this.createdAt = createdAt;
    }

    /** A group that was saved, without its things. */
    static GroupState of(GroupView saved) {
        GroupState group = new GroupState(
                Names.group(saved.identity().name()), saved.identity().id(), saved.properties(), saved.createdAt());
        group.version = saved.version();
        return group;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    Collection<ThingState> things() {
        return things.values();
    }

    Collection<ThingState> thingsFrom(String thing) {
        return things.tailMap(thing, true).values();
    }

    boolean has(ThingState thing) {
        return things.get(thing.name()) == thing;
    }

    void add(ThingState thing) {
        things.put(thing.name(), thing);
    }

    /** Returns whether the thing was in the group. */
    boolean remove(ThingState thing) {
        return things.remove(thing.name(), thing);
    }

    GroupView view(Arns arns) {
        return new GroupView(new GroupView.Identity(name, id, arns.group(name)), properties, version, createdAt);
    }
}
