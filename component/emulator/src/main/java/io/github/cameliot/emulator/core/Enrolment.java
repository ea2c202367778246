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

import io.github.cameliot.emulator.ExecutionStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which things a job reaches, at its creation and when groups change later. */
final class Enrolment {

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;

    Enrolment(ServiceState serviceState, Lifecycle lifecycle) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
    }

    /** The current things of these targets; an unknown target is refused. */
    Set<ThingState> things(List<Arns.Target> targets) {
        Set<ThingState> things = new LinkedHashSet<>();
        for (Arns.Target target : targets) {
            if (target.isGroup()) {
                things.addAll(serviceState.group(target.name()).things());
            } else {
                things.add(serviceState.thing(target.name()));
            }
        }
        return things;
    }

    /** The same, but targets that do not exist any more are left out. */
    Set<ThingState> thingsThatExist(List<Arns.Target> targets) {
        return things(targets.stream()
                .filter(target ->
                        (target.isGroup() ? serviceState.groups : serviceState.things).containsKey(target.name()))
                .toList());
    }

    /** Whether a thing that waits for a job still gets it. */
    boolean isDue(Job job, ThingState thing) {
        boolean isStable = !job.isContinuous() && !serviceState.rules.readings().leavingGroupEndsSnapshot();
        return serviceState.things.get(thing.name()) == thing
                && isNew(job, thing)
                && (isStable || isReached(job, thing));
    }

    /** Gives a job to things that it has not reached before. */
    void reach(Job job, Collection<ThingState> things, Instant now) {
        List<ThingState> fresh =
                things.stream().filter(thing -> isNew(job, thing)).toList();
        serviceState.storage.checkNewExecutions(fresh.size());
        fresh.forEach(thing -> lifecycle.queue(job, thing, now));
    }

    void joined(GroupState group, ThingState thing, Instant now) {
        reaching(group, thing).forEach(job -> lifecycle.queue(job, thing, now));
    }

    /** The jobs that a thing gets when it joins a group. */
    List<Job> reaching(GroupState group, ThingState thing) {
        return serviceState.jobs.values().stream()
                .filter(job -> job.isOpen() && job.isRunning())
                .filter(job -> job.isFor(group) && isNew(job, thing))
                .toList();
    }

    /** Inferred: a thing that joins a group again gets a job again only if the job was REMOVED when the thing left. */
    private static boolean isNew(Job job, ThingState thing) {
        JobExecution latest = job.latestOn(thing.name());
        return latest == null || latest.status() == ExecutionStatus.REMOVED;
    }

    void left(GroupState group, ThingState thing, Instant now) {
        boolean snapshotsToo = serviceState.rules.readings().leavingGroupEndsSnapshot();
        for (JobExecution execution : thing.allOpen()) {
            Job job = execution.job();
            if (job.isFor(group) && (job.isContinuous() || snapshotsToo) && !isReached(job, thing)) {
                lifecycle.end(execution, ExecutionStatus.REMOVED, now);
            }
        }
    }

    /** Through another target than the group that the thing has left. */
    private boolean isReached(Job job, ThingState thing) {
        return job.targets().hasThing(thing.name())
                || job.targets().groups().stream()
                        .map(serviceState.groups::get)
                        .anyMatch(group -> group != null && group.has(thing));
    }

    void deleted(ThingState thing, Instant now) {
        for (JobExecution execution : thing.allOpen()) {
            lifecycle.end(execution, ExecutionStatus.REMOVED, now);
        }
        serviceState.groups.values().forEach(group -> group.remove(thing));
    }
}
