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
 * What a job is worth: decisions on what the service says of it, without a call.
 *
 * @param failFast whether too many failures are a verdict while the job still runs
 */
record Verdicts(MaxFailed maxFailed, boolean failFast) {

    private static final int LONGEST = 300;

    /** The verdict on a job as it is now: {@link Outcome#IN_PROGRESS} when there is none yet. */
    JobVerdict of(Job job) {
        JobStatus status = JobStatus.of(job.statusAsString());
        Counts counts = counts(job);
        return switch (status) {
            case COMPLETED -> completed(job, status, counts);
            case CANCELED -> verdict(job, status, Outcome.CANCELED, "The job was cancelled" + why(job) + ".", counts);
            case DELETION_IN_PROGRESS -> verdict(job, status, Outcome.DELETED, "The job is being deleted.", counts);
            case IN_PROGRESS, SCHEDULED, UNKNOWN ->
                failFast && canBeJudged(job) && maxFailed.isExceededBy(counts)
                        ? verdict(job, status, Outcome.FAILED, tooMany(counts) + " The job still runs.", counts)
                        : verdict(job, status, Outcome.IN_PROGRESS, "The job is not over: " + open(counts), counts);
        };
    }

    /** The same, empty when there is no verdict yet. */
    Optional<JobVerdict> over(Job job) {
        return Optional.of(of(job)).filter(v -> v.outcome() != Outcome.IN_PROGRESS);
    }

    /** A percentage of things that are still being counted means nothing. */
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
                    "The job is COMPLETED, and the service does not say how its executions ended.",
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
                + c.notSucceeded() + " did not.";
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

    /** Deleted since it was seen. */
    static JobVerdict deleted(Job last) {
        return verdict(
                last,
                JobStatus.DELETION_IN_PROGRESS,
                Outcome.DELETED,
                "The job was deleted while it was waited for. The counts are those last seen.",
                counts(last));
    }

    /**
     * Not over in time.
     *
     * @param last null if it was never seen
     * @param failure why the last look failed; null if it did not
     */
    static JobVerdict timeout(String jobId, Duration timeout, Job last, Exception failure) {
        Counts counts = last == null ? Counts.NONE : counts(last);
        JobStatus status = last == null ? JobStatus.UNKNOWN : JobStatus.of(last.statusAsString());
        String state =
                switch (status) {
                    case UNKNOWN -> "the job could not be read.";
                    case SCHEDULED -> "the job waits for its schedule.";
                    default -> open(counts);
                };
        String reason = "Not over after " + shown(timeout) + ": " + state
                + (failure == null ? "" : " The last look failed: " + OneLine.of(failure.getMessage(), LONGEST));
        return JobVerdict.of(jobId, status, Outcome.TIMEOUT, reason, counts);
    }

    /** As it is written in an option: 30m, not 30m0s0ms. */
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
