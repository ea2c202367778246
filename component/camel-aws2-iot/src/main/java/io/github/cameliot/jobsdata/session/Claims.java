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

import io.github.cameliot.jobsdata.client.Answer;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.session.OpenSessions.PendingClaim;
import io.github.cameliot.jobsdata.session.RequestRate.Urgency;
import io.github.cameliot.jobsdata.session.TakeOver.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the next job of a thing, as cheaply as the service allows, and never one that another worker holds. */
public final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final JobsDataClient client;
    private final Worker worker;
    private final Terms terms;
    private final Map<String, String> details;
    private final Shared shared;
    private final OpenSessions sessions;
    private final Counters counters;
    private final LongSupplier clock;
    private final Redelivery redelivery;

    /**
     * @param client makes single attempts, so that each answer is seen here
     * @param details the user's, sent with each claim; null for none
     */
    public Claims(JobsDataClient client, Worker worker, Terms terms, StatusDetails details, Shared shared) {
        this.client = client;
        this.worker = worker;
        this.terms = terms;
        this.details = details == null ? Map.of() : details.pairs();
        this.shared = shared;
        this.sessions = shared.sessions();
        this.counters = shared.counters();
        this.clock = shared.clock();
        this.redelivery = new Redelivery(client, terms.rate());
    }

    /**
     * What the workers of one process share.
     *
     * @param clock monotonic, nanoseconds
     */
    public record Shared(OpenSessions sessions, Counters counters, LongSupplier clock) {}

    /**
     * Claims the next job. Where nothing is expected this is one read ({@code describe $next} without the document),
     * and a write only when something can be claimed; right after a finished job the write alone.
     *
     * @param expectMore a job of this thing was just finished
     * @throws JobsCallException when a call fails; what a claim without an answer did is found out next time
     */
    public Claim next(String thing, boolean expectMore) {
        if (!expectMore) {
            terms.rate().read(Urgency.CLAIM);
            Answer<Optional<JobExecution>> head = client.describe(thing, Names.NEXT, null, false);
            if (isNothing(head.value())) {
                sessions.claimIsSettled(thing);
                return new Claim.Nothing();
            }
            JobExecution execution = head.value().get();
            if (execution.status() != ExecutionStatus.QUEUED) {
                return inProgress(execution, head.date());
            }
        }
        return startNext(thing);
    }

    private Claim startNext(String thing) {
        // A claim without an answer is sent again as it was: whichever attempt took effect, the mark tells.
        PendingClaim claim = sessions.pendingClaim(thing, clock.getAsLong())
                .filter(p -> !p.takeOver())
                .orElseGet(() -> new PendingClaim(worker.mark(1), false, clock.getAsLong()));
        Answer<Optional<JobExecution>> started;
        terms.rate().write(Urgency.CLAIM);
        try {
            started = client.startNext(thing, claim.mark().beside(details), null);
        } catch (JobsCallException e) {
            remember(thing, claim, e);
            throw e;
        }
        // The service is eventually consistent: right after a finish it may still return what has just ended.
        if (isNothing(started.value())) {
            sessions.claimIsSettled(thing);
            return new Claim.Nothing();
        }
        JobExecution execution = started.value().get();
        return isClaim(execution, claim.mark()) ? job(execution, claim) : inProgress(execution, started.date());
    }

    /** Something is in progress, by an earlier claim of ours without an answer, or by somebody else. */
    private Claim inProgress(JobExecution execution, Optional<Instant> now) {
        Optional<PendingClaim> pending = sessions.pendingClaim(execution.thing(), clock.getAsLong());
        if (pending.isPresent() && isClaim(execution, pending.get().mark())) {
            return adopt(execution, pending.get());
        }
        Decision decision = TakeOver.decide(execution, now, worker);
        if (!(decision instanceof Decision.Wait)) {
            Optional<KeptOutcome> kept = terms.outcomes().of(execution);
            if (kept.isPresent()) {
                return deliver(kept.get(), execution);
            }
        }
        if (decision instanceof Decision.Take take) {
            return takeOver(execution, take.attempt());
        } else if (decision instanceof Decision.GiveUp giveUp) {
            return giveUp(execution, giveUp.attempts());
        }
        Decision.Wait wait = (Decision.Wait) decision;
        return blocked(execution, wait.owner(), wait.age(), wait.attempt(), wait.left());
    }

    private Claim adopt(JobExecution execution, PendingClaim pending) {
        Optional<JobExecution> whole = execution.jobDocument() != null
                ? Optional.of(execution)
                : client.describe(execution.thing(), execution.jobId(), execution.executionNumber(), true)
                        .value()
                        .filter(e -> isClaim(e, pending.mark()));
        if (whole.isEmpty()) {
            return new Claim.Ended();
        }
        counters.add(Counter.adopted);
        return job(whole.get(), pending);
    }

    private Claim takeOver(JobExecution execution, int attempt) {
        Mark mark = worker.mark(attempt);
        Map<String, String> kept = new LinkedHashMap<>(Mark.without(execution.statusDetails()));
        if (isReleased(execution)) {
            kept.remove(JobSession.REASON); // why the last worker gave it up, not how this run ends
        }
        kept.putAll(details);
        PendingClaim claim = new PendingClaim(mark, true, clock.getAsLong());
        JobsDataClient.Updated updated;
        terms.rate().write(Urgency.CLAIM);
        try {
            updated = client.update(
                            set(execution, ExecutionStatus.IN_PROGRESS, mark.beside(kept)),
                            execution.jobDocument() == null)
                    .value();
        } catch (JobsCallException e) {
            if (isSettled(e)) {
                counters.add(Counter.takeOverLost);
                return blocked(execution, "another worker that was first", Duration.ZERO, attempt, worker.lease());
            }
            remember(execution.thing(), claim, e);
            throw e;
        }
        counters.add(Counter.takenOver);
        return job(with(execution, updated), claim);
    }

    /** Its worker ran it to the end and died before the service knew: nobody runs it again. */
    private Claim deliver(KeptOutcome kept, JobExecution execution) {
        Redelivery.Result result = redelivery.send(kept, execution.versionNumber());
        if (result instanceof Redelivery.Result.Later later) {
            if (later.unanswered()) {
                terms.outcomes().hasNoAnswer(kept);
            }
            throw later.failure();
        }
        if (result instanceof Redelivery.Result.Delivered) {
            OutcomeSweep.delivered(terms.outcomes(), counters, kept);
        }
        return new Claim.Ended(); // or another was first: the sweep finds out what became of this outcome
    }

    private Claim giveUp(JobExecution execution, int attempts) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(
                JobSession.REASON,
                "claimed " + attempts + " times and never reported: not run again (maxAttempts=" + worker.maxAttempts()
                        + ")");
        Mark.without(execution.statusDetails()).forEach(told::putIfAbsent);
        try {
            client.update(
                    set(execution, ExecutionStatus.FAILED, worker.mark(attempts).beside(told)));
        } catch (JobsCallException e) {
            if (!isSettled(e)) {
                throw e;
            }
            return new Claim.Ended();
        }
        counters.add(Counter.givenUp);
        LOG.error(
                "Failed job {} on thing {} (execution {}): claimed {} times and never reported.",
                execution.jobId(),
                execution.thing(),
                execution.executionNumber(),
                attempts);
        return new Claim.Ended();
    }

    private Claim job(JobExecution execution, PendingClaim claim) {
        sessions.claimIsSettled(execution.thing());
        if (!claim.takeToRun()) {
            // A claim without an answer that another consumer of this process found first.
            return blocked(
                    execution, worker.workerId(), Duration.ZERO, claim.mark().attempt(), worker.lease());
        }
        JobSession session =
                new JobSession(new JobSession.Claimed(execution, claim.mark(), claim.sentAt()), client, terms, shared);
        sessions.add(session);
        counters.add(Counter.claimed);
        LOG.info(
                "Claimed job {} on thing {} (execution {}{}).",
                execution.jobId(),
                execution.thing(),
                execution.executionNumber(),
                claim.takeOver() ? ", taken over, attempt " + claim.mark().attempt() : "");
        return new Claim.Job(session);
    }

    private static Claim blocked(JobExecution e, String owner, Duration age, int attempt, Duration left) {
        return new Claim.Blocked(e.jobId(), e.executionNumber(), owner, age, attempt, left);
    }

    private void remember(String thing, PendingClaim claim, JobsCallException e) {
        if (e.statusCode() == 429) {
            counters.add(Counter.throttled);
        }
        if (e.isAmbiguous()) {
            sessions.claimHasNoAnswer(thing, claim);
        }
    }

    /** The service decided against this write: another was first, or the execution has ended or is gone. */
    private static boolean isSettled(JobsCallException e) {
        return e.statusCode() == 409 || e.statusCode() == 410 || e.statusCode() == 404;
    }

    private static boolean isNothing(Optional<JobExecution> execution) {
        return execution.isEmpty() || execution.get().status().isTerminal();
    }

    private static boolean isClaim(JobExecution execution, Mark mark) {
        return Mark.in(execution.statusDetails())
                .filter(m -> m.claimId().equals(mark.claimId()))
                .isPresent();
    }

    private static boolean isReleased(JobExecution execution) {
        return Mark.in(execution.statusDetails())
                .filter(m -> m.state() == Mark.State.released)
                .isPresent();
    }

    private static Update set(JobExecution execution, ExecutionStatus status, StatusDetails details) {
        return new Update(
                execution.thing(),
                execution.jobId(),
                status,
                execution.executionNumber(),
                execution.versionNumber(),
                details,
                null);
    }

    private static JobExecution with(JobExecution before, JobsDataClient.Updated updated) {
        ExecutionState state = updated.state();
        return new JobExecution(
                before.thing(),
                before.jobId(),
                before.executionNumber(),
                state.versionNumber(),
                state.status(),
                state.statusDetails(),
                before.queuedAt(),
                before.startedAt(),
                before.lastUpdatedAt(),
                before.remaining(),
                before.jobDocument() == null ? updated.jobDocument() : before.jobDocument());
    }
}
