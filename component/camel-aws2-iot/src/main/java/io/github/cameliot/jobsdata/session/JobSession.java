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
import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.lease.Lapse;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One claimed job execution and its only writer, with all that a route, its consumer and an operator can do with it.
 * Its writes run one at a time, each with {@code expectedVersion} and {@code executionNumber}; each write with details
 * contains the {@link ClaimMarker}.
 *
 * <p>This class decides what is allowed in which state. Other classes do the work: {@link Progress}, {@link Report},
 * {@link Release}, {@link HandOver} and {@link Heartbeat} make the writes, {@link DocumentReading} reads, {@link
 * Ending} decides which of them ends the session, {@link ExecutionWriter} interprets their results, {@link
 * SessionState} holds the state, and {@link SessionDuties} does what is needed while the route runs.
 */
public final class JobSession {

    /** The status detail that holds the reason of an {@link Outcome}. */
    public static final String REASON = StatusDetails.REASON;

    private final SessionCore core;
    private final SessionDuties duties;
    private final boolean handOverExpired;

    JobSession(Claimed claimed, SessionContext context) {
        this.core = new SessionCore(claimed, context);
        this.duties = new SessionDuties(core);
        this.handOverExpired = claimed.handOverExpired();
    }

    /** The execution at the time of the claim. */
    public JobExecution execution() {
        return core.execution();
    }

    /** The status details at the time of the claim, without the claim marker. */
    public Map<String, String> statusDetails() {
        return ClaimMarker.without(core.execution().statusDetails());
    }

    /**
     * The job document as the service returns it now. AWS signs its presigned URLs anew, so use this if a URL has
     * expired since the claim. This is one read; it does not change the execution and does not renew the lease.
     *
     * @throws JobLostException if the execution has ended, or another worker has claimed it
     * @throws IllegalStateException if the session has ended in another way
     * @throws JobsCallException if the service does not return it; the session stays open
     */
    public String currentJobDocument() {
        requireOpen("read the job document");
        return new DocumentReading(core).read();
    }

    /** The service's time of day, as known to this worker: other workers compare deadlines with that clock. */
    public Instant serviceTime() {
        return core.serviceTime().now();
    }

    /** How often the execution was claimed, including this time; from 1. */
    public int attempt() {
        return core.marker().attempt();
    }

    /** Whether this execution may have run before. */
    public boolean isResumed() {
        return attempt() > 1;
    }

    /**
     * Whether the claim before this one had handed the execution over ({@link #handOver}), and the deadline has passed
     * without a result.
     */
    public boolean isHandOverExpired() {
        return handOverExpired;
    }

    public State state() {
        return core.state().get();
    }

    /** The version after the last acknowledged write. */
    public long version() {
        return core.version();
    }

    /** A token for downstream systems that can refuse late writes. */
    public FencingToken fencingToken() {
        return new FencingToken(
                core.execution().executionNumber(), core.execution().versionNumber());
    }

    /**
     * About how long until the service times the execution out, according to the response of the claim; null without a
     * timeout.
     */
    public Duration remaining() {
        Duration then = core.execution().remaining();
        return then == null ? null : then.minusNanos(core.now() - core.claimedAt());
    }

    /** The time since it was claimed. */
    public Duration age() {
        return Duration.ofNanos(core.now() - core.claimedAt());
    }

    /** How long the claim is valid without another acknowledged write; zero if the lease has expired. */
    public Duration leaseLeft() {
        Duration left = core.leaseLeft();
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Why its last write failed that will be retried, on one line, with the number of failures in a row; empty if none
     * has failed.
     */
    public Optional<String> failure() {
        return Optional.ofNullable(core.failure());
    }

    /**
     * Whether this worker has lost the execution. Makes no call, and is right at once even after the process was
     * paused.
     */
    public boolean isLost() {
        core.checkLease();
        return core.state().loss() != null;
    }

    /** Why it is lost; empty if it is not lost. */
    public Optional<Loss> loss() {
        return Optional.ofNullable(core.state().loss());
    }

    /**
     * Runs the listener once when the execution is lost, or at once if it is lost already. The listener runs on a
     * thread of its own, so it may block.
     */
    public void onLost(Consumer<Loss> listener) {
        onLost(listener, core.context().listeners());
    }

    /**
     * As {@link #onLost(Consumer)}, on this executor. If the executor uses the calling thread, the listener must not
     * block.
     */
    public void onLost(Consumer<Loss> listener, Executor executor) {
        core.state().onLoss(listener, executor);
    }

    /**
     * Runs the listener once when the session has come to a final state, or at once if it has already. The listener
     * runs on a thread of its own, so it may block.
     */
    public void onEnd(Runnable listener) {
        onEnd(listener, core.context().listeners());
    }

    /**
     * As {@link #onEnd(Runnable)}, on this executor. If the executor uses the calling thread, the listener must not
     * block.
     */
    public void onEnd(Runnable listener, Executor executor) {
        core.state().onEnd(listener, executor);
    }

    /** Whether this is the session of that execution. */
    public boolean isOf(ExecutionId execution) {
        return core.execution().id().equals(execution);
    }

    /**
     * Details that a route may send in a session: up to nine pairs, without the claim marker, which only the session
     * writes.
     */
    public static StatusDetails userDetails(Map<?, ?> given) {
        return userDetails(given, StatusDetails.MOST_PAIRS - 1);
    }

    /** Details that a route may send: up to this many pairs, and no claim marker. */
    public static StatusDetails userDetails(Map<?, ?> given, int most) {
        if (!hasMarker(given)) {
            return StatusDetails.of(given, most);
        }
        Map<Object, Object> own = new LinkedHashMap<>(given);
        own.keySet().removeIf(JobSession::isMarker);
        StatusDetails fit = StatusDetails.of(own, most);
        List<String> changes = new ArrayList<>(fit.changes());
        changes.add("'" + ClaimMarker.KEY + "' left out: only the session may write it");
        return new StatusDetails(fit.pairs(), changes);
    }

    private static boolean hasMarker(Map<?, ?> details) {
        for (Object key : details.keySet()) {
            if (isMarker(key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMarker(Object key) {
        return ClaimMarker.KEY.equals(String.valueOf(key));
    }

    /**
     * Sets details that are kept: from now on each write of this session with details contains these first, and then
     * the details that the route sends. So if one part of a route needs details again after a crash, a progress update
     * of another part does not remove them. Nothing is sent now.
     *
     * @param details replace those that were retained before; see {@link #userDetails}
     * @param whenHandedOver used instead of them in a hand-over
     */
    public void retain(StatusDetails details, StatusDetails whenHandedOver) {
        core.retain(details.pairs(), whenHandedOver.pairs());
    }

    /** The details that were last retained in this session; empty if there are none. */
    public Map<String, String> retainedDetails() {
        return core.retained().details();
    }

    /**
     * Updates the execution; a terminal status ends the session.
     *
     * @param given null keeps the details, else they replace all except the marker; see {@link #userDetails}
     * @param stepTimeout null keeps the step timer
     * @throws JobLostException if this worker has lost the execution
     * @throws IllegalStateException if the session has ended in another way
     * @throws JobsCallException if the service does not accept it, in up to three attempts (as {@code retryMode} says) if
     *     it throttles, fails or does not respond; the session stays open
     */
    public ExecutionState update(ExecutionStatus to, StatusDetails given, StepTimeout stepTimeout) {
        return update(to, given, stepTimeout, null);
    }

    /**
     * As {@link #update(ExecutionStatus, StatusDetails, StepTimeout)}, if the execution has that version.
     *
     * @param expectedVersion null for any
     * @throws IllegalStateException if it has another version: nothing is sent
     */
    public ExecutionState update(
            ExecutionStatus to, StatusDetails given, StepTimeout stepTimeout, Long expectedVersion) {
        return AwaitedWrite.make(
                core.options().attempts(),
                attempt -> alone(() -> {
                    requireOpen("update to " + to);
                    // An attempt that fails may have found a later version of this session's own.
                    if (attempt == 1 && expectedVersion != null && expectedVersion != core.version()) {
                        throw new IllegalStateException("Cannot update to " + to + " for "
                                + core.execution().id()
                                + ": expected version " + expectedVersion + ", its session "
                                + "has " + core.version() + ". Leave the version out: a session sends its own "
                                + "with each update.");
                    }
                    return new Progress(core)
                            .send(to, given == null ? null : core.retained().with(given.pairs()), stepTimeout)
                            .orElseThrow(() -> hasEnded("update to " + to));
                }));
    }

    /**
     * Ends the session without a report: another system now has the job and reports its result. No worker takes the
     * execution over before this time has passed on the service's clock. It is not an error if the result was reported
     * first, so that the execution has ended: then there is nothing left to hand over.
     *
     * @param time whole seconds count; at most {@link ClaimMarker#LONGEST_HAND_OVER}, the longest time that other
     *     workers accept
     * @param given added to the existing details; null for none; see {@link #userDetails}
     * @throws JobLostException if another worker has the execution, or it was deleted
     * @throws IllegalStateException if the session has ended without a result
     * @throws IllegalArgumentException for a time that is longer; nothing is sent
     * @throws JobsCallException if the service does not accept it, in as many attempts as for an update; the session
     *     stays open
     */
    public void handOver(Duration time, StatusDetails given) {
        if (time.compareTo(ClaimMarker.LONGEST_HAND_OVER) > 0) {
            throw new IllegalArgumentException(
                    "Cannot hand over " + core.execution().id() + " for " + time
                            + ": other workers do not accept a hand-over longer than "
                            + ClaimMarker.LONGEST_HAND_OVER.toDays() + " days.");
        }
        AwaitedWrite.make(
                core.options().attempts(),
                attempt -> alone(() -> {
                    if (state() == State.REPORTED || state() == State.PROBABLY_REPORTED) {
                        return null; // the result was reported first, through this very session
                    }
                    Instant until = core.serviceTime().now().plus(time).truncatedTo(ChronoUnit.SECONDS);
                    requireOpen("hand over until " + until);
                    new HandOver(core)
                            .send(
                                    time,
                                    until,
                                    core.retained().withWhenHandedOver(given == null ? Map.of() : given.pairs()));
                    return null;
                }));
    }

    /**
     * Reports how the job ended, or releases it. The first attempt is made here; if the service does not accept it,
     * more follow in the background until the lease expires. If the route is making a report at this moment, that
     * report comes first, and this outcome is used only if the report is refused. Never throws.
     */
    public void finish(Outcome result) {
        new Ending(core).afterTheRoute(result);
    }

    /** Releases a job whose route has not started: this claim does not count as an attempt. As {@link #finish}. */
    public void releaseUnrun(String why) {
        core.routeNotBegun();
        new Ending(core).afterTheRoute(Outcome.released(why));
    }

    /**
     * Ends the job on behalf of an operator while its route still runs: reports the outcome, or releases the execution.
     * The route is notified as if the job were lost.
     *
     * @throws IllegalStateException if the session already has an outcome
     */
    public void endByOperator(Outcome instead) {
        if (!new Ending(core).by(instead, Loss.endedByOperator)) {
            Outcome other = core.state().outcome();
            String found = state() == State.REPORTING && other != null
                    ? "its outcome is being sent, "
                            + (other.isReleased() ? "a release" : other.status().toString())
                    : "its session has ended, " + state() + ": " + core.state().end();
            throw new IllegalStateException("Cannot end " + core.execution().id() + " by hand: " + found + ".");
        }
    }

    /**
     * The worker stops. A job that still runs is released, and its route is notified as if the job were lost; an
     * outcome that was not accepted yet is sent once more. If this fails, it is retried in the background until {@link
     * #stopped()}, unless the outcome is kept. Never throws.
     */
    public void stop(String why) {
        Outcome released = Outcome.released(why);
        if (!new Ending(core).by(released, Loss.stopped) && !state().isFinal()) {
            alone(() -> {
                if (!new Ending(core).by(released, Loss.stopped)) {
                    new Ending(core).send(false);
                }
                return null;
            });
            if (core.isKept()) {
                stopped(); // the next process delivers it: waiting has no advantage
            }
        }
    }

    /** The worker has stopped, and nothing is sent any more. Takes no lock, makes no call. */
    public void stopped() {
        core.report(Outcome.released("the worker has stopped"), Loss.stopped);
        Outcome outcome = core.state().outcome();
        if (outcome == null || outcome.isReleased()) {
            core.released("the worker has stopped, and the service did not accept a release; other workers may take "
                    + "it over in "
                    + core.marker().lease().toSeconds() + " s, when its lease expires");
        } else {
            core.lose(Loss.stopped);
        }
    }

    /** Ends the session if its exchange has gone without its completion. */
    public void endWhen(BooleanSupplier exchangeIsGone) {
        core.endWhen(exchangeIsGone);
    }

    /** The route that has claimed the job is that one. */
    public void claimedBy(String route) {
        core.claimedBy(route);
    }

    /** The id of the route that has claimed the job; null where that is not known. */
    public String routeId() {
        return core.routeId();
    }

    void taken() {
        core.lose(Loss.taken);
    }

    /** How much of its lease has passed. */
    Lapse lapse() {
        return core.lapse();
    }

    SessionDuties duties() {
        return duties;
    }

    boolean isOwnedBy(Predicate<Object> owners) {
        return owners.test(core.context().owner());
    }

    private interface Action<T> {
        T run();
    }

    private <T> T alone(Action<T> action) {
        ReentrantLock writing = core.writing();
        writing.lock();
        try {
            return action.run();
        } finally {
            writing.unlock();
        }
    }

    private void requireOpen(String tried) {
        core.checkLease();
        Loss loss = core.state().loss();
        if (loss != null) {
            throw new JobLostException(tried, core.execution(), loss, null);
        }
        if (state() != State.OPEN) {
            throw hasEnded(tried);
        }
    }

    private IllegalStateException hasEnded(String tried) {
        return new IllegalStateException("Cannot " + tried + " for job "
                + core.execution().jobId() + " on thing " + core.execution().thing() + ": its session has ended, "
                + state() + ": " + core.state().end() + ". A job is reported once.");
    }
}
