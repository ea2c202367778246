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

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects jobs for a list.
 *
 * @param status null for any
 * @param selection null for any
 * @param group only jobs with the thing group of this name as a target; null for any
 * @param groupId the same by the id of the thing group; null for any
 */
public record JobFilter(JobStatus status, TargetSelection selection, String group, String groupId) {

    /** Source: ThingGroupId, service model of {@code iot}. */
    private static final Pattern GROUP_ID = Pattern.compile("[a-zA-Z0-9-]{1,128}");

    public JobFilter {
        if (group != null) {
            Names.group(group);
        }
        if (groupId != null && !GROUP_ID.matcher(groupId).matches()) {
            throw ServiceException.invalid(
                    "%s is not possible: it must match %s".formatted(Quote.of("thingGroupId", groupId), GROUP_ID));
        }
    }

    /** Inferred: a group that does not exist has no jobs. */
    Stream<Job> applyTo(ServiceState serviceState) {
        Set<String> named = serviceState.groups.values().stream()
                .filter(state -> state.id().equals(groupId))
                .map(GroupState::name)
                .collect(Collectors.toSet());
        return serviceState.jobs.values().stream()
                .filter(job -> status == null || job.status == status)
                .filter(job -> selection == null || job.settings().selection() == selection)
                .filter(job -> group == null || job.isForGroup(group))
                .filter(job -> groupId == null || named.stream().anyMatch(job::isForGroup));
    }
}
