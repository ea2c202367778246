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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The control plane's operations on job executions. */
public final class ExecutionControl {

    private static final Comparator<JobExecution> NEWEST_FIRST =
            Comparator.comparingLong(JobExecution::sequence).reversed();

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;

    ExecutionControl(ServiceState serviceState, Lifecycle lifecycle) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
    }

    /** An execution in any status, also a terminal one or one of a deleted thing. */
    public ExecutionView describe(String thing, String jobId, Long executionNumber) {
        return serviceState.read(now -> known(thing, jobId, executionNumber).view(now));
    }

    /** Inferred: the executions of a job that is being deleted are already gone. */
    private JobExecution known(String thing, String jobId, Long executionNumber) {
        Job job = serviceState.jobs.get(Names.job(jobId));
        JobExecution latest =
                job == null || job.status == JobStatus.DELETION_IN_PROGRESS ? null : job.latestOn(Names.thing(thing));
        return latest == null
                ? serviceState.execution(thing, jobId, executionNumber)
                : latest.chain()
                        .filter(e -> executionNumber == null || e.number() == executionNumber)
                        .findFirst()
                        .orElseGet(() -> serviceState.execution(thing, jobId, executionNumber));
    }

    /** Cancels one execution; one in progress only by force. */
    public void cancel(String thing, String jobId, CancelExecution request) {
        Map<String, String> details = StatusDetails.checked(request.details(), serviceState.rules.limits());
        serviceState.locked(now -> {
            JobExecution execution = serviceState.execution(thing, jobId, null);
            checkVersion(execution, request.expectedVersion());
            checkForce(execution, request.force(), "canceled");
            if (details != null) {
                execution.details = details;
            }
            execution.forceCanceled = request.force();
            lifecycle.end(execution, ExecutionStatus.CANCELED, now);
            return execution;
        });
    }

    private static void checkVersion(JobExecution execution, Long expected) {
        if (expected != null && expected != execution.version) {
            throw new ServiceException(
                    ErrorType.VERSION_CONFLICT,
                    "Job execution of job %s on thing %s has version %d, but version %d was expected"
                            .formatted(execution.job().id(), execution.thing().name(), execution.version, expected),
                    execution.snapshot());
        }
    }

    private static void checkForce(JobExecution execution, boolean force, String done) {
        ExecutionStatus status = execution.status();
        if (status.isTerminal() || (status == ExecutionStatus.IN_PROGRESS && !force)) {
            throw ServiceException.conflict("Job execution of job %s on thing %s cannot be %s: it is %s%s"
                    .formatted(
                            execution.job().id(),
                            execution.thing().name(),
                            done,
                            status,
                            status.isTerminal() ? "" : ", use force"));
        }
    }

    /** Deletes one execution; one that is not terminal only by force. */
    public void delete(String thing, String jobId, long executionNumber, boolean force) {
        serviceState.locked(now -> {
            JobExecution execution = known(thing, jobId, executionNumber);
            if (!execution.status().isTerminal() && !force) {
                throw ServiceException.conflict("Job execution of job %s on thing %s is %s: delete it with force"
                        .formatted(jobId, thing, execution.status()));
            }
            lifecycle.delete(execution, now);
            return execution;
        });
    }

    /** Executions of a thing, newest first; status and job may be null. */
    public Page<ExecutionView> ofThing(String thing, ExecutionStatus status, String jobId, PageRequest page) {
        Predicate<JobExecution> wanted = e -> (status == null || e.status() == status)
                && (jobId == null || e.job().id().equals(jobId));
        return serviceState.read(now -> page(
                serviceState.thing(thing).all().stream()
                        .sorted(NEWEST_FIRST)
                        .filter(wanted)
                        .filter(e -> page.from() == null
                                || e.sequence() <= page.from().number()),
                page,
                e -> new Cursor("", e.sequence()),
                now));
    }

    /** Executions of a job by thing, newest first on each; status may be null. */
    public Page<ExecutionView> ofJob(String jobId, ExecutionStatus status, PageRequest page) {
        return serviceState.read(now -> {
            Cursor from = page.from();
            Stream<JobExecution> executions = serviceState
                    .job(jobId)
                    .executionsFrom(from == null ? "" : from.name())
                    .filter(e -> from == null || !e.thing().name().equals(from.name()) || e.number() <= from.number())
                    .filter(e -> status == null || e.status() == status);
            return page(executions, page, e -> new Cursor(e.thing().name(), e.number()), now);
        });
    }

    private static Page<ExecutionView> page(
            Stream<JobExecution> executions, PageRequest page, Function<JobExecution, Cursor> cursor, Instant now) {
        return Page.of(executions, page.most(), cursor).map(execution -> execution.view(now));
    }

    /** All executions of a thing, oldest first; empty if the thing does not exist. */
    public List<Execution> all(String thing) {
        return serviceState.read(now ->
                Optional.ofNullable(serviceState.things.get(thing)).map(ThingState::all).orElse(List.of()).stream()
                        .map(JobExecution::snapshot)
                        .toList());
    }

    /** The latest execution of a job on a thing, also if the thing is deleted. */
    public Optional<Execution> latest(String thing, String jobId) {
        return serviceState.read(now -> Optional.ofNullable(serviceState.jobs.get(jobId))
                .map(job -> job.latestOn(thing))
                .map(JobExecution::snapshot));
    }
}
