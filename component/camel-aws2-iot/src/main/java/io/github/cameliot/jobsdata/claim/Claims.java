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
package io.github.cameliot.jobsdata.claim;

import io.github.cameliot.jobsdata.claim.TakeOver.Decision;
import io.github.cameliot.jobsdata.client.Answer;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.ServiceTime;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.outcome.KeptOutcome;
import io.github.cameliot.jobsdata.outcome.OutcomeSweep;
import io.github.cameliot.jobsdata.outcome.Redelivery;
import io.github.cameliot.jobsdata.rate.RequestRate.Urgency;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.OpenSessions;
import io.github.cameliot.jobsdata.session.OpenSessions.PendingClaim;
import io.github.cameliot.jobsdata.session.SessionOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the next job of a thing, as cheaply as the service allows, and never one that another worker holds. */
public final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    private final JobsDataClient client;
    private final Worker worker;
    private final SessionOptions terms;
    private final Map<String, String> details;
    private final Shared shared;
    private final OpenSessions sessions;
    private final Counters counters;
    private final LongSupplier clock;
    private final FilteredQueue selection;
    private final Redelivery redelivery;
    private final CompareAndSet compareAndSet;

    /**
     * @param client makes single attempts, so that each answer is seen here
     * @param details the user's, sent with each claim; null for none
     */
    public Claims(JobsDataClient client, Worker worker, SessionOptions terms, StatusDetails details, Shared shared) {
        this.client = client;
        this.worker = worker;
        this.terms = terms;
        this.details = details == null ? Map.of() : details.pairs();
        this.shared = shared;
        this.sessions = shared.sessions();
        this.counters = shared.counters();
        this.clock = shared.clock();
        this.selection = null;
        this.redelivery = new Redelivery(client, terms.rate());
        this.compareAndSet = new CompareAndSet(client, worker, terms.rate(), this.details, shared.counters());
    }

    private Claims(Claims all, FilteredQueue selection) {
        this.client = all.client;
        this.worker = all.worker;
        this.terms = all.terms;
        this.details = all.details;
        this.shared = all.shared;
        this.sessions = all.sessions;
        this.counters = all.counters;
        this.clock = all.clock;
        this.selection = selection;
        this.redelivery = all.redelivery;
        this.compareAndSet = all.compareAndSet;
    }

    /** The same, for the jobs alone that the filter accepts; the others are left to other workers. */
    public Claims only(Predicate<JobExecution> filter) {
        return new Claims(this, new FilteredQueue(filter));
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
    public ClaimResult next(String thing, boolean expectMore) {
        if (selection != null) {
            return select(thing);
        }
        if (!expectMore) {
            terms.rate().read(Urgency.CLAIM);
            Answer<Optional<JobExecution>> head = client.describe(thing, Names.NEXT, null, false);
            if (isNothing(head.value())) {
                sessions.claimIsSettled(thing);
                return new ClaimResult.Nothing();
            }
            JobExecution execution = head.value().get();
            if (execution.status() != ExecutionStatus.QUEUED) {
                return inProgress(execution, head.date());
            }
        }
        return startNext(thing);
    }

    /** Claims the first job that the filter accepts, out of order if need be, by compare-and-set. */
    private ClaimResult select(String thing) {
        Optional<Answer<JobExecution>> found = selection.first(thing, client, terms.rate());
        if (found.isEmpty()) {
            sessions.claimIsSettled(thing);
            return new ClaimResult.Nothing();
        }
        JobExecution execution = found.get().value();
        return execution.status() == ExecutionStatus.QUEUED
                ? take(execution, 1)
                : inProgress(execution, found.get().date());
    }

    private ClaimResult startNext(String thing) {
        // A claim without an answer is sent again as it was: whichever attempt took effect, the mark tells.
        PendingClaim claim = sessions.pendingClaim(thing, clock.getAsLong())
                .filter(p -> !p.takeOver())
                .orElseGet(() -> new PendingClaim(worker.mark(1), false, false, clock.getAsLong()));
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
            return new ClaimResult.Nothing();
        }
        JobExecution execution = started.value().get();
        return isClaim(execution, claim.mark())
                ? job(new Answer<>(execution, started.date()), claim)
                : inProgress(execution, started.date());
    }

    /** Something is in progress, by an earlier claim of ours without an answer, or by somebody else. */
    private ClaimResult inProgress(JobExecution execution, Optional<Instant> now) {
        Optional<PendingClaim> pending = sessions.pendingClaim(execution.thing(), clock.getAsLong());
        if (pending.isPresent() && isClaim(execution, pending.get().mark())) {
            return adopt(new Answer<>(execution, now), pending.get());
        }
        Decision decision = TakeOver.decide(execution, now, worker);
        if (!(decision instanceof Decision.Wait)) {
            Optional<KeptOutcome> kept = terms.outcomes().of(execution);
            if (kept.isPresent()) {
                return deliver(kept.get(), execution);
            }
        }
        if (decision instanceof Decision.Take take) {
            return take(execution, take.attempt());
        } else if (decision instanceof Decision.GiveUp giveUp) {
            compareAndSet.giveUp(execution, giveUp.attempts());
            return new ClaimResult.Ended();
        }
        Decision.Wait wait = (Decision.Wait) decision;
        return blocked(execution, wait.owner(), wait.age(), wait.attempt(), wait.left());
    }

    private ClaimResult adopt(Answer<JobExecution> found, PendingClaim pending) {
        JobExecution execution = found.value();
        Optional<JobExecution> whole = execution.jobDocument() != null
                ? Optional.of(execution)
                : client.describe(execution.thing(), execution.jobId(), execution.executionNumber(), true)
                        .value()
                        .filter(e -> isClaim(e, pending.mark()));
        if (whole.isEmpty()) {
            return new ClaimResult.Ended();
        }
        counters.add(Counter.adopted);
        return job(new Answer<>(whole.get(), found.date()), pending);
    }

    private ClaimResult take(JobExecution execution, int attempt) {
        boolean handOverExpired = ClaimMarker.in(execution.statusDetails())
                .filter(m -> m.state() == ClaimMarker.State.handed)
                .isPresent();
        PendingClaim claim = new PendingClaim(worker.mark(attempt), true, handOverExpired, clock.getAsLong());
        Answer<JobExecution> taken;
        try {
            taken = compareAndSet.take(execution, claim.mark());
        } catch (JobsCallException e) {
            if (CompareAndSet.isSettled(e)) {
                counters.add(Counter.takeOverLost);
                return blocked(execution, "another worker that was first", Duration.ZERO, attempt, worker.lease());
            }
            remember(execution.thing(), claim, e);
            throw e;
        }
        if (execution.status() != ExecutionStatus.QUEUED) {
            counters.add(Counter.takenOver);
        }
        return job(taken, claim);
    }

    /** Its worker ran it to the end and died before the service knew: nobody runs it again. */
    private ClaimResult deliver(KeptOutcome kept, JobExecution execution) {
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
        return new ClaimResult.Ended(); // or another was first: the sweep finds out what became of this outcome
    }

    private ClaimResult job(Answer<JobExecution> claimed, PendingClaim claim) {
        JobExecution execution = claimed.value();
        sessions.claimIsSettled(execution.thing());
        if (!claim.takeToRun()) {
            // A claim without an answer that another consumer of this process found first.
            return blocked(
                    execution, worker.workerId(), Duration.ZERO, claim.mark().attempt(), worker.lease());
        }
        ServiceTime time = new ServiceTime(claimed.date(), clock);
        JobSession session = new JobSession(
                new JobSession.Claimed(execution, claim.mark(), claim.sentAt(), claim.handOverExpired(), time),
                client,
                terms,
                shared);
        sessions.add(session);
        counters.add(Counter.claimed);
        LOG.info(
                "Claimed job {} on thing {} (execution {}{}).",
                execution.jobId(),
                execution.thing(),
                execution.executionNumber(),
                claim.mark().attempt() > 1
                        ? ", taken over, attempt " + claim.mark().attempt()
                        : "");
        return new ClaimResult.Job(session);
    }

    private static ClaimResult blocked(JobExecution e, String owner, Duration age, int attempt, Duration left) {
        return new ClaimResult.Blocked(e.jobId(), e.executionNumber(), owner, age, attempt, left);
    }

    private void remember(String thing, PendingClaim claim, JobsCallException e) {
        if (e.statusCode() == 429) {
            counters.add(Counter.throttled);
        }
        if (e.isAmbiguous()) {
            sessions.claimHasNoAnswer(thing, claim);
        }
    }

    private static boolean isNothing(Optional<JobExecution> execution) {
        return execution.isEmpty() || execution.get().status().isTerminal();
    }

    private static boolean isClaim(JobExecution execution, ClaimMarker mark) {
        return ClaimMarker.in(execution.statusDetails())
                .filter(m -> m.claimId().equals(mark.claimId()))
                .isPresent();
    }
}
