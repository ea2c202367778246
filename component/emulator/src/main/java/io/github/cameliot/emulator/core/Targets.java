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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The targets of a job, in order. To find one is fast, however many there are. Guarded by {@link ServiceState}'s lock. */
final class Targets {

    private List<Arns.Target> all = List.of();
    private Set<String> things = Set.of();
    private Set<String> groups = Set.of();

    Targets(Collection<Arns.Target> targets) {
        add(targets);
    }

    void add(Collection<Arns.Target> targets) {
        all = Stream.concat(all.stream(), targets.stream()).toList();
        things = names(false);
        groups = names(true);
    }

    private Set<String> names(boolean ofGroups) {
        return all.stream()
                .filter(target -> target.isGroup() == ofGroups)
                .map(Arns.Target::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those of other targets that are not among these, each once. */
    List<Arns.Target> missing(Collection<Arns.Target> others) {
        Map<String, Arns.Target> missing = new LinkedHashMap<>();
        others.stream()
                .filter(target -> !(target.isGroup() ? groups : things).contains(target.name()))
                .forEach(target -> missing.putIfAbsent(target.arn(), target));
        return List.copyOf(missing.values());
    }

    List<Arns.Target> all() {
        return all;
    }

    int size() {
        return all.size();
    }

    boolean hasThing(String name) {
        return things.contains(name);
    }

    boolean hasGroup(String name) {
        return groups.contains(name);
    }

    /** The names of the groups. */
    Set<String> groups() {
        return groups;
    }
}
