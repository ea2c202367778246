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
import java.util.function.BiConsumer;

/** The only class that changes an execution: its status, version and timers, and the consequences for its job. */
final class Lifecycle {

    private final ServiceState serviceState;
    private BiConsumer<Job, Instant> abort = (job, now) -> {};

    Lifecycle(ServiceState serviceState) {
        this.serviceState = serviceState;
    }

    /** Cancels a job if its abort rules require it. */
    void abortBy(BiConsumer<Job, Instant> cancellation) {
        abort = cancellation;
    }

    JobExecution queue(Job job, ThingState thing, Instant now) {
        JobExecution before = job.latestOn(thing.name());
        if (before != null && before.thing() != thing) {
            // Of a deleted thing with the same name: nobody can see these executions any more.
            serviceState.storage.removed(before.chain().count());
        }
        JobExecution execution = new JobExecution(job, thing, serviceState.nextSequence(), now);
        serviceState.storage.added();
        serviceState.changes.pendingWillChange(thing);
        thing.add(execution);
        job.add(execution);
        serviceState.changes.execution(ExecutionChange.QUEUED, execution, now);
        return execution;
    }

    /** Applies a report of a worker to an execution that is not terminal: start, progress or end. */
    void report(JobExecution execution, Report report, Instant now) {
        if (report.status().isTerminal()) {
            execution.thing().ended(execution.view(now), execution);
        }
        if (report.details() != null) {
            execution.details = report.details();
        }
        if (report.status() == ExecutionStatus.IN_PROGRESS) {
            inProgress(execution, report.stepTimeout(), now);
        } else {
            end(execution, report.status(), now);
        }
    }

    private void inProgress(JobExecution execution, StepTimeout stepTimeout, Instant now) {
        if (execution.status() == ExecutionStatus.QUEUED) {
            execution.startedAt = now;
            execution.inProgressDeadline =
                    Minutes.after(now, execution.job().settings().inProgressTimeoutInMinutes());
        }
        move(execution, ExecutionStatus.IN_PROGRESS, now);
        if (stepTimeout != null) {
            execution.stepDeadline = stepTimeout.deadline(now);
        }
        arm(execution);
        serviceState.changes.execution(ExecutionChange.UPDATED, execution, now);
    }

    /** Ends an execution for any reason, and queues its retry if the job has one left. */
    void end(JobExecution execution, ExecutionStatus terminal, Instant now) {
        execution.inProgressDeadline = null;
        execution.stepDeadline = null;
        arm(execution);
        move(execution, terminal, now);
        serviceState.changes.execution(ExecutionChange.ENDED, execution, now);
        Job job = execution.job();
        if (job.isRunning() && job.settings().retries().retry(execution)) {
            queue(job, execution.thing(), now).retryAttempt = execution.retryAttempt + 1;
        }
        completeIfDone(job, now);
        abortIfRequired(job, now);
    }

    void abortIfRequired(Job job, Instant now) {
        if (job.isRunning() && job.isToBeAborted(serviceState.rules.readings().abortCountsNotified())) {
            abort.accept(job, now);
        }
    }

    /** Shows the queued executions of a job to their things, or hides them, when its maintenance windows open or close. */
    void windowChanged(Job job) {
        job.executions().stream()
                .filter(execution -> execution.status() == ExecutionStatus.QUEUED)
                .forEach(execution -> {
                    serviceState.changes.pendingWillChange(execution.thing());
                    execution.thing().moved(execution);
                });
    }

    /** Deletes an execution, as if it had never existed. */
    void delete(JobExecution execution, Instant now) {
        serviceState.timers.cancel(execution.timer);
        serviceState.storage.removed(1);
        if (!execution.status().isTerminal()) {
            serviceState.changes.pendingWillChange(execution.thing());
        }
        serviceState.changes.execution(ExecutionChange.DELETED, execution, now);
        execution.job().remove(execution);
        execution.thing().remove(execution);
        completeIfDone(execution.job(), now);
    }

    /**
     * A job is complete when all its executions are terminal; a CONTINUOUS one not before its scheduled end, if it has
     * one.
     */
    void completeIfDone(Job job, Instant now) {
        if (job.isRunning() && !job.isOpen() && !job.hasPending()) {
            serviceState.timers.cancel(job.window);
            job.window = null;
            serviceState.timers.cancel(job.end);
            job.status = JobStatus.COMPLETED;
            job.completedAt = now;
            job.lastUpdatedAt = now;
            serviceState.changes.job(JobChange.COMPLETED, job, now);
        }
    }

    private void move(JobExecution execution, ExecutionStatus to, Instant now) {
        ExecutionStatus from = execution.status;
        if (to == ExecutionStatus.IN_PROGRESS && from != to) {
            serviceState.changes.willStart(execution.thing());
        } else if (from != to) {
            serviceState.changes.pendingWillChange(execution.thing());
        }
        execution.status = to;
        execution.version++;
        execution.lastUpdatedAt = now;
        if (from != to) {
            execution.thing().moved(execution);
            execution.job().moved(execution, from);
        }
    }

    void arm(JobExecution execution) {
        serviceState.timers.cancel(execution.timer);
        Instant deadline = execution.deadline();
        execution.timer = deadline == null
                ? null
                : serviceState.timers.at(
                        deadline.plus(serviceState.timeoutDelay), at -> end(execution, ExecutionStatus.TIMED_OUT, at));
    }
}
