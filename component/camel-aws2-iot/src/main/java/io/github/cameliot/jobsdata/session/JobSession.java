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
import io.github.cameliot.jobsdata.claim.TakeOver;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.lease.ServiceTime;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.outcome.KeptOutcome;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claimed job execution, and its only writer. It owns the version, so its writes run one at a time, each with
 * {@code expectedVersion} and {@code executionNumber}; each that has details carries the {@link ClaimMarker}.
 *
 * <p>It is long because it is the one place where the state of a claim changes. How a write is made is the
 * {@link ExecutionWriter}'s; what decides is small and pure: {@link Verdict}, {@link Lease}, {@link WriteBackoff},
 * {@link TakeOver}.
 */
public final class JobSession {

    /** The status detail that holds the reason of an {@link Outcome}. */
    public static final String REASON = "reason";

    private static final Logger LOG = LoggerFactory.getLogger(JobSession.class);

    private static final String KEPT = "Its outcome is kept, and delivered if its claim still stands then.";

    /** Where a session is, and what can come next. */
    public enum State {
        /** Ours, and the route runs. Next: any of the others. */
        OPEN,
        /** The route has ended; its outcome was not accepted yet. Next: REPORTED, PROBABLY_REPORTED, LOST. */
        REPORTING,
        /** The service has the outcome. Final. */
        REPORTED,
        /** The execution has ended since an attempt without an answer: most likely by that attempt. Final. */
        PROBABLY_REPORTED,
        /** No longer ours; see {@link JobSession#loss()}. Final. */
        LOST,
        /** Given to another system until a deadline. Final. */
        HANDED,
        /** Given up, for anybody to take. Final. */
        RELEASED;

        /** Whether nothing can come next. */
        public boolean isFinal() {
            return this != OPEN && this != REPORTING;
        }
    }

    private final JobExecution execution;
    private final ExecutionWriter writer;
    private final ClaimMarker mark;
    private final boolean handOverExpired;
    private final ServiceTime serviceTime;
    private final SessionOptions terms;
    private final Counters counters;
    private final LongSupplier clock;
    private final long claimedAt;

    /** Held while a call is made: one write at a time. */
    private final ReentrantLock writing = new ReentrantLock();

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final List<Consumer<Loss>> lossListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> endListeners = new CopyOnWriteArrayList<>();
    private volatile Loss loss;
    private volatile long nextTryAt;
    private volatile String ended;
    private volatile KeptOutcome kept;

    // Guarded by writing.
    private Outcome outcome;
    private int failures;

    public JobSession(Claimed claimed, JobsDataClient client, SessionOptions terms, Claims.Shared shared) {
        this.execution = claimed.execution();
        this.writer = new ExecutionWriter(claimed, client, terms.rate(), shared);
        this.mark = claimed.mark();
        this.handOverExpired = claimed.handOverExpired();
        this.serviceTime = claimed.serviceTime();
        this.claimedAt = claimed.sentAt();
        this.terms = terms;
        this.counters = shared.counters();
        this.clock = shared.clock();
        this.nextTryAt = claimedAt;
        onEnd(this::settle);
    }

    /**
     * A claim that the service acknowledged.
     *
     * @param execution as it was then, with its document
     * @param sentAt when the claim was sent, on the session's clock
     * @param handOverExpired whether it took over what was handed to another system until then
     */
    public record Claimed(
            JobExecution execution, ClaimMarker mark, long sentAt, boolean handOverExpired, ServiceTime serviceTime) {}

    /** The execution as it was when it was claimed. */
    public JobExecution execution() {
        return execution;
    }

    /** The status details as they were then, without the mark. */
    public Map<String, String> statusDetails() {
        return ClaimMarker.without(execution.statusDetails());
    }

    /** How often the execution was claimed, this time included; from 1. */
    public int attempt() {
        return mark.attempt();
    }

    /** Whether somebody may have run this execution before. */
    public boolean isResumed() {
        return mark.attempt() > 1;
    }

    /**
     * Whether the claim before this one had handed the execution over ({@link #handOver}), and its deadline has passed
     * without a result.
     */
    public boolean isHandOverExpired() {
        return handOverExpired;
    }

    public State state() {
        return state.get();
    }

    /** The version after the last write that was acknowledged. */
    public long version() {
        return writer.version();
    }

    /** Hand this to downstream systems that can refuse late writes. */
    public FencingToken fencingToken() {
        return new FencingToken(execution.executionNumber(), execution.versionNumber());
    }

    /** About how long until the service times the execution out, as the claim's answer told; null without a timeout. */
    public Duration remaining() {
        return execution.remaining() == null ? null : execution.remaining().minusNanos(clock.getAsLong() - claimedAt);
    }

    /** How long ago it was claimed. */
    public Duration age() {
        return Duration.ofNanos(clock.getAsLong() - claimedAt);
    }

    /** Whether the execution is no longer ours; asks no one, and knows at once after the process was paused. */
    public boolean isLost() {
        checkLease();
        return loss != null;
    }

    /** Why it is lost; empty while it is not. */
    public Optional<Loss> loss() {
        return Optional.ofNullable(loss);
    }

    /** Runs the listener once when the execution is lost, at once if it is; on the thread that found out. */
    public void onLost(Consumer<Loss> listener) {
        Consumer<Loss> once = onceOnly(listener);
        lossListeners.add(once);
        if (loss != null) {
            once.accept(loss);
        }
    }

    /** Runs the listener once when the session has come to a final state, at once if it has. */
    public void onEnd(Runnable listener) {
        Consumer<State> once = onceOnly(ignored -> listener.run());
        endListeners.add(() -> once.accept(state.get()));
        if (state.get().isFinal()) {
            once.accept(state.get());
        }
    }

    /** Whether this is the session of that execution. */
    public boolean isOf(String thing, String jobId, long executionNumber) {
        return execution.thing().equals(thing)
                && execution.jobId().equals(jobId)
                && execution.executionNumber() == executionNumber;
    }

    /** Details that a route may send: nine pairs, without the mark, which is the session's. */
    public static StatusDetails userDetails(Map<?, ?> given) {
        Map<Object, Object> own = new LinkedHashMap<>(given);
        boolean hadMark = own.remove(ClaimMarker.KEY) != null;
        StatusDetails fit = StatusDetails.of(own, StatusDetails.MOST_PAIRS - 1);
        if (!hadMark) {
            return fit;
        }
        List<String> changes = new ArrayList<>(fit.changes());
        changes.add("'" + ClaimMarker.KEY + "' left out: it is the session's own");
        return new StatusDetails(fit.pairs(), changes);
    }

    /**
     * Updates the execution; a terminal status ends the session.
     *
     * @param given null leaves the details as they are, else they replace all but the mark; see {@link #userDetails}
     * @param stepTimeout null leaves the step timer alone
     * @throws JobLostException when the execution is no longer ours
     * @throws IllegalStateException when the session has ended otherwise
     * @throws JobsCallException when the service does not accept it; the session stays open
     */
    public ExecutionState update(ExecutionStatus to, StatusDetails given, StepTimeout stepTimeout) {
        writing.lock();
        try {
            requireOpen("update to " + to);
            Map<String, String> pairs = given == null ? null : given.pairs();
            if (!to.isTerminal()) {
                return write(to, pairs, mark, stepTimeout);
            }
            keep(to, pairs);
            ExecutionState answer = write(to, pairs, mark, stepTimeout);
            end(State.REPORTED, Counter.reported, to + " (by the route)");
            return answer;
        } catch (JobsCallException e) {
            settle(); // not reported after all: the route decides what comes next
            throw e;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Ends the session without a report: another system has the job now, and reports by itself. No worker takes the
     * execution before that time is over, which counts on the service's clock. A result that was quicker, so that the
     * execution has ended, is no error: there is nothing left to hand over.
     *
     * @param time whole seconds count
     * @param given added to the details that stand there; null for none; see {@link #userDetails}
     * @throws JobLostException when the execution is another worker's, or gone
     * @throws IllegalStateException when the session has ended without a result
     * @throws JobsCallException when the service does not accept it; the session stays open
     */
    public void handOver(Duration time, StatusDetails given) {
        writing.lock();
        try {
            if (isReported()) {
                return; // the result was quicker, and came through this very session
            }
            Instant until = serviceTime.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
            requireOpen("hand over until " + until);
            Map<String, String> all = new LinkedHashMap<>(given == null ? Map.of() : given.pairs());
            writer.details().forEach(all::putIfAbsent);
            tryWrite(
                    ExecutionStatus.IN_PROGRESS,
                    StatusDetails.of(all, StatusDetails.MOST_PAIRS - 1).pairs(),
                    mark.handed(until),
                    terms.stepTimeout() == null ? null : StepTimeout.longerThan(time));
            end(State.HANDED, Counter.handed, "handed over until " + until);
        } catch (ExecutionWriter.NotOurs e) {
            if (e.loss() == Loss.ended && !e.isProbablyReported()) {
                end(State.HANDED, Counter.handed, "has ended before it was handed over, most likely by its result");
                return;
            }
            JobLostException lost = notOurs("hand over", e);
            if (!isReported()) {
                throw lost;
            }
        } catch (IllegalStateException e) {
            if (!isReported()) {
                throw e;
            }
        } finally {
            writing.unlock();
        }
    }

    private boolean isReported() {
        return state.get() == State.REPORTED || state.get() == State.PROBABLY_REPORTED;
    }

    /**
     * Gives the execution up, by one write, so that another worker goes on at once; if that fails, when the lease has run
     * out. Throws nothing.
     *
     * @param ran whether its route was begun, so that this attempt counts
     */
    public void release(String why, boolean ran) {
        writing.lock();
        try {
            if (state.get() != State.OPEN) {
                return;
            }
            write(ExecutionStatus.IN_PROGRESS, told(why), mark.released(ran), null);
            end(State.RELEASED, Counter.released, "released (" + why + ")");
        } catch (JobLostException | IllegalStateException e) {
            LOG.debug("Nothing to release", e);
        } catch (JobsCallException e) {
            LOG.warn(
                    "Cannot release job {} on thing {}: {} Others may take it in {} s, when its lease has run out.",
                    execution.jobId(),
                    execution.thing(),
                    e.getMessage(),
                    mark.lease().toSeconds());
            end(State.RELEASED, Counter.released, "released (" + why + ")");
        } finally {
            writing.unlock();
        }
    }

    /**
     * The worker stops: an open job is released; a report that was not accepted yet is tried once more and then given up,
     * so that the job is run again when its lease has run out. Throws nothing.
     */
    public void abandon(String why) {
        writing.lock();
        try {
            release(why, true);
            if (state.get() == State.REPORTING) {
                report();
            }
            if (becomeLost(State.REPORTING, Loss.stopped)) {
                counters.add(Counter.abandoned);
                LOG.warn(
                        "Gave up the report {} for job {} on thing {}: {}. {}",
                        outcome.status(),
                        execution.jobId(),
                        execution.thing(),
                        loss,
                        isKept()
                                ? KEPT
                                : "Others may take the job in " + mark.lease().toSeconds() + " s and run it again.");
                tellLost();
                tellEnd();
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * Reports how the job ended, or releases it when it is left. The first attempt is made here; while the service does
     * not accept it, more follow in the background until the claim is lost. Throws nothing.
     */
    public void finish(Outcome result) {
        if (result.isLeft()) {
            release(result.reason(), true);
            return;
        }
        writing.lock();
        try {
            checkLease();
            if (state.compareAndSet(State.OPEN, State.REPORTING)) {
                outcome = result;
                failures = 0;
                keep(result.status(), details(result));
                report();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Does what is due: gives up a claim that is over, reports again, ends a job that runs too long, renews. */
    public void tick() {
        checkLease();
        if (!isDue() || !writing.tryLock()) {
            return; // locked: a write is on the way, and it renews as well
        }
        try {
            if (state.get() == State.REPORTING && isDue()) {
                report();
            } else if (state.get() == State.OPEN
                    && clock.getAsLong() - claimedAt >= terms.maxRunTime().toNanos()) {
                overrun();
            } else if (state.get() == State.OPEN && isDue()) {
                heartbeat();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Whether {@link #tick} would call the service now. */
    public boolean isDue() {
        long now = clock.getAsLong();
        return switch (state.get()) {
            case REPORTING -> now - nextTryAt >= 0;
            case OPEN ->
                now - claimedAt >= terms.maxRunTime().toNanos()
                        || (writer.lease().isHeartbeatDue(now) && now - nextTryAt >= 0);
            default -> false;
        };
    }

    private void heartbeat() {
        try {
            write(ExecutionStatus.IN_PROGRESS, null, mark, terms.stepTimeout());
            counters.add(Counter.heartbeats);
        } catch (JobLostException | IllegalStateException e) {
            LOG.debug("A heartbeat found that the execution was lost or reported", e);
        } catch (JobsCallException e) {
            counters.add(Counter.heartbeatFailures);
            tryAgainLater(e, "Heartbeat");
        }
    }

    private void overrun() {
        LOG.warn(
                "Job {} on thing {} has run for {} s, longer than maxRunTime. Its heartbeats stop now.",
                execution.jobId(),
                execution.thing(),
                terms.maxRunTime().toSeconds());
        counters.add(Counter.overrun);
        withdraw(terms.overrun(), Loss.overrun);
    }

    /** Ends the job while its route still runs, by hand: reports the outcome, or releases the execution if it is left. */
    public void withdraw(Outcome instead) {
        withdraw(instead, Loss.withdrawn);
    }

    private void withdraw(Outcome instead, Loss why) {
        finish(instead);
        if (loss == null) {
            loss = why;
            tellLost();
        }
    }

    private void report() {
        try {
            write(outcome.status(), details(outcome), mark, null);
            end(
                    State.REPORTED,
                    Counter.reported,
                    outcome.status() + (outcome.reason() == null ? "" : " (" + outcome.reason() + ")"));
        } catch (JobLostException | IllegalStateException e) {
            LOG.debug("A report found that the execution is over", e);
        } catch (JobsCallException e) {
            counters.add(Counter.reportRetries);
            if (e.isAmbiguous() && kept != null) {
                terms.outcomes().hasNoAnswer(kept);
            }
            tryAgainLater(e, "Report " + outcome.status());
        }
    }

    /** Before it is sent: what the service does not accept in time outlives this session, and this process. */
    private void keep(ExecutionStatus status, Map<String, String> pairs) {
        if (terms.outcomes().isOn()) {
            kept = new KeptOutcome(
                    execution.thing(),
                    execution.jobId(),
                    execution.executionNumber(),
                    writer.version(),
                    mark,
                    status,
                    pairs,
                    Instant.now());
            terms.outcomes().keep(kept);
        }
    }

    private boolean isKept() {
        return kept != null && state.get() == State.LOST && (loss == Loss.fenced || loss == Loss.stopped);
    }

    /** The service has decided about the outcome, or nobody knows and it stays kept. */
    private void settle() {
        KeptOutcome settled = kept;
        if (settled != null && isKept()) {
            terms.outcomes().letGo(settled);
        } else if (settled != null) {
            kept = null;
            terms.outcomes().remove(settled.key());
        }
    }

    private Map<String, String> details(Outcome result) {
        return result.reason() == null ? null : told(result.reason());
    }

    /** The reason, and the details that stand there. */
    private Map<String, String> told(String reason) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(REASON, reason);
        writer.details().forEach(all::putIfAbsent);
        return StatusDetails.of(all, StatusDetails.MOST_PAIRS - 1).pairs();
    }

    private void tryAgainLater(JobsCallException e, String what) {
        failures++;
        Duration pause =
                WriteBackoff.after(failures, ThreadLocalRandom.current().nextDouble());
        nextTryAt = clock.getAsLong() + pause.toNanos();
        if (failures == 1) {
            LOG.warn("{} failed and is tried again in {} ms: {}", what, pause.toMillis(), e.getMessage());
        } else {
            LOG.debug("{} failed {} times and is tried again in {} ms", what, failures, pause.toMillis(), e);
        }
    }

    private ExecutionState write(
            ExecutionStatus to, Map<String, String> pairs, ClaimMarker with, StepTimeout stepTimeout) {
        try {
            return tryWrite(to, pairs, with, stepTimeout);
        } catch (ExecutionWriter.NotOurs e) {
            throw notOurs("report " + to, e);
        }
    }

    private ExecutionState tryWrite(
            ExecutionStatus to, Map<String, String> pairs, ClaimMarker with, StepTimeout stepTimeout)
            throws ExecutionWriter.NotOurs {
        requireHeld(to);
        ExecutionState answer = writer.write(to, pairs, with, stepTimeout);
        failures = 0;
        nextTryAt = clock.getAsLong();
        requireStillHeld(to);
        if (answer.status() != to) {
            // A report of the route had no answer and was delivered after all: this write is too late.
            end(State.REPORTED, Counter.reported, answer.status() + " (by the route)");
            throw ended("update to " + to);
        }
        return answer;
    }

    private JobLostException notOurs(String tried, ExecutionWriter.NotOurs e) {
        if (e.isProbablyReported()) {
            end(
                    State.PROBABLY_REPORTED,
                    Counter.probablyReported,
                    "has ended, most likely by a report without an answer");
        } else {
            lose(e.loss());
        }
        return new JobLostException(tried, execution, e.loss(), e.getCause());
    }

    private void requireOpen(String tried) {
        checkLease();
        if (loss != null) {
            throw new JobLostException(tried, execution, loss, null);
        }
        if (state.get() != State.OPEN) {
            throw ended(tried);
        }
    }

    private IllegalStateException ended(String tried) {
        return new IllegalStateException("Cannot " + tried + " for job " + execution.jobId() + " on thing "
                + execution.thing() + ": its session has ended, " + state.get() + ": " + ended
                + ". A job is reported once.");
    }

    private void requireHeld(ExecutionStatus to) {
        checkLease();
        if (state.get() == State.LOST) {
            throw new JobLostException("report " + to, execution, loss, null);
        }
    }

    /** Given up while the answer was on the way: listeners were told, and it stays so. */
    private void requireStillHeld(ExecutionStatus to) {
        if (state.get() == State.LOST) {
            LOG.warn(
                    "The service accepted {} for job {} on thing {} after the claim had been given up: {}.",
                    to,
                    execution.jobId(),
                    execution.thing(),
                    loss);
            throw new JobLostException("rely on " + to, execution, loss, null);
        }
    }

    /** Gives the claim up for lost when it was not renewed in time. Takes no lock: a call may hang. */
    private void checkLease() {
        if (!state.get().isFinal() && writer.lease().isOver(clock.getAsLong())) {
            lose(Loss.fenced);
        }
    }

    /** The reason first: whoever sees the state sees the reason too. */
    private boolean becomeLost(State from, Loss why) {
        synchronized (lossListeners) {
            if (state.get() != from) {
                return false;
            }
            loss = why;
            state.set(State.LOST);
            return true;
        }
    }

    private void lose(Loss why) {
        State now = state.get();
        if (!now.isFinal() && becomeLost(now, why)) {
            counters.add(
                    switch (why) {
                        case taken -> Counter.taken;
                        case deleted -> Counter.deleted;
                        case fenced -> Counter.fenced;
                        default -> Counter.ended;
                    });
            LOG.warn(
                    "Lost job {} on thing {} (execution {}): {}. {}",
                    execution.jobId(),
                    execution.thing(),
                    execution.executionNumber(),
                    why,
                    isKept() ? KEPT : "Nothing will be reported for it.");
            tellLost();
            tellEnd();
        }
    }

    private void tellLost() {
        lossListeners.forEach(l -> l.accept(loss));
    }

    private void end(State to, Counter counter, String how) {
        synchronized (lossListeners) {
            if (state.get().isFinal()) {
                return;
            }
            ended = oneLine(how);
            state.set(to);
        }
        LOG.info("Finished job {} on thing {}: {}.", execution.jobId(), execution.thing(), ended);
        counters.add(counter);
        tellEnd();
    }

    private void tellEnd() {
        endListeners.forEach(Runnable::run);
    }

    private static <T> Consumer<T> onceOnly(Consumer<T> listener) {
        AtomicReference<Consumer<T>> once = new AtomicReference<>(listener);
        return value -> {
            Consumer<T> mine = once.getAndSet(null);
            if (mine == null) {
                return;
            }
            try {
                mine.accept(value);
            } catch (RuntimeException e) {
                LOG.error("A listener of a job session failed; the others are told all the same.", e);
            }
        };
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\p{C}+", " ");
        return line.length() > 300 ? line.substring(0, 300) + "..." : line;
    }
}
