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
import io.github.cameliot.emulator.core.ServiceEvent.ExecutionChange;
import io.github.cameliot.emulator.core.ServiceEvent.JobChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;

/** The start, the end and the cancellation of jobs, on request or by schedule. */
final class JobLifecycle {

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;
    private final Enrolment enrolment;

    JobLifecycle(ServiceState serviceState, Lifecycle lifecycle, Enrolment enrolment) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
        this.enrolment = enrolment;
        lifecycle.abortBy((job, now) -> cancel(job, new Cancellation(false, null, null), now));
    }

    /**
     * Starts a new job, or schedules its start.
     *
     * @param things the current things of its targets
     */
    void created(Job job, Set<ThingState> things, Instant now) {
        Schedule schedule = job.schedule();
        serviceState.changes.job(JobChange.CREATED, job, now);
        job.announced = things.size();
        serviceState.storage.announce(job.announced);
        if (schedule.endAt() != null) {
            job.end = serviceState.timers.at(schedule.endAt(), at -> end(job, at));
        }
        if (schedule.startAt() == null) {
            start(job, things, now);
        } else {
            job.status = JobStatus.SCHEDULED;
            // Inferred: the members of its groups at the start are used, not those at the creation.
            job.start = serviceState.timers.at(schedule.startAt(), at -> {
                job.start = null;
                start(job, enrolment.thingsThatExist(job.targets()), at);
            });
        }
    }

    private void start(Job job, Set<ThingState> things, Instant now) {
        if (job.status == JobStatus.SCHEDULED) {
            job.status = JobStatus.IN_PROGRESS;
            job.lastUpdatedAt = now;
            serviceState.changes.job(JobChange.STARTED, job, now);
        }
        job.rollingOut = true;
        serviceState.after(serviceState.newJobDelay, now, at -> enrolment.rollOut(job, things, at));
    }

    private void end(Job job, Instant now) {
        job.isClosed = true;
        if (job.status != JobStatus.IN_PROGRESS) {
            return;
        }
        switch (job.schedule().endBehavior()) {
            case STOP_ROLLOUT -> lifecycle.completeIfDone(job, now);
            case CANCEL -> cancel(job, new Cancellation(false, null, null), now);
            case FORCE_CANCEL -> cancel(job, new Cancellation(true, null, null), now);
        }
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
        serviceState.after(serviceState.cancellationDelay, now, at -> cancelExecutions(job, request.force(), at));
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
        serviceState.after(serviceState.deletionDelay, now, at -> {
            serviceState.jobs.remove(job.id(), job);
            serviceState.changes.job(JobChange.DELETED, job, at);
        });
    }

    /** A job that has ended must not stay in memory until its scheduled times. */
    private void unschedule(Job job) {
        serviceState.timers.cancel(job.end);
        if (job.start != null) {
            serviceState.timers.cancel(job.start);
            serviceState.storage.withdraw(job.announced);
            job.start = null;
        }
    }
}
