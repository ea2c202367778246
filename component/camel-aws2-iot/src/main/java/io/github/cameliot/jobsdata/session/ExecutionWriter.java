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
package io.github.cameliot.jobsdata.session;

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.rate.RequestRate.Urgency;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Writes one execution by compare-and-set: it owns the version, and judges what a conflict means. Not safe for threads;
 * the version and the lease may be read by any.
 */
public final class ExecutionWriter {

    private final JobsDataClient client;
    private final JobExecution execution;
    private final RequestRate rate;
    private final Counters counters;
    private final LongSupplier clock;
    private final String claimId;
    private final Set<ExecutionStatus> unanswered = EnumSet.noneOf(ExecutionStatus.class);
    private Map<String, String> details;
    private volatile Lease lease;
    private volatile long version;

    public ExecutionWriter(JobSession.Claimed claimed, JobsDataClient client, RequestRate rate, Claims.Shared shared) {
        this.client = client;
        this.execution = claimed.execution();
        this.rate = rate;
        this.counters = shared.counters();
        this.clock = shared.clock();
        this.claimId = claimed.mark().claimId();
        this.lease = new Lease(claimed.mark().lease(), claimed.sentAt());
        this.version = execution.versionNumber();
        this.details = ClaimMarker.without(execution.statusDetails());
    }

    /** The execution is not ours (any more). */
    public static final class NotOurs extends Exception {

        private static final long serialVersionUID = 1L;

        private final Loss loss;
        private final boolean probablyReported;

        NotOurs(Loss loss, boolean probablyReported, Throwable cause) {
            super(loss.toString(), cause);
            this.loss = loss;
            this.probablyReported = probablyReported;
        }

        Loss loss() {
            return loss;
        }

        /** Whether it has ended since a report of ours that had no answer: most likely by that report. */
        boolean isProbablyReported() {
            return probablyReported;
        }
    }

    /** The version after the last write that was acknowledged. */
    public long version() {
        return version;
    }

    public Lease lease() {
        return lease;
    }

    /** The user's details after the last write that was acknowledged. */
    public Map<String, String> details() {
        return details;
    }

    /**
     * One write, and what a conflict asks for: at most one more attempt.
     *
     * @param pairs the user's details to send, null to leave all details as they are
     * @return the state after it, without the mark; its status is another than {@code to} when an earlier report without an
     *     answer turns out to have been delivered
     * @throws NotOurs when the answer says so
     * @throws JobsCallException when it says nothing about whose the execution is
     */
    public ExecutionState write(
            ExecutionStatus to, Map<String, String> pairs, ClaimMarker mark, StepTimeout stepTimeout) throws NotOurs {
        Map<String, String> send = pairs;
        Urgency urgency = pairs == null && !to.isTerminal() ? Urgency.HEARTBEAT : Urgency.REPORT;
        boolean again = true;
        while (true) {
            rate.write(urgency);
            long sentAt = clock.getAsLong();
            if (lease.isOver(sentAt)) {
                // While it waited for its turn, or for the answer before: nothing is written any more.
                throw new NotOurs(Loss.fenced, false, null);
            }
            Update update = new Update(
                    execution.thing(),
                    execution.jobId(),
                    to,
                    execution.executionNumber(),
                    version,
                    send == null ? null : mark.beside(send),
                    stepTimeout);
            JobsCallException conflict;
            try {
                return acknowledged(client.update(update).value(), sentAt);
            } catch (JobsCallException e) {
                conflict = e;
            }
            ExecutionState found = find(conflict, to);
            switch (verdict(found, to)) {
                case DELIVERED -> {
                    counters.add(Counter.adopted);
                    return acknowledged(found, sentAt);
                }
                case TAKEN -> throw new NotOurs(Loss.taken, false, conflict);
                case ENDED -> throw new NotOurs(Loss.ended, false, conflict);
                case ADOPT -> {
                    counters.add(Counter.adopted);
                    if (send == null && !hasStateOf(mark, found)) {
                        // A hand-over that had no answer took effect, and we go on: the mark must say so.
                        send = ClaimMarker.without(found.statusDetails());
                    }
                }
                case ASSERT -> {
                    counters.add(Counter.asserted);
                    send = send != null ? send : ClaimMarker.without(found.statusDetails());
                }
            }
            if (!again) {
                throw conflict;
            }
            again = false;
            version = found.versionNumber();
        }
    }

    /** What the service has, after a write failed; rethrows a failure that says nothing about that. */
    private ExecutionState find(JobsCallException e, ExecutionStatus to) throws NotOurs {
        if (e.statusCode() == 429) {
            counters.add(Counter.throttled);
        }
        if (e.isAmbiguous() && to.isTerminal()) {
            unanswered.add(to);
        }
        return switch (e.statusCode()) {
            case 404 -> throw new NotOurs(Loss.deleted, false, e);
            case 410 -> throw gone(e);
            case 409 -> e.executionState().isPresent() ? e.executionState().get() : describe(e);
            default -> throw e;
        };
    }

    private ExecutionState describe(JobsCallException conflict) throws NotOurs {
        try {
            rate.read(Urgency.REPORT);
            JobExecution now = client.describe(execution.thing(), execution.jobId(), execution.executionNumber(), false)
                    .value()
                    .orElseThrow(() -> conflict);
            return new ExecutionState(now.status(), now.statusDetails(), now.versionNumber());
        } catch (JobsCallException e) {
            switch (e.statusCode()) {
                case 404 -> throw new NotOurs(Loss.deleted, false, conflict);
                case 410 -> throw gone(conflict);
                default -> throw conflict;
            }
        }
    }

    /** It has ended, and nothing shows how. */
    private NotOurs gone(JobsCallException e) {
        return new NotOurs(Loss.ended, !unanswered.isEmpty(), e);
    }

    private Verdict verdict(ExecutionState found, ExecutionStatus to) {
        Set<ExecutionStatus> wanted = EnumSet.copyOf(unanswered);
        wanted.add(to);
        return Verdict.of(found, wanted, claimId);
    }

    private static boolean hasStateOf(ClaimMarker mark, ExecutionState found) {
        return ClaimMarker.in(found.statusDetails())
                .filter(m -> m.state() == mark.state())
                .isPresent();
    }

    private ExecutionState acknowledged(ExecutionState answer, long sentAt) throws NotOurs {
        // A job that was deleted and made again under its id, and claimed by another worker, can have the very version
        // we expect: then the service takes our write, and only the mark in its answer shows it.
        if (ClaimMarker.in(answer.statusDetails())
                .filter(m -> !m.claimId().equals(claimId))
                .isPresent()) {
            throw new NotOurs(Loss.taken, false, null);
        }
        version = answer.versionNumber();
        details = ClaimMarker.without(answer.statusDetails());
        lease = lease.renewed(sentAt);
        return new ExecutionState(answer.status(), details, version);
    }
}
