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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** A static thing group. Guarded by {@link ServiceState}'s lock. */
final class GroupState {

    private final String name;
    private final String id = UUID.randomUUID().toString();
    private final Set<ThingState> things = new LinkedHashSet<>();

    GroupState(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    Set<ThingState> things() {
        return things;
    }
}
