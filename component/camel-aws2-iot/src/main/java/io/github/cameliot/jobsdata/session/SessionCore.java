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
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Durations;
import io.github.cameliot.jobsdata.lease.Lapse;
import io.github.cameliot.jobsdata.lease.ServiceTime;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.outcome.KeptOutcome;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import io.github.cameliot.jobsdata.session.ExecutionWriter.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts that {@link Report}, {@link Release}, {@link HandOver}, {@link Progress} and {@link Heartbeat} share: the
 * only writer of the execution, the state that follows from its results, and the outcome that is kept until then.
 */
final class SessionCore {

    private static final Logger LOG = LoggerFactory.getLogger(SessionCore.class);

    private static final String KEPT = "Its outcome is kept, and is delivered later if its claim is still valid then.";

    private static final String LOST = "Lost {}: {}. {}";

    private static final int LONGEST_LINE = 300;

    private final JobExecution execution;
    private final ClaimMarker marker;
    private final SessionContext context;
    private final ServiceTime serviceTime;
    private final ExecutionWriter writer;
    private final SessionState state = new SessionState();

    /** Held while a call is made: one write at a time. Anything with a deadline never waits for it. */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile long nextTryAt;
    /** Guarded by {@link #writing}: whether the outcome was given to the repository, successfully or not. */
    private boolean keepTried;

    private KeptOutcome kept;
    private boolean keptForSure;
    private int failures;
    private volatile String failure;
    private final long claimedAt;
    private final long heartbeatNanos;
    private volatile boolean routeBegun = true;
    private volatile RetainedDetails retained = RetainedDetails.NONE;
    private volatile BooleanSupplier exchangeGone = () -> false;
    private volatile String routeId;

    SessionCore(Claimed claimed, SessionContext context) {
        this.execution = claimed.execution();
        this.marker = claimed.marker();
        this.context = context;
        this.serviceTime = claimed.serviceTime();
        this.writer = new ExecutionWriter(claimed, context);
        this.heartbeatNanos = context.options().heartbeatNanos(marker.lease());
        this.claimedAt = claimed.lease().renewedAt();
        this.nextTryAt = context.clock().getAsLong();
    }

    JobExecution execution() {
        return execution;
    }

    ClaimMarker marker() {
        return marker;
    }

    SessionContext context() {
        return context;
    }

    SessionOptions options() {
        return context.options();
    }

    ServiceTime serviceTime() {
        return serviceTime;
    }

    SessionState state() {
        return state;
    }

    ReentrantLock writing() {
        return writing;
    }

    /** Whether its route has started, so that this attempt counts. */
    boolean isRouteBegun() {
        return routeBegun;
    }

    void routeNotBegun() {
        routeBegun = false;
    }

    /** From OPEN to REPORTING: see {@link SessionState#report}. */
    boolean report(Outcome outcome, Loss told) {
        return state.report(outcome, told, now());
    }

    /** How much of its lease has passed. */
    Lapse lapse() {
        return writer.lease().lapse(now());
    }

    /** When it was claimed, on the monotonic clock. */
    long claimedAt() {
        return claimedAt;
    }

    void endWhen(BooleanSupplier exchangeIsGone) {
        exchangeGone = exchangeIsGone;
    }

    void claimedBy(String route) {
        routeId = route;
    }

    String routeId() {
        return routeId;
    }

    /** Whether this session will never be ended, because its exchange is used for another message. */
    boolean isExchangeGone() {
        return exchangeGone.getAsBoolean();
    }

    /** The version after the last acknowledged write. */
    long version() {
        return writer.version();
    }

    /** The execution after the last acknowledged write, without the marker. */
    ExecutionState shown(ExecutionStatus status) {
        return writer.state(status);
    }

    long now() {
        return context.clock().getAsLong();
    }

    /** How long until its lease expires. */
    Duration leaseLeft() {
        return writer.lease().left(now());
    }

    /** Why the write that is being retried fails; null if none is. */
    String failure() {
        return failure;
    }

    boolean isHeartbeatDue(long now) {
        return writer.lease().isHeartbeatDue(now, heartbeatNanos) && isTryDue(now);
    }

    boolean isTryDue(long now) {
        return now - nextTryAt >= 0;
    }

    /** Makes a write, and changes the state according to its result. The caller holds {@link #writing()}. */
    WriteResult write(Write write, boolean rated) {
        return apply(write, attempt(write, rated));
    }

    /** Makes a write, and does not change the state. The caller holds {@link #writing()}. */
    WriteResult attempt(Write write, boolean rated) {
        checkLease();
        return state.get() == State.LOST ? new WriteResult.Lost(state.loss(), null) : writer.write(write, rated);
    }

    /** Changes the state according to the result of a write. */
    WriteResult apply(Write write, WriteResult result) {
        if (result instanceof WriteResult.Lost lost) {
            lose(lost.loss());
        } else if (result instanceof WriteResult.AlreadyEnded ended) {
            if (ended.state() == null) {
                end(
                        State.PROBABLY_REPORTED,
                        Counter.probablyReported,
                        "has ended, most likely by a report whose response was lost; the service does not return its "
                                + "status");
            } else {
                reported(ended.state().status(), ended.state().status() + " (by the route)");
            }
        } else if (result instanceof WriteResult.Accepted) {
            failures = 0;
            failure = null;
            nextTryAt = now();
            if (state.get() == State.LOST) {
                LOG.warn(
                        "The service accepted {} for {} after its lease had expired here, so another worker may have "
                                + "claimed it: {}.",
                        write.to(),
                        execution.id(),
                        state.loss());
                return new WriteResult.Lost(state.loss(), null);
            }
        }
        return result;
    }

    /** Called after a failed write that can be retried. */
    void tryAgainLater(Throwable e, String what) {
        failures++;
        failure = OneLine.of(what + " failed " + failures + " times: " + message(e), LONGEST_LINE);
        Duration pause =
                WriteBackoff.after(failures, ThreadLocalRandom.current().nextDouble());
        nextTryAt = now() + pause.toNanos();
        if (failures == 1) {
            LOG.warn("{} failed and is tried again in {} ms: {}", what, pause.toMillis(), message(e));
        } else {
            LOG.debug("{} failed {} times and is tried again in {} ms", what, failures, pause.toMillis(), e);
        }
    }

    private static String message(Throwable e) {
        return e instanceof JobsCallException ? e.getMessage() : e.toString();
    }

    /** The reason, and the existing details. */
    Map<String, String> withReason(String reason) {
        return beside(Map.of(StatusDetails.REASON, reason));
    }

    /** The retained details, and those of the route. */
    RetainedDetails retained() {
        return retained;
    }

    void retain(Map<String, String> details, Map<String, String> whenHandedOver) {
        retained = retained.replacedBy(details, whenHandedOver);
    }

    /** These details, the retained ones, and the existing ones. */
    Map<String, String> beside(Map<String, String> details) {
        Map<String, String> all = new LinkedHashMap<>(details);
        retained.details().forEach(all::putIfAbsent);
        writer.details().forEach(all::putIfAbsent);
        return StatusDetails.of(all, StatusDetails.MOST_PAIRS - 1).pairs();
    }

    /**
     * Called before the outcome is sent for the first time, by any thread. If the service does not accept an outcome in
     * time, it must outlive this session and this process. The caller holds {@link #writing()}.
     */
    void keep(ExecutionStatus status, Map<String, String> pairs) {
        if (keepTried || !context.outcomes().isOn()) {
            return;
        }
        keepTried = true;
        KeptOutcome outcome = new KeptOutcome(
                context.outcomes().service(), execution.id(), writer.version(), marker, status, pairs, Instant.now());
        synchronized (this) {
            kept = outcome;
            keptForSure = false;
        }
        boolean sure = context.outcomes().keep(outcome);
        synchronized (this) {
            keptForSure = sure && kept == outcome;
            kept = outcome; // its lease may have expired while it was being kept: then it is settled again
        }
        settleIfFinal();
    }

    /** Whether the outcome that is being reported is kept beyond this process. */
    synchronized boolean isKept() {
        return kept != null && keptForSure;
    }

    /** A report was sent, and may have taken effect. */
    synchronized void reportHasNoResponse() {
        if (kept != null) {
            context.outcomes().hasNoResponse(kept);
        }
    }

    /** The report was not accepted, and the route decides what to do next: there is no outcome any more. */
    synchronized void keepNoMore() {
        keepTried = false;
        if (kept != null) {
            context.outcomes().remove(kept.key());
            kept = null;
        }
    }

    private synchronized void settleIfFinal() {
        if (kept == null || !state.get().isFinal()) {
            return;
        }
        if (mayStillBeDelivered()) {
            context.outcomes().letGo(kept);
        } else {
            context.outcomes().remove(kept.key());
        }
        kept = null;
    }

    private boolean mayStillBeDelivered() {
        return state.get() == State.LOST
                && (state.loss() == Loss.leaseExpired
                        || state.loss() == Loss.stopped
                        || state.loss() == Loss.clientClosed);
    }

    /** Changes the state to LOST if the lease has expired. Takes no lock that is held during a call. */
    void checkLease() {
        if (!state.get().isFinal() && writer.lease().isOver(now())) {
            Outcome outcome = state.outcome();
            if (outcome != null && outcome.isReleased()) {
                released(outcome.reason() + "; the service did not accept it, and its lease has expired");
            } else {
                lose(Loss.leaseExpired);
            }
        }
    }

    void lose(Loss why) {
        if (!state.lose(why)) {
            return;
        }
        context.counters().add(counter(why));
        String consequence;
        synchronized (this) {
            consequence = kept != null && keptForSure && mayStillBeDelivered()
                    ? KEPT
                    : why == Loss.stopped || why == Loss.clientClosed
                            ? "Other workers may take the job over in "
                                    + marker.lease().toSeconds() + " s and run it again."
                            : "Nothing will be reported for it.";
        }
        // If a client is closed, all its sessions are lost: one warning is enough.
        if (why != Loss.clientClosed || context.client().isFirstToFindItClosed()) {
            LOG.warn(LOST, execution.id(), why, consequence);
        } else {
            LOG.info(LOST, execution.id(), why, consequence);
        }
        over();
    }

    private static Counter counter(Loss why) {
        return switch (why) {
            case taken -> Counter.taken;
            case deleted -> Counter.deleted;
            case leaseExpired -> Counter.leaseExpired;
            case stopped, clientClosed -> Counter.stoppedUnreported;
            default -> Counter.ended;
        };
    }

    void released(String why) {
        end(State.RELEASED, Counter.released, "released (" + why + ")");
    }

    /** The service has accepted the outcome. */
    void reported(ExecutionStatus status, String how) {
        if (isEndedBy(State.REPORTED, how)) {
            context.counters().add(Counter.reported);
            context.counters().add(counter(status));
            Durations durations = context.counters().durations();
            durations.ran(state.outcomeAt() - claimedAt);
            durations.reported(now() - state.outcomeAt());
            over();
        }
    }

    private static Counter counter(ExecutionStatus reported) {
        return switch (reported) {
            case SUCCEEDED -> Counter.succeeded;
            case REJECTED -> Counter.rejected;
            default -> Counter.failed;
        };
    }

    void end(State to, Counter counter, String how) {
        if (isEndedBy(to, how)) {
            context.counters().add(counter);
            over();
        }
    }

    private boolean isEndedBy(State to, String how) {
        String line = OneLine.of(how, LONGEST_LINE);
        boolean isFirst = state.end(to, line);
        if (isFirst && LOG.isInfoEnabled()) { // guarded, because its arguments cost an array for each job
            LOG.info("Finished job {} on thing {}: {}.", execution.jobId(), execution.thing(), line);
        }
        return isFirst;
    }

    private void over() {
        settleIfFinal();
        state.tell();
    }
}
