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

import io.github.cameliot.jobsdata.claim.PendingClaims.PendingClaim;
import io.github.cameliot.jobsdata.claim.TakeOver.Decision;
import io.github.cameliot.jobsdata.client.Deviations.Deviation;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Response;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.lease.ServiceTime;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.PendingJobExecutions;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the next job of a thing with as few calls as the service allows, and never a job that another worker holds. A
 * returned claim is valid: if its response came late, the claim is renewed before it is given to a route.
 */
public final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    /** Above this, the difference between two clocks of one service is logged as a warning; a call takes less time. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final JobsDataClient reads;
    private final JobsDataClient writes;
    private final CompareAndSet compareAndSet;
    private final Worker worker;
    private final PendingClaims pending;
    private final PredecessorOutcomes predecessors;
    private final RequestRate rate;
    private final Counters counters;
    private final LongSupplier clock;
    private final FilteredQueue filtered;
    private final Sightings sightings;
    private final AtomicBoolean clockWarned = new AtomicBoolean();

    /**
     * @param client its reads are retried as configured; its writes are single attempts, so that this class sees each
     *     response
     * @param filter which jobs this worker accepts; the others are left to other workers; null for all
     */
    public Claims(JobsDataClient client, Worker worker, Predicate<JobExecution> filter, ClaimContext context) {
        this.reads = client;
        this.writes = client.singleAttempt();
        this.compareAndSet = new CompareAndSet(writes);
        this.worker = worker;
        this.pending = context.pending();
        this.predecessors = context.predecessors();
        this.rate = context.rate();
        this.counters = context.counters();
        this.clock = context.clock();
        this.filtered = filter == null
                ? null
                : new FilteredQueue(
                        reads, filter, rate, new Looks(clock, worker.lease().dividedBy(3)));
        this.sightings = new Sightings(clock);
    }

    /**
     * Claims the next job. Usually this is one read ({@code describe $next} without the document), and one write only
     * if a job can be claimed; right after a finished job it is only the write. With a filter, the first job that it
     * accepts is claimed by compare-and-set, out of order if necessary.
     *
     * @throws JobsCallException if a call fails; if the response of a claim is lost, the next poll finds out whether
     *     the claim succeeded
     */
    public ClaimResult next(ClaimRequest request) {
        if (filtered == null && request.expectMore()) {
            return startNext(request);
        }
        if (!rate.read(Priority.CLAIM, request.wanted())) {
            return new ClaimResult.NotSent();
        }
        Response<Optional<JobExecution>> head =
                filtered == null ? head(request.thing()) : filtered.first(request.thing());
        if (isNothing(head.value())) {
            return nothing(request.thing());
        }
        JobExecution execution = head.value().get();
        if (execution.status() != ExecutionStatus.QUEUED) {
            return inProgress(head.with(execution), request);
        }
        return filtered == null ? startNext(request) : take(execution, 1, request);
    }

    private Response<Optional<JobExecution>> head(String thing) {
        try {
            return reads.describe(thing, Names.NEXT, null, false);
        } catch (JobsCallException e) {
            return nothingPending(thing, e);
        }
    }

    /**
     * Checks whether a 404 for the next job means that nothing is pending. AWS responds 404 for a thing that does not
     * exist, and other services do so if nothing is pending. The list of pending jobs shows which is true.
     *
     * @throws JobsCallException the given exception, if nothing pending is not the reason
     */
    private Response<Optional<JobExecution>> nothingPending(String thing, JobsCallException e) {
        if (e.statusCode() != 404) {
            throw e;
        }
        Response<PendingJobExecutions> listed;
        try {
            rate.read(Priority.CLAIM);
            listed = reads.getPending(thing);
        } catch (JobsCallException unknown) {
            throw e;
        }
        if (!listed.value().inProgressJobs().isEmpty()
                || !listed.value().queuedJobs().isEmpty()) {
            throw e;
        }
        reads.deviations().note(Deviation.NOTHING_PENDING_IS_404);
        return listed.with(Optional.empty());
    }

    /** The thing is not polled any more: everything known about it is dropped. */
    public void forget(String thing) {
        pending.removeAll(thing);
        sightings.remove(thing);
        if (filtered != null) {
            filtered.forget(thing);
        }
    }

    /**
     * No route was started for this claim. If the execution is seen again, it belongs to this worker and has never run.
     */
    public void notRun(Claimed claimed) {
        PendingClaim claim = new PendingClaim(
                claimed.marker(),
                claimed.execution().id(),
                claimed.handOverExpired(),
                claimed.lease().renewedAt());
        pending.add(claimed.execution().thing(), claim, clock.getAsLong());
    }

    private ClaimResult nothing(String thing) {
        if (filtered == null) {
            pending.removeAll(
                    thing); // the filter of this consumer sees only its own jobs; others of this process may have
            // claims here
        }
        sightings.remove(thing);
        counters.add(Counter.emptyPolls);
        return ClaimResult.Nothing.INSTANCE;
    }

    private ClaimResult startNext(ClaimRequest request) {
        String thing = request.thing();
        if (!rate.write(Priority.CLAIM, request.wanted())) {
            return new ClaimResult.NotSent();
        }
        long now = clock.getAsLong();
        PendingClaim before = pending.startNext(thing);
        // A claim without a response is sent again unchanged. The marker shows which attempt took effect.
        PendingClaim claim = before != null ? before : new PendingClaim(worker.marker(1), null, false, now);
        Response<Optional<JobExecution>> started;
        try {
            started = writes.startNext(thing, claim.marker().beside(request.details()), null);
        } catch (JobsCallException e) {
            remember(thing, claim, e);
            started = nothingPending(thing, e);
        }
        // The service is eventually consistent: right after a job has ended, it may still return that job.
        if (isNothing(started.value())) {
            return nothing(thing);
        }
        Response<JobExecution> found = started.with(started.value().get());
        if (!claim.marker().isIn(found.value().statusDetails())) {
            return inProgress(found, request);
        }
        if (before == null) {
            warnOfClockOfNewClaim(found);
        }
        return claimed(found, claim);
    }

    /** An execution is in progress, by an earlier claim of this worker that was not run, or by another worker. */
    private ClaimResult inProgress(Response<JobExecution> found, ClaimRequest request) {
        JobExecution execution = found.value();
        PendingClaim own = pending.in(execution);
        if (own != null) {
            return adopt(found, own);
        }
        Optional<Instant> now = found.date();
        Decision decision = TakeOver.decide(execution, now, sightings.unchanged(execution), worker);
        if (TakeOver.showsImpossibleTime(execution, now)) {
            reads.deviations().note(Deviation.TIMES_ARE_NOT_SECONDS);
        }
        if (decision instanceof Decision.Wait wait) {
            warnOfClock(execution, wait.age());
            return blocked(execution, wait.owner(), wait.age(), wait.attempt(), wait.left());
        }
        switch (predecessors.send(execution)) {
            case SENT -> {
                return new ClaimResult.Ended();
            }
            case DAMAGED -> {
                return blocked(execution, "a damaged outcome in the outcomeRepository", null, 0, null);
            }
            case NOTHING -> {}
        }
        return decision instanceof Decision.Take take
                ? take(execution, take.attempt(), request)
                : fail(execution, ((Decision.Fail) decision).attempts(), request);
    }

    private ClaimResult adopt(Response<JobExecution> found, PendingClaim own) {
        JobExecution execution = found.value();
        if (execution.jobDocument() == null) {
            rate.read(Priority.CLAIM);
            Response<Optional<JobExecution>> whole =
                    reads.describe(execution.thing(), execution.jobId(), execution.executionNumber(), true);
            if (whole.value().filter(e -> own.marker().isIn(e.statusDetails())).isEmpty()) {
                return new ClaimResult.Ended();
            }
            found = whole.with(whole.value().get());
        }
        counters.add(Counter.adopted);
        return claimed(found, own);
    }

    private ClaimResult take(JobExecution execution, int attempt, ClaimRequest request) {
        boolean handOverExpired = ClaimMarker.in(execution.statusDetails())
                .filter(m -> m.state() == ClaimMarker.State.handed)
                .isPresent();
        if (!rate.write(Priority.CLAIM, request.wanted())) {
            return new ClaimResult.NotSent();
        }
        PendingClaim claim =
                new PendingClaim(worker.marker(attempt), execution.id(), handOverExpired, clock.getAsLong());
        Optional<Response<JobExecution>> taken;
        try {
            taken = compareAndSet.take(execution, claim.marker(), request.details());
        } catch (JobsCallException e) {
            remember(execution.thing(), claim, e);
            throw e;
        }
        if (taken.isEmpty()) {
            if (filtered != null) {
                filtered.lookAgain(execution.thing());
            }
            return takeOverLost(execution, attempt);
        }
        if (execution.status() != ExecutionStatus.QUEUED) {
            counters.add(Counter.takenOver);
        }
        return claimed(taken.get(), claim);
    }

    private ClaimResult fail(JobExecution execution, int attempts, ClaimRequest request) {
        if (!rate.write(Priority.CLAIM, request.wanted())) {
            return new ClaimResult.NotSent();
        }
        String reason = "claimed " + attempts + " times and never reported, so it is not run again (maxAttempts="
                + worker.maxAttempts() + ")";
        if (!compareAndSet.fail(execution, worker.marker(attempts), reason)) {
            return takeOverLost(
                    execution, attempts); // if the service continues to return it, it is not polled in a hot loop
        }
        counters.add(Counter.attemptsExhausted);
        LOG.error(
                "Failed job {} on thing {} (execution {}): claimed {} times and never reported.",
                execution.jobId(),
                execution.thing(),
                execution.executionNumber(),
                attempts);
        return new ClaimResult.Ended();
    }

    private ClaimResult claimed(Response<JobExecution> found, PendingClaim claim) {
        JobExecution execution = found.value();
        if (!claim.takeToRun()) {
            // A claim without a response, which another consumer of this process found first.
            return heldByUs(execution, claim);
        }
        pending.remove(execution.thing(), claim);
        sightings.remove(execution.thing());
        long now = clock.getAsLong();
        Lease lease = new Lease(claim.marker().lease(), claim.sentAt());
        if (lease.isHeartbeatDue(now)) {
            return renewed(execution, claim);
        }
        return job(found, claim, lease);
    }

    /**
     * The response came late, or was lost before. The claim must be renewed, or the route might start with an expired
     * lease.
     */
    private ClaimResult renewed(JobExecution execution, PendingClaim claim) {
        rate.write(Priority.CLAIM);
        long sentAt = clock.getAsLong();
        Optional<Response<JobExecution>> renewed;
        try {
            renewed = compareAndSet.renew(execution, claim.marker());
        } catch (JobsCallException e) {
            pending.add(execution.thing(), claim.notRun(execution.id()), sentAt);
            throw e;
        }
        if (renewed.isEmpty()) {
            return takeOverLost(execution, claim.marker().attempt());
        }
        Lease lease = new Lease(claim.marker().lease(), sentAt);
        if (lease.isOver(clock.getAsLong())) {
            pending.add(execution.thing(), claim.notRun(execution.id()), sentAt);
            return heldByUs(execution, claim);
        }
        return job(renewed.get(), claim, lease);
    }

    private ClaimResult job(Response<JobExecution> found, PendingClaim claim, Lease lease) {
        JobExecution execution = found.value();
        counters.add(Counter.claimed);
        if (claim.marker().attempt() == 1 && execution.queuedAt() != null && execution.startedAt() != null) {
            counters.durations()
                    .queued(TimeUnit.SECONDS.toNanos(execution.startedAt().getEpochSecond()
                            - execution.queuedAt().getEpochSecond()));
        }
        if (LOG.isInfoEnabled()) { // guarded, because its arguments cost an array for each job
            LOG.info(
                    "Claimed job {} on thing {} (execution {}{}).",
                    execution.jobId(),
                    execution.thing(),
                    execution.executionNumber(),
                    claim.marker().attempt() > 1
                            ? ", taken over, attempt " + claim.marker().attempt()
                            : "");
        }
        ServiceTime time = new ServiceTime(found.date(), clock);
        return new ClaimResult.Job(new Claimed(execution, claim.marker(), lease, claim.handOverExpired(), time));
    }

    private ClaimResult takeOverLost(JobExecution execution, int attempt) {
        counters.add(Counter.takeOverLost);
        return blocked(execution, "another worker that claimed it first", Duration.ZERO, attempt, worker.lease());
    }

    private ClaimResult heldByUs(JobExecution execution, PendingClaim claim) {
        return blocked(
                execution, worker.workerId(), Duration.ZERO, claim.marker().attempt(), worker.lease());
    }

    private static ClaimResult blocked(JobExecution e, String owner, Duration age, int attempt, Duration left) {
        return new ClaimResult.Blocked(e.jobId(), e.executionNumber(), owner, age, attempt, left);
    }

    private void warnOfClock(JobExecution execution, Duration age) {
        if (age != null && age.compareTo(Duration.ofSeconds(-2)) < 0 && clockWarned.compareAndSet(false, true)) {
            LOG.warn(
                    "The service's Date is {} s behind the lastUpdatedAt of job {} on thing {}: one of the service's "
                            + "clocks is wrong. Instead of these times, this worker uses its own clock: it takes "
                            + "over a job of another worker when it has seen the job unchanged for the length of its "
                            + "lease. Not repeated for other jobs.",
                    -age.toSeconds(),
                    execution.jobId(),
                    execution.thing());
        }
    }

    /**
     * The execution was updated by this very call, that is, now. A time that is far from now comes from another clock.
     */
    private void warnOfClockOfNewClaim(Response<JobExecution> claimed) {
        JobExecution execution = claimed.value();
        Optional<Instant> now = claimed.date();
        if (TakeOver.showsImpossibleTime(execution, now)) {
            reads.deviations().note(Deviation.TIMES_ARE_NOT_SECONDS);
            return;
        }
        Duration age = TakeOver.age(execution, now);
        if (age != null && age.abs().compareTo(CLOCKS_APART) > 0 && clockWarned.compareAndSet(false, true)) {
            LOG.warn(
                    "Job {} on thing {} was claimed just now, but its lastUpdatedAt is {} s {} the Date of the same "
                            + "response: one of the service's clocks is wrong. {} Not repeated for other jobs.",
                    execution.jobId(),
                    execution.thing(),
                    age.abs().toSeconds(),
                    age.isNegative() ? "after" : "before",
                    age.isNegative()
                            ? "This worker takes over a job of another worker when it has seen the job unchanged for "
                                    + "the length of its lease."
                            : "Workers compare these two times to decide whether a lease has expired: a job whose "
                                    + "lease is not longer than this difference may be taken over while it runs. "
                                    + "Correct the clocks, or set a longer lease.");
        }
    }

    private void remember(String thing, PendingClaim claim, JobsCallException e) {
        if (e.isAmbiguous()) {
            pending.add(thing, claim, clock.getAsLong());
        }
    }

    private static boolean isNothing(Optional<JobExecution> execution) {
        return execution.isEmpty() || execution.get().status().isTerminal();
    }
}
