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

import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.lease.Heartbeats;
import io.github.cameliot.jobsdata.lease.Lapse;
import io.github.cameliot.jobsdata.lease.LeaseWatch;
import io.github.cameliot.jobsdata.model.ExecutionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** All sessions of one service that have not ended. */
public final class OpenSessions {

    /** Runs on the calling thread: for listeners that neither block nor make calls. */
    private static final Executor DIRECT = Runnable::run;

    private final Map<ExecutionId, JobSession> sessions = new ConcurrentHashMap<>();

    /** Opens the session of a claim; it is in this list until it has ended. */
    public JobSession open(Claimed claimed, SessionContext context) {
        JobSession session = new JobSession(claimed, context);
        ExecutionId id = claimed.execution().id();
        JobSession before = sessions.put(id, session);
        if (before != null) {
            before.taken(); // this process has claimed an execution that another of its sessions still held: only one
            // can be right
        }
        session.onEnd(() -> sessions.remove(id, session), DIRECT);
        return session;
    }

    /** The open session of that execution. */
    public Optional<JobSession> find(ExecutionId execution) {
        return Optional.ofNullable(sessions.get(execution));
    }

    /** All open sessions. */
    public Collection<JobSession> all() {
        return List.copyOf(sessions.values());
    }

    /** Those of one consumer or producer. */
    public List<JobSession> of(Object owner) {
        return sessions.values().stream()
                .filter(s -> s.isOwnedBy(o -> o == owner))
                .toList();
    }

    /** Outcomes of one consumer or producer that the service has not accepted yet. */
    public int reporting(Object owner) {
        return count(State.REPORTING, o -> o == owner);
    }

    /** How many sessions of these owners are in this state. */
    public int count(State state, Predicate<Object> owners) {
        return (int) sessions.values().stream()
                .filter(s -> s.state() == state && s.isOwnedBy(owners))
                .count();
    }

    /** The lease, among the sessions of these owners, of which most has passed. */
    public Lapse lapse(Predicate<Object> owners) {
        return sessions.values().stream()
                .filter(s -> s.isOwnedBy(owners))
                .map(JobSession::lapse)
                .reduce(Lapse.NONE, Lapse::or);
    }

    /** Checks all leases. */
    public void watch() {
        new LeaseWatch(() -> duties()).run();
    }

    /** Starts all writes that are due. */
    public void renew(Heartbeats heartbeats) {
        heartbeats.tick(duties());
    }

    private Iterable<SessionDuties> duties() {
        return () -> sessions.values().stream().map(JobSession::duties).iterator();
    }
}
