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
import io.github.cameliot.emulator.core.DelayedEffect.Kind;
import io.github.cameliot.emulator.core.ServiceEvent.ExecutionChange;
import io.github.cameliot.emulator.core.ServiceEvent.JobChange;
import io.github.cameliot.emulator.core.StateSnapshot.JobTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The start, the end and the cancellation of jobs, on request or by schedule. */
final class JobLifecycle {

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;
    private final Enrolment enrolment;
    private final Rollout rollout;
    private final MaintenanceWindows windows;

    JobLifecycle(ServiceState serviceState, Lifecycle lifecycle, Enrolment enrolment) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
        this.enrolment = enrolment;
        this.rollout = new Rollout(serviceState, lifecycle, enrolment);
        this.windows = new MaintenanceWindows(serviceState, lifecycle, rollout);
        lifecycle.abortBy((job, now) -> cancel(job, new Cancellation(false, null, null), now));
    }

    /**
     * Starts a new job, or schedules its start.
     *
     * @param things the current things of its targets
     */
    void created(Job job, Set<ThingState> things, Instant now) {
        serviceState.changes.job(JobChange.CREATED, job, now);
        rollout.announce(job, things.size());
        Instant startAt = startAt(job, now);
        job.hasStarted = now.equals(startAt);
        job.status = job.hasStarted ? JobStatus.IN_PROGRESS : JobStatus.SCHEDULED;
        scheduleEnd(job);
        if (job.hasStarted) {
            windows.update(job, now);
            reach(job, things, now);
        } else {
            scheduleStart(job, startAt);
        }
    }

    /** Starts the timers of a job that was saved. */
    void resume(Job job, JobTimers timers) {
        scheduleEnd(job);
        scheduleStart(job, timers.startAt());
        windows.scheduleUpdate(job, timers.windowChangesAt());
        rollout.scheduleNext(job, timers.rolloutGoesOnAt());
    }

    private void scheduleEnd(Job job) {
        Instant endAt = job.schedule().endAt();
        boolean mayEnd = job.isRunning() || job.status == JobStatus.SCHEDULED;
        if (endAt != null && mayEnd && !job.isClosed) {
            job.end = serviceState.timers.at(endAt, at -> end(job, at));
        }
    }

    /** Lets an effect happen now, or after the delay. */
    private void later(Duration delay, Job job, DelayedEffect effect) {
        if (delay.isZero()) {
            apply(job, effect, effect.at());
        } else {
            schedule(job, new DelayedEffect(effect.kind(), effect.at().plus(delay), effect.force(), effect.things()));
        }
    }

    /** Lets an effect happen at its time. */
    void schedule(Job job, DelayedEffect effect) {
        job.effects.add(effect);
        serviceState.timers.at(effect.at(), at -> {
            job.effects.remove(effect);
            apply(job, effect, at);
        });
    }

    private void apply(Job job, DelayedEffect effect, Instant at) {
        switch (effect.kind()) {
            case ROLL_OUT -> rollout.start(job, effect.things(), at);
            case CANCEL -> cancelExecutions(job, effect.force(), at);
            case DELETE -> {
                serviceState.jobs.remove(job.id(), job);
                serviceState.changes.job(JobChange.DELETED, job, at);
            }
        }
    }

    /** When it starts: now, or at its start time or the opening of a window, which may be null for never. */
    private static Instant startAt(Job job, Instant now) {
        Schedule schedule = job.schedule();
        if (schedule.startAt() != null && schedule.startAt().isAfter(now)) {
            return schedule.startAt();
        }
        return !schedule.hasWindows() || schedule.closesAt(now) != null ? now : schedule.opensAfter(now);
    }

    private void scheduleStart(Job job, Instant startAt) {
        job.start = startAt == null ? null : serviceState.timers.at(startAt, at -> startOrWait(job, at));
    }

    /** At the start time of a job its windows may be closed. */
    private void startOrWait(Job job, Instant now) {
        Instant startAt = startAt(job, now);
        if (!now.equals(startAt)) {
            scheduleStart(job, startAt);
            return;
        }
        job.start = null;
        job.hasStarted = true;
        job.status = JobStatus.IN_PROGRESS;
        job.lastUpdatedAt = now;
        serviceState.changes.job(JobChange.STARTED, job, now);
        windows.update(job, now);
        // Inferred: the members of its groups at the start are used, not those at the creation.
        reach(job, enrolment.thingsThatExist(job.targets().all()), now);
    }

    private void reach(Job job, Set<ThingState> things, Instant now) {
        job.rollingOut = true;
        later(serviceState.newJobDelay, job, new DelayedEffect(Kind.ROLL_OUT, now, false, things));
    }

    private void end(Job job, Instant now) {
        job.isClosed = true;
        if (!job.isRunning() && job.status != JobStatus.SCHEDULED) {
            return;
        }
        switch (job.schedule().endBehavior()) {
            case STOP_ROLLOUT -> stop(job, now);
            case CANCEL -> cancel(job, new Cancellation(false, null, null), now);
            case FORCE_CANCEL -> cancel(job, new Cancellation(true, null, null), now);
        }
    }

    /** Inferred: a job that has not started before its end is complete; one that has, goes on in its windows. */
    private void stop(Job job, Instant now) {
        serviceState.timers.cancel(job.start);
        job.start = null;
        job.hasStarted = true;
        rollout.stop(job);
        lifecycle.completeIfDone(job, now);
    }

    /** Gives a running CONTINUOUS job further targets. */
    void associate(Job job, List<Arns.Target> targets, Instant now) {
        enrolment.reach(job, enrolment.things(targets), now);
        job.targets().add(targets);
        job.lastUpdatedAt = now;
    }

    void cancel(Job job, Cancellation request, Instant now) {
        unschedule(job);
        job.status = JobStatus.CANCELED;
        job.forceCanceled |= request.force();
        job.reasonCode = request.reasonCode();
        job.comment = request.comment();
        job.lastUpdatedAt = now;
        job.completedAt = now;
        job.rollingOut = true;
        serviceState.changes.job(JobChange.CANCELLATION_IN_PROGRESS, job, now);
        later(serviceState.cancellationDelay, job, new DelayedEffect(Kind.CANCEL, now, request.force(), Set.of()));
    }

    private void cancelExecutions(Job job, boolean force, Instant now) {
        if (serviceState.jobs.get(job.id()) != job || job.status != JobStatus.CANCELED) {
            return; // deleted in the meantime
        }
        job.rollingOut = false;
        for (JobExecution execution : new ArrayList<>(job.executions())) {
            if (execution.status() == ExecutionStatus.QUEUED
                    || (force && execution.status() == ExecutionStatus.IN_PROGRESS)) {
                execution.forceCanceled = force;
                lifecycle.end(execution, ExecutionStatus.CANCELED, now);
            }
        }
        serviceState.changes.job(JobChange.CANCELED, job, now);
    }

    void delete(Job job, Instant now) {
        unschedule(job);
        job.lastUpdatedAt = now;
        job.status = JobStatus.DELETION_IN_PROGRESS;
        serviceState.changes.job(JobChange.DELETION_IN_PROGRESS, job, now);
        serviceState.storage.removed(job.executionsFrom("").count());
        for (JobExecution execution : job.executions()) {
            serviceState.timers.cancel(execution.timer);
            if (!execution.status().isTerminal()) {
                serviceState.changes.pendingWillChange(execution.thing());
            }
            execution.chain().forEach(e -> serviceState.changes.execution(ExecutionChange.DELETED, e, now));
            execution.thing().removeAllOf(job);
        }
        later(serviceState.deletionDelay, job, new DelayedEffect(Kind.DELETE, now, false, Set.of()));
    }

    /** A job that has ended must not stay in memory until its scheduled times. */
    private void unschedule(Job job) {
        serviceState.timers.cancel(job.end);
        serviceState.timers.cancel(job.start);
        serviceState.timers.cancel(job.window);
        job.start = null;
        job.window = null;
        rollout.stop(job);
    }
}
