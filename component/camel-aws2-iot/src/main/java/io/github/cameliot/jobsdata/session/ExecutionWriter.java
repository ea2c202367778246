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
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Writes one execution by compare-and-set: it owns the version, and decides what a conflict means. Not thread-safe,
 * except that any thread may read the version and the lease.
 */
final class ExecutionWriter {

    private final JobsDataClient client;
    private final JobExecution execution;
    private final RequestRate rate;
    private final Counters counters;
    private final LongSupplier clock;
    private final ClaimMarker claim;
    private Set<ExecutionStatus> withoutResponse = Set.of();
    private Map<String, String> details;
    /** All details after the last acknowledged write: a heartbeat does not change them. */
    private Map<String, String> seen;
    /** Our marker as the service has returned it; null if it has not yet. */
    private String marker;

    private final long claimedAt;
    private volatile Lease lease;
    private volatile long version;

    ExecutionWriter(Claimed claimed, SessionContext context) {
        this.client = context.client();
        this.execution = claimed.execution();
        this.rate = context.options().rate();
        this.counters = context.counters();
        this.clock = context.clock();
        this.claim = claimed.marker();
        this.lease = claimed.lease();
        this.claimedAt = lease.renewedAt();
        this.version = execution.versionNumber();
        this.seen = execution.statusDetails();
        this.details = Map.copyOf(ClaimMarker.without(seen));
    }

    /**
     * What to write.
     *
     * @param pairs the user's details to send, null to keep all details
     * @param marker sent together with details; has the state that the execution will have afterwards
     * @param stepTimeout null to keep the step timer
     * @param priority used if not all calls can be sent at once
     */
    record Write(
            ExecutionStatus to,
            Map<String, String> pairs,
            ClaimMarker marker,
            StepTimeout stepTimeout,
            Priority priority) {}

    /** The version after the last acknowledged write. */
    long version() {
        return version;
    }

    Lease lease() {
        return lease;
    }

    /** The user's details after the last acknowledged write. */
    Map<String, String> details() {
        return details;
    }

    /**
     * One write, and at most one more attempt after a conflict.
     *
     * @param rated whether it has already passed the rate limit
     */
    WriteResult write(Write write, boolean rated) {
        Map<String, String> send = write.pairs();
        boolean mayGo = rated;
        for (boolean last = false; ; last = true) {
            if (!mayGo && !rate.write(write.priority(), this::isLeased)) {
                return new WriteResult.Lost(Loss.leaseExpired, null);
            }
            mayGo = false;
            long sentAt = clock.getAsLong();
            if (lease.isOver(sentAt)) {
                // The state may have changed while this write waited for the rate limit or for an earlier response:
                // then nothing is written.
                return new WriteResult.Lost(Loss.leaseExpired, null);
            }
            JobsCallException failure;
            try {
                return acknowledged(client.update(update(write, send)).value(), sentAt);
            } catch (JobsCallException e) {
                failure = e;
            }
            noteIfAmbiguous(failure, write.to());
            Object found = find(failure, write.to());
            if (found instanceof WriteResult result) {
                return result;
            }
            ExecutionState now = (ExecutionState) found;
            switch (verdict(now, write.to())) {
                case DELIVERED -> {
                    counters.add(Counter.adopted);
                    WriteResult delivered = acknowledged(now, sentAt);
                    return delivered instanceof WriteResult.Accepted a && a.status() != write.to()
                            ? new WriteResult.AlreadyEnded(state(a.status()), failure)
                            : delivered;
                }
                case TAKEN -> {
                    return new WriteResult.Lost(Loss.taken, failure);
                }
                case ENDED -> {
                    return new WriteResult.Lost(Loss.ended, failure);
                }
                case ADOPT -> {
                    counters.add(Counter.adopted);
                    if (send == null && !hasStateOf(write.marker(), now)) {
                        // A hand-over whose response was lost has taken effect, but this session continues: the marker
                        // must show that.
                        send = ClaimMarker.without(now.statusDetails());
                    }
                }
                case ASSERT -> {
                    counters.add(Counter.asserted);
                    send = send != null ? send : ClaimMarker.without(now.statusDetails());
                }
            }
            if (last) {
                return new WriteResult.Retry(failure);
            }
            version = now.versionNumber();
        }
    }

    /** The execution after the last acknowledged write, without the marker. */
    ExecutionState state(ExecutionStatus status) {
        return new ExecutionState(status, details, version);
    }

    private boolean isLeased() {
        return !lease.isOver(clock.getAsLong());
    }

    private Update update(Write write, Map<String, String> send) {
        return new Update(
                execution.thing(),
                execution.jobId(),
                write.to(),
                execution.executionNumber(),
                version,
                send == null ? null : write.marker().beside(send),
                write.stepTimeout());
    }

    private void noteIfAmbiguous(JobsCallException e, ExecutionStatus to) {
        if (e.isAmbiguous() && to.isTerminal()) {
            withoutResponse = wanted(to);
        }
    }

    /**
     * The state at the service, an {@link ExecutionState}, after a failed write; or the {@link WriteResult} that
     * follows from the failure.
     */
    private Object find(JobsCallException e, ExecutionStatus to) {
        return switch (e.statusCode()) {
            case 0 -> e.isClientClosed() ? new WriteResult.Lost(Loss.clientClosed, e) : new WriteResult.Retry(e);
            case 404 -> new WriteResult.Lost(Loss.deleted, e);
            case 410 -> hasEnded(e, to);
            case 409 -> e.executionState().<Object>map(s -> s).orElseGet(() -> describe(e, to));
            // Not AWS: the execution has ended, as a response 200 shows.
            case 200 -> e.executionState().<Object>map(s -> s).orElseGet(() -> new WriteResult.Retry(e));
            default -> new WriteResult.Retry(e);
        };
    }

    private Object describe(JobsCallException conflict, ExecutionStatus to) {
        try {
            rate.read(Priority.REPORT);
            Optional<JobExecution> now = client.describe(
                            execution.thing(), execution.jobId(), execution.executionNumber(), false)
                    .value();
            return now.<Object>map(e -> new ExecutionState(e.status(), e.statusDetails(), e.versionNumber()))
                    .orElseGet(() -> new WriteResult.Retry(conflict));
        } catch (JobsCallException e) {
            return switch (e.statusCode()) {
                case 404 -> new WriteResult.Lost(Loss.deleted, conflict);
                case 410 -> hasEnded(conflict, to);
                default -> new WriteResult.Retry(conflict);
            };
        }
    }

    /**
     * The execution has ended, and nothing shows how. Most likely it ended by a report of this session: by an earlier
     * report whose response was lost, or by this one, if it reached the service twice and conflicted with itself. This
     * does not apply if the service has timed it out.
     */
    private WriteResult hasEnded(JobsCallException e, ExecutionStatus to) {
        return !withoutResponse.isEmpty() || (to.isTerminal() && !isTimedOut())
                ? new WriteResult.AlreadyEnded(null, e)
                : new WriteResult.Lost(Loss.ended, e);
    }

    /**
     * Whether the service has most likely timed the execution out: {@code approximateSecondsBeforeTimedOut} have
     * passed.
     */
    private boolean isTimedOut() {
        return execution.remaining() != null
                && Duration.ofNanos(clock.getAsLong() - claimedAt).compareTo(execution.remaining()) >= 0;
    }

    private Verdict verdict(ExecutionState found, ExecutionStatus to) {
        return Verdict.of(found, wanted(to), claim);
    }

    /** The status of this write, and those of writes without a response. */
    private Set<ExecutionStatus> wanted(ExecutionStatus to) {
        Set<ExecutionStatus> wanted = EnumSet.of(to);
        wanted.addAll(withoutResponse);
        return wanted;
    }

    private static boolean hasStateOf(ClaimMarker marker, ExecutionState found) {
        return ClaimMarker.in(found.statusDetails())
                .filter(m -> m.state() == marker.state())
                .isPresent();
    }

    private WriteResult acknowledged(ExecutionState shown, long sentAt) {
        // A job that was deleted, created again with the same id and claimed by another worker can have the very
        // version that is expected. Then the service accepts the write, and only the marker in its response shows the
        // other worker.
        Map<String, String> now = shown.statusDetails();
        boolean isOurs = isOurs(now);
        if (!isOurs && ClaimMarker.in(now).isPresent()) {
            return new WriteResult.Lost(Loss.taken, null);
        }
        // Nothing is copied if the details have not changed; mostly they contain only the marker.
        boolean isMarkerAlone = isOurs && now.size() == 1;
        if (!(isMarkerAlone && details.isEmpty()) && !now.equals(seen)) {
            seen = now;
            details = Map.copyOf(ClaimMarker.without(now));
        }
        version = shown.versionNumber();
        lease = lease.renewed(sentAt);
        return new WriteResult.Accepted(shown.status());
    }

    /** Whether these details show our claim. The same text is not read again. */
    private boolean isOurs(Map<String, String> now) {
        String text = now.get(ClaimMarker.KEY);
        if (text != null && text.equals(marker)) {
            return true;
        }
        boolean isOurs = claim.isIn(now);
        marker = isOurs ? text : null;
        return isOurs;
    }
}
