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
 * One claimed job execution, and its only writer: what a route, its consumer and an operator may do with it. Its writes
 * run one at a time, each with {@code expectedVersion} and {@code executionNumber}; each that has details carries the
 * {@link ClaimMarker}.
 *
 * <p>This class says what may be done when. How it is done stands beside it: {@link Progress}, {@link Report},
 * {@link Release}, {@link HandOver} and {@link Heartbeat} make the writes, {@link DocumentReading} reads, {@link Ending} says
 * which of them ends it, {@link ExecutionWriter} judges their results, {@link SessionState} keeps the state, and
 * {@link SessionDuties} is what happens beside the route.
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

    /** The execution as it was when it was claimed. */
    public JobExecution execution() {
        return core.execution();
    }

    /** The status details as they were then, without the claim marker. */
    public Map<String, String> statusDetails() {
        return ClaimMarker.without(core.execution().statusDetails());
    }

    /**
     * The job document as the service returns it now, with its presigned URLs signed anew: for a URL that has expired since
     * the claim. One read; it changes nothing, and renews nothing.
     *
     * @throws JobLostException when the execution has ended, or another worker has it
     * @throws IllegalStateException when the session has ended otherwise
     * @throws JobsCallException when the service does not return it; the session stays open
     */
    public String currentJobDocument() {
        requireOpen("read the job document");
        return new DocumentReading(core).read();
    }

    /** The service's time of day, as this worker knows it: other workers judge deadlines by that clock. */
    public Instant serviceTime() {
        return core.serviceTime().now();
    }

    /** How often the execution was claimed, this time included; from 1. */
    public int attempt() {
        return core.marker().attempt();
    }

    /** Whether somebody may have run this execution before. */
    public boolean isResumed() {
        return attempt() > 1;
    }

    /**
     * Whether the claim before this one had handed the execution over ({@link #handOver}), and its deadline has passed
     * without a result.
     */
    public boolean isHandOverExpired() {
        return handOverExpired;
    }

    public State state() {
        return core.state().get();
    }

    /** The version after the last write that was acknowledged. */
    public long version() {
        return core.version();
    }

    /** Hand this to downstream systems that can refuse late writes. */
    public FencingToken fencingToken() {
        return new FencingToken(
                core.execution().executionNumber(), core.execution().versionNumber());
    }

    /** About how long until the service times the execution out, as the claim's response told; null without a timeout. */
    public Duration remaining() {
        Duration then = core.execution().remaining();
        return then == null ? null : then.minusNanos(core.now() - core.claimedAt());
    }

    /** How long ago it was claimed. */
    public Duration age() {
        return Duration.ofNanos(core.now() - core.claimedAt());
    }

    /**
     * How long it is ours without another write that the service acknowledges; zero when its lease has expired.
     */
    public Duration leaseLeft() {
        Duration left = core.leaseLeft();
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Why its last write failed that is tried again, on one line, and how often in a row; empty while none does. */
    public Optional<String> failure() {
        return Optional.ofNullable(core.failure());
    }

    /** Whether the execution is no longer ours. Makes no call, and knows at once after the process was paused. */
    public boolean isLost() {
        core.checkLease();
        return core.state().loss() != null;
    }

    /** Why it is lost; empty while it is not. */
    public Optional<Loss> loss() {
        return Optional.ofNullable(core.state().loss());
    }

    /** Runs the listener once when the execution is lost, or at once if it is; on a thread of its own, so it may block. */
    public void onLost(Consumer<Loss> listener) {
        onLost(listener, core.context().listeners());
    }

    /** As {@link #onLost(Consumer)}, on that executor. If that is the calling thread, the listener must not block. */
    public void onLost(Consumer<Loss> listener, Executor executor) {
        core.state().onLoss(listener, executor);
    }

    /**
     * Runs the listener once when the session has come to a final state, or at once if it has; on a thread of its own, so
     * it may block.
     */
    public void onEnd(Runnable listener) {
        onEnd(listener, core.context().listeners());
    }

    /** As {@link #onEnd(Runnable)}, on that executor. If that is the calling thread, the listener must not block. */
    public void onEnd(Runnable listener, Executor executor) {
        core.state().onEnd(listener, executor);
    }

    /** Whether this is the session of that execution. */
    public boolean isOf(ExecutionId execution) {
        return core.execution().id().equals(execution);
    }

    /** Details that a route may send in a session: nine pairs, without the claim marker, which is the session's. */
    public static StatusDetails userDetails(Map<?, ?> given) {
        return userDetails(given, StatusDetails.MOST_PAIRS - 1);
    }

    /** Details that a route may send: so many pairs at most, and no claim marker. */
    public static StatusDetails userDetails(Map<?, ?> given, int most) {
        if (!hasMarker(given)) {
            return StatusDetails.of(given, most);
        }
        Map<Object, Object> own = new LinkedHashMap<>(given);
        own.keySet().removeIf(JobSession::isMarker);
        StatusDetails fit = StatusDetails.of(own, most);
        List<String> changes = new ArrayList<>(fit.changes());
        changes.add("'" + ClaimMarker.KEY + "' left out: it is the session's own");
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
     * Details that stay: from now on each write of this session that has details carries these, whatever details a route
     * sends, and before them. So what one part of a route must find again after a crash is not lost by a progress report
     * of another part. Nothing is sent now.
     *
     * @param details in place of those that were retained before; see {@link #userDetails}
     * @param whenHandedOver in their place in a hand-over
     */
    public void retain(StatusDetails details, StatusDetails whenHandedOver) {
        core.retain(details.pairs(), whenHandedOver.pairs());
    }

    /** What was retained last in this session; empty for nothing. */
    public Map<String, String> retainedDetails() {
        return core.retained().details();
    }

    /**
     * Updates the execution; a terminal status ends the session.
     *
     * @param given null leaves the details as they are, else they replace all but the marker; see {@link #userDetails}
     * @param stepTimeout null leaves the step timer alone
     * @throws JobLostException when the execution is no longer ours
     * @throws IllegalStateException when the session has ended otherwise
     * @throws JobsCallException when the service does not accept it; the session stays open
     */
    public ExecutionState update(ExecutionStatus to, StatusDetails given, StepTimeout stepTimeout) {
        return update(to, given, stepTimeout, null);
    }

    /**
     * As {@link #update(ExecutionStatus, StatusDetails, StepTimeout)}, if the execution has that version.
     *
     * @param expectedVersion null for any
     * @throws IllegalStateException when it has another: nothing is sent
     */
    public ExecutionState update(
            ExecutionStatus to, StatusDetails given, StepTimeout stepTimeout, Long expectedVersion) {
        return alone(() -> {
            requireOpen("update to " + to);
            if (expectedVersion != null && expectedVersion != core.version()) {
                throw new IllegalStateException(
                        "Cannot update to " + to + " for " + core.execution().id()
                                + ": expected version " + expectedVersion + ", its session has " + core.version()
                                + ". Leave the version out: a session sends its own with each update.");
            }
            return new Progress(core)
                    .send(to, given == null ? null : core.retained().with(given.pairs()), stepTimeout)
                    .orElseThrow(() -> hasEnded("update to " + to));
        });
    }

    /**
     * Ends the session without a report: another system has the job now, and reports by itself. No worker takes the
     * execution before that time is over, which counts on the service's clock. A result that was quicker, so that the
     * execution has ended, is no error: there is nothing left to hand over.
     *
     * @param time whole seconds count; at most {@link ClaimMarker#LONGEST_HAND_OVER}, which is as long as others believe
     *     it
     * @param given added to the details that stand there; null for none; see {@link #userDetails}
     * @throws JobLostException when the execution is another worker's, or gone
     * @throws IllegalStateException when the session has ended without a result
     * @throws IllegalArgumentException for a time that is longer; nothing is sent
     * @throws JobsCallException when the service does not accept it; the session stays open
     */
    public void handOver(Duration time, StatusDetails given) {
        if (time.compareTo(ClaimMarker.LONGEST_HAND_OVER) > 0) {
            throw new IllegalArgumentException(
                    "Cannot hand over " + core.execution().id() + " for " + time
                            + ": other workers believe no hand-over that is longer than "
                            + ClaimMarker.LONGEST_HAND_OVER.toDays() + " days.");
        }
        alone(() -> {
            if (state() == State.REPORTED || state() == State.PROBABLY_REPORTED) {
                return null; // the result was quicker, and came through this very session
            }
            Instant until = core.serviceTime().now().plus(time).truncatedTo(ChronoUnit.SECONDS);
            requireOpen("hand over until " + until);
            new HandOver(core)
                    .send(time, until, core.retained().withWhenHandedOver(given == null ? Map.of() : given.pairs()));
            return null;
        });
    }

    /**
     * Reports how the job ended, or releases it. The first attempt is made here; while the service does not accept it, more
     * follow in the background until the lease is over. A report that the route is just making comes first: this one counts
     * if that is refused. Throws nothing.
     */
    public void finish(Outcome result) {
        new Ending(core).afterTheRoute(result);
    }

    /** Releases the job, whose route was not begun: this claim does not count as an attempt. As {@link #finish}. */
    public void releaseUnrun(String why) {
        core.routeNotBegun();
        new Ending(core).afterTheRoute(Outcome.released(why));
    }

    /**
     * An operator ends the job while its route still runs: reports the outcome, or releases the execution. The route is
     * told as by a loss.
     *
     * @throws IllegalStateException when the session has an outcome already
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
     * The worker stops: a job that still runs is released, and its route is told as by a loss; an outcome that was not
     * accepted yet is sent once more. What fails is tried again in the background until {@link #stopped()},
     * unless its outcome is kept. Throws nothing.
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
                stopped(); // the next process delivers it: nothing is won by waiting
            }
        }
    }

    /** The worker has stopped, and nothing is sent any more: takes no lock, makes no call. */
    public void stopped() {
        core.report(Outcome.released("the worker has stopped"), Loss.stopped);
        Outcome outcome = core.state().outcome();
        if (outcome == null || outcome.isReleased()) {
            core.released("the worker has stopped, and the service did not accept a release; others may take it in "
                    + core.marker().lease().toSeconds() + " s, when its lease has expired");
        } else {
            core.lose(Loss.stopped);
        }
    }

    /** Ends the session when the exchange that it belongs to has gone without its completion. */
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

    /** How much of its lease is used up. */
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
