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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What an operator may do with jobs. */
public final class JobControl {

    private final World world;
    private final Lifecycle lifecycle;
    private final Enrolment enrolment;

    JobControl(World world, Lifecycle lifecycle, Enrolment enrolment) {
        this.world = world;
        this.enrolment = enrolment;
        this.lifecycle = lifecycle;
    }

    public JobView create(JobRequest request) {
        checkDocument(request.document().text());
        List<Arns.Target> targets = request.targets().stream().map(Arns::target).toList();
        return world.locked(now -> {
            if (world.jobs.containsKey(request.jobId())) {
                throw new ServiceException(
                        ErrorType.ALREADY_EXISTS, "Job %s already exists".formatted(request.jobId()), null);
            }
            Set<ThingState> things = enrolment.things(targets);
            Job job = new Job(request, targets, world.nextSequence(), now);
            world.jobs.put(job.id(), job);
            job.rollingOut = true;
            world.after(world.newJobDelay, now, at -> enrolment.rollOut(job, things, at));
            return job.view(world.arns);
        });
    }

    private void checkDocument(String document) {
        int length = document.codePointCount(0, document.length());
        int longest = world.rules.limits().documentLength();
        if (length > longest) {
            throw ServiceException.invalid(
                    "document has %d characters, at most %d are possible".formatted(length, longest));
        }
    }

    public JobView describe(String jobId) {
        return world.locked(now -> world.job(jobId).view(world.arns));
    }

    /** Jobs, newest first. Inferred: the order is not documented. */
    public Page<JobView> list(JobFilter filter, PageRequest page) {
        return world.locked(now -> Page.of(
                        world.jobs.values().stream()
                                .filter(filter::takes)
                                .filter(job -> page.from() == null
                                        || job.sequence() <= page.from().number())
                                .sorted(Comparator.comparingLong(Job::sequence).reversed()),
                        page.most(),
                        job -> new Cursor("", job.sequence()))
                .map(job -> job.view(world.arns)));
    }

    /** The document as the creator gave it. */
    public String document(String jobId) {
        return world.locked(now -> world.job(jobId).document().text());
    }

    /** Cancels what is queued, by force also what is in progress. */
    public JobView cancel(String jobId, Cancellation request) {
        return world.locked(now -> {
            Job job = world.job(jobId);
            if (job.status != JobStatus.IN_PROGRESS && job.status != JobStatus.CANCELED) {
                throw ServiceException.invalid("Job %s cannot be canceled: it is %s".formatted(jobId, job.status));
            }
            job.status = JobStatus.CANCELED;
            job.forceCanceled |= request.force();
            job.reasonCode = request.reasonCode();
            job.comment = request.comment();
            job.lastUpdatedAt = now;
            job.completedAt = now;
            job.rollingOut = true;
            world.after(world.cancellationDelay, now, at -> cancelExecutions(job, request.force(), at));
            return job.view(world.arns);
        });
    }

    private void cancelExecutions(Job job, boolean force, Instant now) {
        if (world.jobs.get(job.id()) != job) {
            return;
        }
        job.rollingOut = false;
        for (JobExecution execution : new ArrayList<>(job.executions())) {
            if (execution.status() == ExecutionStatus.QUEUED
                    || (force && execution.status() == ExecutionStatus.IN_PROGRESS)) {
                execution.forceCanceled = force;
                lifecycle.end(execution, ExecutionStatus.CANCELED, now);
            }
        }
    }

    /** Deletes a job with its executions; one that is in progress only by force. */
    public void delete(String jobId, boolean force) {
        world.locked(now -> {
            Job job = world.job(jobId);
            if (job.status == JobStatus.IN_PROGRESS && !force) {
                throw ServiceException.conflict(
                        "Job %s is IN_PROGRESS: cancel it first or delete it with force".formatted(jobId));
            }
            world.jobs.remove(jobId);
            job.status = JobStatus.DELETION_IN_PROGRESS;
            for (JobExecution execution : job.executions()) {
                world.agenda.cancel(execution.timer);
                execution.thing().removeAllOf(job);
            }
            return job;
        });
    }
}
