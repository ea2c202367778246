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

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The result of a job, and whether it has passed: the body after {@code await}.
 *
 * @param status the status of the job when it was last seen; {@link JobStatus#UNKNOWN} if it never was
 * @param outcome the verdict in one word
 * @param passed whether the outcome is {@link Outcome#PASSED}
 * @param reason why it has not passed, or why there is no verdict yet, in one line; null if it has passed
 * @param counts the number of executions by status when the job was last seen
 * @param executions the executions, those that did not succeed first; empty unless maxExecutions is set
 * @param executionsComplete whether the list contains all executions of the job
 */
public record JobVerdict(
        String jobId,
        JobStatus status,
        Outcome outcome,
        boolean passed,
        String reason,
        Counts counts,
        List<Execution> executions,
        boolean executionsComplete) {

    /** The verdict in one word. */
    public enum Outcome {
        /** The job is COMPLETED, and at most maxFailed executions did not succeed. */
        PASSED,
        /**
         * More than maxFailed executions did not succeed: the job is COMPLETED, or it is still running and failFast is
         * set.
         */
        FAILED,
        /**
         * The job is CANCELED: by a user, by its abort rules or by its schedule. Executions in progress may continue.
         */
        CANCELED,
        /** The job was deleted during the wait, or is being deleted. */
        DELETED,
        /** The timeout has passed, and the job has not ended. It continues. */
        TIMEOUT,
        /** The job has not ended; for describe, which does not wait. */
        IN_PROGRESS
    }

    /**
     * The things of a job by the status of the latest execution, as counted by the service.
     *
     * @param notSucceeded the number that is compared with maxFailed: failed, rejected, timedOut and canceled. A
     *     removed thing does not have the job any more and is not counted
     * @param total all things, including removed ones
     */
    public record Counts(
            int succeeded,
            int failed,
            int rejected,
            int timedOut,
            int canceled,
            int removed,
            int queued,
            int inProgress,
            int notSucceeded,
            int total) {

        static final Counts NONE = of(new JobDescription.ThingCounts(0, 0, 0, 0, 0, 0, 0, 0));

        static Counts of(JobDescription.ThingCounts c) {
            int notSucceeded = c.failed() + c.rejected() + c.timedOut() + c.canceled();
            return new Counts(
                    c.succeeded(),
                    c.failed(),
                    c.rejected(),
                    c.timedOut(),
                    c.canceled(),
                    c.removed(),
                    c.queued(),
                    c.inProgress(),
                    notSucceeded,
                    c.succeeded() + notSucceeded + c.removed() + c.queued() + c.inProgress());
        }
    }

    /**
     * The job on one thing, by its latest execution.
     *
     * @param retryAttempt 0 for the first attempt
     * @param statusDetails empty unless includeDetails is set
     */
    public record Execution(
            String thing,
            ExecutionStatus status,
            long executionNumber,
            int retryAttempt,
            @JsonSerialize(using = ToStringSerializer.class) Instant lastUpdatedAt,
            Map<String, String> statusDetails) {

        public Execution {
            statusDetails = Map.copyOf(statusDetails);
        }

        Execution withDetails(Map<String, String> details) {
            return new Execution(thing, status, executionNumber, retryAttempt, lastUpdatedAt, details);
        }
    }

    public JobVerdict {
        executions = List.copyOf(executions);
    }

    static JobVerdict of(String jobId, JobStatus status, Outcome outcome, String reason, Counts counts) {
        return new JobVerdict(
                jobId, status, outcome, outcome == Outcome.PASSED, reason, counts, List.of(), counts.total() == 0);
    }

    JobVerdict with(List<Execution> listed, boolean complete) {
        return new JobVerdict(jobId, status, outcome, passed, reason, counts, listed, complete);
    }
}
