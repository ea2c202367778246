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

import io.github.cameliot.emulator.core.StateSnapshot.EffectSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.ExecutionSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.GroupSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.JobSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.JobTimers;
import io.github.cameliot.emulator.core.StateSnapshot.Progress;
import io.github.cameliot.emulator.core.StateSnapshot.Registry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes the whole state as values, and puts such values in its place. */
final class Snapshots {

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;
    private final JobLifecycle jobs;

    Snapshots(ServiceState serviceState, Lifecycle lifecycle, JobLifecycle jobs) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
        this.jobs = jobs;
    }

    /** @param events which events are published */
    StateSnapshot take(EventConfigurations.View events) {
        return serviceState.read(now -> new StateSnapshot(
                serviceState.sequence(),
                registry(),
                serviceState.jobs.values().stream().map(job -> job(job, now)).toList(),
                events));
    }

    private Registry registry() {
        return new Registry(
                serviceState.things.values().stream()
                        .map(thing -> thing.view(serviceState.arns))
                        .toList(),
                serviceState.groups.values().stream()
                        .map(group -> new GroupSnapshot(group.view(serviceState.arns), names(group.things())))
                        .toList(),
                List.copyOf(serviceState.templates.values()));
    }

    private static List<String> names(Collection<ThingState> things) {
        return things.stream().map(ThingState::name).toList();
    }

    /** A thing that was deleted since does not get the job, so it need not be saved. */
    private List<ThingState> existing(Collection<ThingState> things) {
        return things.stream()
                .filter(thing -> serviceState.things.get(thing.name()) == thing)
                .toList();
    }

    private JobSnapshot job(Job job, Instant now) {
        return new JobSnapshot(
                job.view(serviceState.arns, now),
                new Progress(
                        job.hasStarted,
                        job.areWindowsClosed,
                        job.isClosed,
                        job.announced,
                        names(existing(job.waiting))),
                new JobTimers(time(job.start), time(job.window), time(job.rolloutTimer)),
                job.executions().stream().flatMap(this::oldestFirst).toList(),
                job.effects.stream()
                        .map(e -> new EffectSnapshot(e.kind().name(), e.at(), e.force(), names(existing(e.things()))))
                        .toList());
    }

    private static Instant time(Timers.Entry timer) {
        return timer == null ? null : timer.at();
    }

    private Stream<ExecutionSnapshot> oldestFirst(JobExecution latest) {
        List<JobExecution> chain = latest.chain().collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(chain);
        return chain.stream().map(this::execution);
    }

    private ExecutionSnapshot execution(JobExecution execution) {
        ThingState thing = execution.thing();
        return new ExecutionSnapshot(
                execution.snapshot(),
                execution.sequence(),
                new StateSnapshot.Deadlines(execution.inProgressDeadline, execution.stepDeadline),
                new StateSnapshot.Origin(execution.retryAttempt, serviceState.things.get(thing.name()) != thing),
                execution.forceCanceled);
    }

    /**
     * Replaces the state.
     *
     * @throws ServiceException when parts of the snapshot contradict each other; the state is then undefined, so a
     *     snapshot that does not come from {@link #take} is first tried on an empty core
     */
    void restore(StateSnapshot snapshot) {
        serviceState.locked(now -> {
            Map<String, ThingState> before = Map.copyOf(serviceState.things);
            serviceState.clear();
            snapshot.registry().things().forEach(this::thing);
            snapshot.registry().groups().forEach(this::group);
            snapshot.registry().templates().forEach(this::template);
            snapshot.jobs().forEach(this::job);
            serviceState.sequence(snapshot.nextSequence());
            serviceState.changes.replaced(before, serviceState.things, now);
            return null;
        });
    }

    private void thing(ThingView view) {
        serviceState.storage.checkNewThing(serviceState.things.size());
        ThingState thing = new ThingState(Names.thing(view.name()), view.id(), view.properties());
        thing.version = view.version();
        if (serviceState.things.put(view.name(), thing) != null) {
            throw ServiceException.invalid("Thing %s is there twice".formatted(view.name()));
        }
    }

    private void group(GroupSnapshot snapshot) {
        serviceState.storage.checkNewGroup(serviceState.groups.size());
        GroupState group = GroupState.of(snapshot.group());
        if (serviceState.groups.put(group.name(), group) != null) {
            throw ServiceException.invalid("Thing group %s is there twice".formatted(group.name()));
        }
        snapshot.things().forEach(name -> group.add(serviceState.thing(name)));
    }

    private void template(JobTemplate template) {
        serviceState.storage.checkNewTemplate(serviceState.templates.size());
        if (serviceState.templates.put(template.id(), template) != null) {
            throw ServiceException.invalid("Job template %s is there twice".formatted(template.id()));
        }
    }

    private void job(JobSnapshot snapshot) {
        JobView view = snapshot.job();
        List<Arns.Target> targets =
                view.request().targets().stream().map(serviceState.arns::target).toList();
        Job job = new Job(
                view.request(),
                targets,
                view.identity().sequence(),
                view.times().createdAt());
        if (serviceState.jobs.put(job.id(), job) != null) {
            throw ServiceException.invalid("Job %s is there twice".formatted(job.id()));
        }
        serviceState.storage.checkNewJob(
                serviceState.jobs.size() - 1,
                snapshot.executions().size() + snapshot.progress().announced());
        job.restore(snapshot);
        if (job.status == JobStatus.SCHEDULED
                && snapshot.timers().startAt() == null
                && !job.schedule().hasWindows()) {
            throw ServiceException.invalid(
                    "Job %s is SCHEDULED without a start and without maintenance windows".formatted(job.id()));
        }
        snapshot.progress().waiting().forEach(name -> job.waiting.add(serviceState.thing(name)));
        Ghosts ghosts = new Ghosts();
        snapshot.executions().forEach(execution -> execution(job, execution, ghosts));
        snapshot.effects().forEach(effect -> jobs.schedule(job, effect(effect)));
        serviceState.storage.announce(job.announced);
        jobs.resume(job, snapshot.timers());
    }

    private DelayedEffect effect(EffectSnapshot snapshot) {
        Set<ThingState> things = snapshot.things().stream()
                .map(serviceState::thing)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new DelayedEffect(DelayedEffect.Kind.valueOf(snapshot.kind()), snapshot.at(), snapshot.force(), things);
    }

    private void execution(Job job, ExecutionSnapshot snapshot, Ghosts ghosts) {
        String name = snapshot.execution().thing();
        ThingState thing = snapshot.origin().isThingGone() ? ghosts.of(name) : serviceState.thing(name);
        JobExecution execution = new JobExecution(job, thing, job.latestOn(name), snapshot);
        job.add(execution);
        if (job.status != JobStatus.DELETION_IN_PROGRESS) {
            thing.add(execution);
            serviceState.storage.added();
            lifecycle.arm(execution);
        }
    }

    /** The deleted things of a job. */
    private static final class Ghosts {

        private final Map<String, ThingState> things = new HashMap<>();

        ThingState of(String name) {
            return things.computeIfAbsent(Names.thing(name), n -> new ThingState(n, ThingProperties.NONE));
        }
    }
}
