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

import io.github.cameliot.control.JobVerdict.Counts;
import io.github.cameliot.control.JobVerdict.Outcome;
import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.util.TimeUtils;
import software.amazon.awssdk.services.iot.model.Job;

/**
 * Decides the verdict on a job from the responses of the service, without a call.
 *
 * @param failFast whether too many failures give a verdict while the job is still running
 */
record Verdicts(MaxFailed maxFailed, boolean failFast) {

    private static final int LONGEST = 300;

    /** The verdict on a job in its current state: {@link Outcome#IN_PROGRESS} if there is none yet. */
    JobVerdict of(Job job) {
        JobStatus status = JobStatus.of(job.statusAsString());
        Counts counts = counts(job);
        return switch (status) {
            case COMPLETED -> completed(job, status, counts);
            case CANCELED -> verdict(job, status, Outcome.CANCELED, "The job was cancelled" + why(job) + ".", counts);
            case DELETION_IN_PROGRESS -> verdict(job, status, Outcome.DELETED, "The job is being deleted.", counts);
            case IN_PROGRESS, SCHEDULED, UNKNOWN ->
                failFast && canBeJudged(job) && maxFailed.isExceededBy(counts)
                        ? verdict(job, status, Outcome.FAILED, tooMany(counts) + " The job is still running.", counts)
                        : verdict(job, status, Outcome.IN_PROGRESS, "The job has not ended: " + open(counts), counts);
        };
    }

    /** The same, empty if there is no verdict yet. */
    Optional<JobVerdict> over(Job job) {
        return Optional.of(of(job)).filter(v -> v.outcome() != Outcome.IN_PROGRESS);
    }

    /** A percentage is not meaningful while things are still being added. */
    private boolean canBeJudged(Job job) {
        return !maxFailed.isPercentage()
                || job.jobProcessDetails() == null
                || job.jobProcessDetails().processingTargets().isEmpty();
    }

    private JobVerdict completed(Job job, JobStatus status, Counts counts) {
        if (job.jobProcessDetails() == null) {
            return verdict(
                    job,
                    status,
                    Outcome.FAILED,
                    "The job is COMPLETED, but the service does not return the numbers of its executions.",
                    counts);
        }
        return maxFailed.isExceededBy(counts)
                ? verdict(job, status, Outcome.FAILED, tooMany(counts), counts)
                : verdict(job, status, Outcome.PASSED, null, counts);
    }

    private String tooMany(Counts c) {
        List<String> parts = new ArrayList<>();
        add(parts, c.failed(), "failed");
        add(parts, c.rejected(), "rejected");
        add(parts, c.timedOut(), "timed out");
        add(parts, c.canceled(), "cancelled");
        return c.notSucceeded() + " of " + (c.total() - c.removed()) + " did not succeed (" + String.join(", ", parts)
                + "), more than maxFailed=" + maxFailed + ".";
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static String open(Counts c) {
        return c.queued() + " queued, " + c.inProgress() + " in progress, " + c.succeeded() + " succeeded, "
                + c.notSucceeded() + " did not succeed.";
    }

    private static String why(Job job) {
        StringBuilder why = new StringBuilder();
        if (job.reasonCode() != null) {
            why.append(", ").append(OneLine.of(job.reasonCode(), LONGEST));
        }
        if (job.comment() != null) {
            why.append(": ").append(OneLine.of(job.comment(), LONGEST));
        }
        return why.toString();
    }

    /** It was deleted after it was last seen. */
    static JobVerdict deleted(Job last) {
        return verdict(
                last,
                JobStatus.DELETION_IN_PROGRESS,
                Outcome.DELETED,
                "The job was deleted during the wait. The counts are the last known ones.",
                counts(last));
    }

    /**
     * The job has not ended in time.
     *
     * @param last null if it was never seen
     * @param failure why the last read failed; null if it did not fail
     */
    static JobVerdict timeout(String jobId, Duration timeout, Job last, Exception failure) {
        Counts counts = last == null ? Counts.NONE : counts(last);
        JobStatus status = last == null ? JobStatus.UNKNOWN : JobStatus.of(last.statusAsString());
        String state =
                switch (status) {
                    case UNKNOWN -> "the job could not be read.";
                    case SCHEDULED -> "the job is waiting for its scheduled start.";
                    default -> open(counts);
                };
        String reason = "The job has not ended after " + shown(timeout) + ": " + state
                + (failure == null ? "" : " The last read failed: " + OneLine.of(failure.getMessage(), LONGEST));
        return JobVerdict.of(jobId, status, Outcome.TIMEOUT, reason, counts);
    }

    /** In the form of an option: 30m, not 30m0s0ms. */
    private static String shown(Duration duration) {
        return TimeUtils.printDuration(duration.toMillis(), true).replaceAll("(?<=[a-z])0(?:ms|h|m|s)", "");
    }

    static Counts counts(Job job) {
        return Counts.of(Descriptions.of(job).things());
    }

    private static JobVerdict verdict(Job job, JobStatus status, Outcome outcome, String reason, Counts counts) {
        return JobVerdict.of(job.jobId(), status, outcome, reason, counts);
    }
}
