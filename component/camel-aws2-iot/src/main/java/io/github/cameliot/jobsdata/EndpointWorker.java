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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.counters.Durations;
import io.github.cameliot.jobsdata.lease.Lapse;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.options.StepTimeouts;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.runtime.WorkerRuntime;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.SessionContext;
import io.github.cameliot.jobsdata.session.SessionOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What an endpoint that claims jobs builds from its options: its claims, and the sessions that belong to it. */
final class EndpointWorker {

    private final IotJobsDataConfiguration options;
    private final WorkerRuntime runtime;
    private final SessionContext context;
    private final Claims claims;
    private final Supplier<Runnable> clientUse;
    private final Runnable clientOfSession = this::releaseClient;
    // Guarded by this. One count is for the endpoint until it stops, and one for each open session.
    private int clientUsers;
    private Runnable clientRelease;

    /**
     * @param owner the endpoint
     * @param counters shared by all whose sessions are counted together with these
     * @param clientUse keeps the client open until the returned Runnable is run
     */
    EndpointWorker(
            Object owner,
            IotJobsDataConfiguration options,
            WorkerRuntime runtime,
            Counters counters,
            JobsDataClient client,
            Supplier<Runnable> clientUse) {
        this.options = options;
        this.runtime = runtime;
        this.clientUse = clientUse;
        useClient();
        // A heartbeat that hangs must leave time for another one before the lease expires.
        JobsDataClient writes = client.singleAttempt(options.getLease().dividedBy(3));
        this.context =
                runtime.context(owner, writes, sessionOptions(options), options.getOutcomeRepository(), counters);
        JobFilter filter = options.getFilter();
        this.claims = runtime.claims(client, worker(options), filter == null ? null : filter::accepts, context);
    }

    private static SessionOptions sessionOptions(IotJobsDataConfiguration c) {
        return new SessionOptions(
                c.getMaxRunTime(),
                c.getOnFailure()
                        .outcome("still running after " + c.getMaxRunTime().toSeconds() + " s"),
                c.getStepTimeout() == null ? null : StepTimeouts.parse("stepTimeout", c.getStepTimeout()),
                c.getHeartbeat(),
                c.getMaxRequestsPerSecond() == 0 ? RequestRate.UNBOUNDED : new RequestRate(c.getMaxRequestsPerSecond()),
                c.getRetryMode().attempts());
    }

    /** The identity of this process in the claim markers that it writes. */
    private static Worker worker(IotJobsDataConfiguration c) {
        boolean explicit = c.getWorkerId() != null;
        return new Worker(
                explicit ? c.getWorkerId() : host(),
                explicit,
                Worker.THIS_PROCESS,
                c.getLease(),
                c.getResume(),
                c.getMaxAttempts());
    }

    /** The name of this host, fit for a worker id. */
    static String host() {
        String name;
        try {
            name = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            name = "unknown-host"; // a name for people: workers are told apart by the process id
        }
        String fit = name.replaceAll("[^a-zA-Z0-9._:@-]", "-");
        return fit.substring(0, Math.min(64, fit.length()));
    }

    Claims claims() {
        return claims;
    }

    RequestRate rate() {
        return context.options().rate();
    }

    /** Opens the session of a claim, which keeps its client open until it has ended. */
    JobSession open(Claimed claimed) {
        return open(claimed, context);
    }

    /** As {@link #open(Claimed)}, with its own step timeout. */
    JobSession open(Claimed claimed, StepTimeout stepTimeout) {
        SessionOptions all = context.options();
        return stepTimeout == null || stepTimeout.equals(all.stepTimeout())
                ? open(claimed)
                : open(claimed, context.with(all.with(stepTimeout)));
    }

    private JobSession open(Claimed claimed, SessionContext with) {
        useClient();
        JobSession session = runtime.sessions().open(claimed, with);
        session.onEnd(clientOfSession, Runnable::run);
        return session;
    }

    private synchronized void useClient() {
        if (clientUsers++ == 0) {
            clientRelease = clientUse.get();
        }
    }

    private synchronized void releaseClient() {
        if (--clientUsers == 0) {
            clientRelease.run();
        }
    }

    /** The open session of this thing. */
    Optional<JobSession> session(String thing) {
        return runtime.sessions().of(context.owner()).stream()
                .filter(s -> s.execution().thing().equals(thing))
                .findFirst();
    }

    /** Open jobs whose last write failed. */
    List<JobSession> failing() {
        return runtime.sessions().of(context.owner()).stream()
                .filter(s -> s.failure().isPresent())
                .toList();
    }

    /** Outcomes that the service has not accepted yet. */
    int reporting() {
        return runtime.sessions().reporting(context.owner());
    }

    /** Counters of this endpoint, and those of the repository of outcomes, which other endpoints may share. */
    long count(Counter counter) {
        return context.counters().get(counter) + context.outcomes().counters().get(counter);
    }

    /** Those that {@link #count} reads. */
    Counters counters() {
        return context.counters();
    }

    /** From now on, the durations of its sessions are recorded here. */
    void measure(Durations durations) {
        context.counters().measure(durations);
    }

    /** The used part of the lease, of the job that has used most of it. */
    Lapse lapse() {
        return runtime.sessions().lapse(owner -> owner == context.owner());
    }

    KeptOutcomes outcomes() {
        return context.outcomes();
    }

    boolean keepsOutcomes() {
        return options.getOutcomeRepository() != null;
    }

    void add(PollLoop loop) {
        runtime.add(loop);
    }

    /** This is run several times a second, until it is removed; it must not block. */
    void add(Runnable round) {
        runtime.add(round);
    }

    void remove(Runnable round) {
        runtime.remove(round);
    }

    void remove(PollLoop loop) {
        runtime.remove(loop);
    }

    /**
     * From now on this endpoint claims nothing.
     *
     * @param releaseUntil until when this waits for the release of jobs that still run; null if they continue to run
     */
    void stop(Long releaseUntil) {
        if (releaseUntil != null) {
            runtime.awaitReleased(context.owner(), releaseUntil);
        }
        runtime.stopDelivering(context.owner());
        releaseClient();
    }
}
