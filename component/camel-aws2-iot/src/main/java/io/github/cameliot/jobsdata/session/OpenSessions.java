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
import io.github.cameliot.jobsdata.lease.Lease;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All sessions of this process that have not come to an end, and what keeps them alive: {@link #tick} is called several
 * times a second, and hands heartbeats and repeated reports to the executor, so that a slow call holds up no other.
 */
public final class OpenSessions {

    private final Set<JobSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<JobSession> busy = ConcurrentHashMap.newKeySet();
    /** Claims whose answer was lost, by thing: if one of them turns up, it is ours and never ran. */
    private final Map<String, PendingClaim> pendingClaims = new ConcurrentHashMap<>();

    /**
     * A claim without an answer.
     *
     * @param takeOver whether it was one, or a StartNext
     * @param handOverExpired whether it takes over what was handed to another system until now
     * @param sentAt when it was sent first: others count its lease from about then
     * @param run whether somebody runs its job: of several that find it, one does
     */
    public record PendingClaim(
            ClaimMarker mark, boolean takeOver, boolean handOverExpired, long sentAt, AtomicBoolean run) {

        public PendingClaim(ClaimMarker mark, boolean takeOver, boolean handOverExpired, long sentAt) {
            this(mark, takeOver, handOverExpired, sentAt, new AtomicBoolean());
        }

        /** True for the first that asks, and for nobody else. */
        public boolean takeToRun() {
            return run.compareAndSet(false, true);
        }
    }

    public void add(JobSession session) {
        sessions.add(session);
        session.onEnd(() -> sessions.remove(session));
    }

    /** The open session of that execution. */
    public Optional<JobSession> find(String thing, String jobId, long executionNumber) {
        return sessions.stream()
                .filter(s -> s.isOf(thing, jobId, executionNumber))
                .findFirst();
    }

    /** All that are open now. */
    public Collection<JobSession> all() {
        return List.copyOf(sessions);
    }

    /** Reports that the service has not accepted yet. */
    public int reporting() {
        return (int) sessions.stream()
                .filter(s -> s.state() == JobSession.State.REPORTING)
                .count();
    }

    /** Does what is due for each session; calls of the service are made by the executor, one a session at a time. */
    public void tick(Executor executor) {
        for (JobSession session : sessions) {
            if (!session.isDue()) {
                session.isLost(); // looks at the clock: a claim that is over is given up though nothing is due
            } else if (busy.add(session)) {
                try {
                    executor.execute(() -> {
                        try {
                            session.tick();
                        } finally {
                            busy.remove(session);
                        }
                    });
                } catch (RejectedExecutionException e) {
                    busy.remove(session); // stopping: nothing is renewed any more, and others take over in time
                }
            }
        }
    }

    /** The claim of that thing that may have taken effect, if it would still stand. */
    public Optional<PendingClaim> pendingClaim(String thing, long now) {
        return Optional.ofNullable(pendingClaims.get(thing))
                .filter(p -> !p.run().get())
                .filter(p -> !new Lease(p.mark().lease(), p.sentAt()).isOver(now));
    }

    public void claimHasNoAnswer(String thing, PendingClaim claim) {
        pendingClaims.put(thing, claim);
    }

    public void claimIsSettled(String thing) {
        pendingClaims.remove(thing);
    }
}
