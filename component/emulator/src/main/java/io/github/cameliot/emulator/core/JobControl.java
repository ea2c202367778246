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

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The control plane's operations on jobs. */
public final class JobControl {

    private static final int MOST_TARGETS = 100;

    private final ServiceState serviceState;
    private final JobLifecycle jobs;
    private final Enrolment enrolment;
    private final UnfilledPlaceholders unfilled = new UnfilledPlaceholders();

    JobControl(ServiceState serviceState, Lifecycle lifecycle, Enrolment enrolment) {
        this.serviceState = serviceState;
        this.enrolment = enrolment;
        this.jobs = new JobLifecycle(serviceState, lifecycle, enrolment);
    }

    public JobView create(JobRequest request) {
        return createChecked(checked(request), true);
    }

    /** The same for a job of a seed that is loaded again: its scheduled times may have passed, and take effect at once. */
    public JobView createAgain(JobRequest request) {
        return createChecked(checked(request), false);
    }

    /** The request as it is stored, also for a job that is restored. */
    public JobRequest checked(JobRequest request) {
        JobDocument document = request.document();
        Documents.check(document.text(), serviceState.rules.limits());
        Documents.check(document.textWithParameters(), serviceState.rules.limits());
        boolean dropsNulls = serviceState.rules.readings().nullMembersDropped();
        return dropsNulls ? request : request.withDocument(document.deliveredAsGiven());
    }

    JobLifecycle lifecycle() {
        return jobs;
    }

    private JobView createChecked(JobRequest request, boolean checksTimes) {
        List<Arns.Target> targets =
                request.targets().stream().map(serviceState.arns::target).toList();
        return serviceState.locked(now -> {
            if (serviceState.jobs.containsKey(request.jobId())) {
                throw new ServiceException(
                        ErrorType.ALREADY_EXISTS, "Job %s already exists".formatted(request.jobId()), null);
            }
            if (checksTimes) {
                request.schedule().check(now);
            }
            Set<ThingState> things = enrolment.things(targets);
            serviceState.storage.checkNewJob(serviceState.jobs.size(), things.size());
            unfilled.tell(request);
            Job job = new Job(request, targets, serviceState.nextSequence(), now);
            serviceState.jobs.put(job.id(), job);
            jobs.created(job, things, now);
            return job.view(serviceState.arns, now);
        });
    }

    public JobView describe(String jobId) {
        return serviceState.read(now -> serviceState.job(jobId).view(serviceState.arns, now));
    }

    /** Jobs, newest first. Inferred: the order is not documented. */
    public Page<JobView> list(JobFilter filter, PageRequest page) {
        return serviceState.read(now -> Page.of(
                        filter.applyTo(serviceState)
                                .filter(job -> page.from() == null
                                        || job.sequence() <= page.from().number())
                                .sorted(Comparator.comparingLong(Job::sequence).reversed()),
                        page.most(),
                        job -> new Cursor("", job.sequence()))
                .map(job -> job.view(serviceState.arns, now)));
    }

    /**
     * The document for its creator, including members that are null.
     *
     * @param beforeSubstitution whether to return it as it was sent, else with its placeholders filled
     */
    public String document(String jobId, boolean beforeSubstitution) {
        return serviceState.read(now -> {
            JobDocument document = serviceState.job(jobId).document();
            return beforeSubstitution ? document.text() : document.filledAt(now);
        });
    }

    /**
     * Changes the settings of a job that has not ended. A new timeout is for executions that start later; a new rollout rate
     * for things that are not reached yet.
     *
     * <p>Source: UpdateJob, AWS IoT developer guide. Inferred: the update of a job that has ended is an invalid request.
     */
    public void update(String jobId, UnaryOperator<JobRequest> change) {
        serviceState.locked(now -> {
            Job job = serviceState.job(jobId);
            if (!job.isRunning() && job.status != JobStatus.SCHEDULED) {
                throw ServiceException.invalid("Job %s cannot be updated: it is %s".formatted(jobId, job.status));
            }
            job.request = change.apply(job.request);
            job.lastUpdatedAt = now;
            return job;
        });
    }

    /**
     * Adds thing groups to the targets of a CONTINUOUS job in progress; their things get it at once.
     *
     * <p>Source: AssociateTargetsWithJob, service model of {@code iot}: 100 targets in all. Inferred: a target that the job
     * has already changes nothing; a single thing is an invalid request; after its end time a job takes no targets.
     *
     * @param comment null keeps the job's comment
     */
    public JobView associate(String jobId, List<String> arns, String comment) {
        Names.text("comment", comment);
        List<Arns.Target> targets =
                arns.stream().distinct().map(serviceState.arns::groupTarget).toList();
        if (targets.isEmpty()) {
            throw ServiceException.invalid("targets is empty: name at least one thing group");
        }
        return serviceState.locked(now -> {
            Job job = serviceState.job(jobId);
            if (!job.isOpen() || job.status != JobStatus.IN_PROGRESS) {
                throw ServiceException.invalid(
                        "Job %s takes no further targets: it must be CONTINUOUS and in progress before its end time; it is %s and %s"
                                .formatted(jobId, job.settings().selection(), job.status));
            }
            List<Arns.Target> fresh = job.targets().missing(targets);
            if (!fresh.isEmpty() && job.targets().size() + fresh.size() > MOST_TARGETS) {
                throw new ServiceException(
                        ErrorType.LIMIT_EXCEEDED,
                        "Job %s would have more than %d targets".formatted(jobId, MOST_TARGETS),
                        null);
            }
            jobs.associate(job, fresh, now);
            job.comment = comment == null ? job.comment : comment;
            return job.view(serviceState.arns, now);
        });
    }

    /** Cancels the queued executions; with force, also those in progress. */
    public JobView cancel(String jobId, Cancellation request) {
        return serviceState.locked(now -> {
            Job job = serviceState.job(jobId);
            if (job.status == JobStatus.COMPLETED || job.status == JobStatus.DELETION_IN_PROGRESS) {
                throw ServiceException.invalid("Job %s cannot be canceled: it is %s".formatted(jobId, job.status));
            }
            jobs.cancel(job, request, now);
            return job.view(serviceState.arns, now);
        });
    }

    /** Deletes a job with its executions; a job in progress or scheduled only with force. */
    public void delete(String jobId, boolean force) {
        serviceState.locked(now -> {
            Job job = serviceState.job(jobId);
            if ((job.status == JobStatus.IN_PROGRESS || job.status == JobStatus.SCHEDULED) && !force) {
                throw ServiceException.conflict(
                        "Job %s is %s: cancel it first or delete it with force".formatted(jobId, job.status));
            }
            if (job.status != JobStatus.DELETION_IN_PROGRESS) {
                jobs.delete(job, now);
            }
            return job;
        });
    }
}
