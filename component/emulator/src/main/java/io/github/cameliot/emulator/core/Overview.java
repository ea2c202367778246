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
import java.util.stream.Stream;

/** What the console page shows, in pages and without effect on the state. */
public final class Overview {

    private final ServiceState serviceState;

    Overview(ServiceState serviceState) {
        this.serviceState = serviceState;
    }

    /** How much is stored. */
    public record Sizes(int things, int groups, int jobs, long executions) {}

    /**
     * A thing and what it has to do.
     *
     * @param queued how many of its executions are queued
     * @param inProgress how many are in progress
     * @param next the execution that a worker would get; null if there is none
     */
    public record ThingStatus(String name, int queued, int inProgress, ExecutionView next) {}

    /**
     * Selects things.
     *
     * @param search a part of the name, in upper or lower case; empty for all
     * @param isBusy only things with something queued or in progress
     */
    public record Search(String search, boolean isBusy) {

        private boolean has(ThingState thing) {
            return (!isBusy || thing.next() != null) && isPartOf(thing.name());
        }

        private boolean isPartOf(String name) {
            int last = name.length() - search.length();
            for (int i = 0; i <= last; i++) {
                if (name.regionMatches(true, i, search, 0, search.length())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A group and how many things it has. */
    public record GroupSize(String name, int things) {}

    /** Grows with each change of the state. Timers that are due take effect first. */
    public long changes() {
        return serviceState.read(now -> serviceState.changes.revision());
    }

    public Sizes sizes() {
        return serviceState.read(now -> new Sizes(
                serviceState.things.size(),
                serviceState.groups.size(),
                serviceState.jobs.size(),
                serviceState.storage.executions()));
    }

    /** Whether there are no things, groups, templates and jobs. */
    public boolean isEmpty() {
        return serviceState.read(now -> serviceState.things.isEmpty()
                && serviceState.groups.isEmpty()
                && serviceState.templates.isEmpty()
                && serviceState.jobs.isEmpty());
    }

    /** Things by name. */
    public Page<ThingStatus> things(Search search, PageRequest page) {
        return serviceState.read(now -> {
            Stream<ThingState> things = serviceState.things.tailMap(page.fromName(), true).values().stream()
                    .filter(search::has);
            return Page.of(things, page.most(), thing -> new Cursor(thing.name(), 0))
                    .map(thing -> status(thing, now));
        });
    }

    private static ThingStatus status(ThingState thing, Instant now) {
        JobExecution next = thing.next();
        return new ThingStatus(thing.name(), thing.queued(), thing.inProgress(), next == null ? null : next.view(now));
    }

    /** Groups by name. */
    public Page<GroupSize> groups(PageRequest page) {
        return serviceState.read(now -> Page.of(
                        serviceState.groups.tailMap(page.fromName(), true).values().stream(),
                        page.most(),
                        group -> new Cursor(group.name(), 0))
                .map(group -> new GroupSize(group.name(), group.things().size())));
    }
}
