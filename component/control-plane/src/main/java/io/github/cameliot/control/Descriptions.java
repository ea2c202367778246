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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.iot.model.Job;
import software.amazon.awssdk.services.iot.model.JobExecution;
import software.amazon.awssdk.services.iot.model.JobExecutionSummary;
import software.amazon.awssdk.services.iot.model.JobProcessDetails;

/** Converts responses of the SDK to records of this component; a member that the service did not send is none, or 0. */
final class Descriptions {

    private Descriptions() {}

    static JobDescription of(Job job) {
        Long minutes = job.timeoutConfig() == null ? null : job.timeoutConfig().inProgressTimeoutInMinutes();
        return new JobDescription(
                job.jobId(),
                job.jobArn(),
                JobStatus.of(job.statusAsString()),
                job.targetSelectionAsString(),
                job.targets(),
                job.description(),
                minutes == null ? null : Duration.ofMinutes(minutes),
                job.createdAt(),
                job.lastUpdatedAt(),
                job.completedAt(),
                job.reasonCode(),
                job.comment(),
                counts(
                        job.jobProcessDetails() == null
                                ? JobProcessDetails.builder().build()
                                : job.jobProcessDetails()));
    }

    private static JobDescription.ThingCounts counts(JobProcessDetails details) {
        return new JobDescription.ThingCounts(
                orZero(details.numberOfQueuedThings()),
                orZero(details.numberOfInProgressThings()),
                orZero(details.numberOfSucceededThings()),
                orZero(details.numberOfFailedThings()),
                orZero(details.numberOfRejectedThings()),
                orZero(details.numberOfTimedOutThings()),
                orZero(details.numberOfCanceledThings()),
                orZero(details.numberOfRemovedThings()));
    }

    static JobExecutionDescription of(String thing, JobExecution execution) {
        Long seconds = execution.approximateSecondsBeforeTimedOut();
        return new JobExecutionDescription(
                thing,
                execution.jobId(),
                orZero(execution.executionNumber()),
                orZero(execution.versionNumber()),
                ExecutionStatus.of(execution.statusAsString()),
                execution.statusDetails() == null
                        ? Map.of()
                        : execution.statusDetails().detailsMap(),
                Boolean.TRUE.equals(execution.forceCanceled()),
                execution.queuedAt(),
                execution.startedAt(),
                execution.lastUpdatedAt(),
                seconds == null ? null : Duration.ofSeconds(seconds));
    }

    /** How many things have their latest execution in each status. */
    static Map<ExecutionStatus, Integer> byStatus(Job job) {
        JobDescription.ThingCounts c = of(job).things();
        return Map.of(
                ExecutionStatus.QUEUED, c.queued(),
                ExecutionStatus.IN_PROGRESS, c.inProgress(),
                ExecutionStatus.SUCCEEDED, c.succeeded(),
                ExecutionStatus.FAILED, c.failed(),
                ExecutionStatus.REJECTED, c.rejected(),
                ExecutionStatus.TIMED_OUT, c.timedOut(),
                ExecutionStatus.CANCELED, c.canceled(),
                ExecutionStatus.REMOVED, c.removed());
    }

    /** Without status details, which a list does not contain. */
    static JobVerdict.Execution of(String thing, JobExecutionSummary summary) {
        return new JobVerdict.Execution(
                thing,
                ExecutionStatus.of(summary.statusAsString()),
                orZero(summary.executionNumber()),
                orZero(summary.retryAttempt()),
                summary.lastUpdatedAt(),
                Map.of());
    }

    private static int orZero(Integer number) {
        return number == null ? 0 : number;
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }
}
