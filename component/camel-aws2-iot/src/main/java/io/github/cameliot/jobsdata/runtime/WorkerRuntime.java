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
package io.github.cameliot.jobsdata.runtime;

import io.github.cameliot.jobsdata.claim.ClaimContext;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.claim.PendingClaims;
import io.github.cameliot.jobsdata.claim.PredecessorOutcomes;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.CallResult;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.ServiceId;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.Heartbeats;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import io.github.cameliot.jobsdata.outcome.OutcomeSweep;
import io.github.cameliot.jobsdata.outcome.PredecessorDelivery;
import io.github.cameliot.jobsdata.outcome.Redelivery;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.OpenSessions;
import io.github.cameliot.jobsdata.session.SessionContext;
import io.github.cameliot.jobsdata.session.SessionOptions;
import io.github.cameliot.jobsdata.session.State;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The parts that all consumers and producers of one service share: the open sessions, the claims without a response,
 * the kept outcomes and their delivery. They are separate for each service and each identity.
 */
public final class WorkerRuntime implements WorkerThreads.Watched {

    private final ServiceId service;
    private final Counters counters;
    private final LongSupplier clock;
    private final WorkerThreads threads;
    private final OpenSessions sessions = new OpenSessions();
    private final PendingClaims pending = new PendingClaims();
    private final List<PollLoop> loops = new CopyOnWriteArrayList<>();
    private final List<Runnable> rounds = new CopyOnWriteArrayList<>();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    // Guarded by this.
    private final Map<OutcomeRepository, KeptOutcomes> outcomes = new IdentityHashMap<>();

    /** A sweep through a repository, with the client of this owner. */
    private record Delivery(Object owner, OutcomeSweep sweep) {}

    /** @param clock monotonic, nanoseconds */
    public WorkerRuntime(ServiceId service, Counters counters, LongSupplier clock, WorkerThreads threads) {
        this.service = service;
        this.counters = counters;
        this.clock = clock;
        this.threads = threads;
        threads.add(this);
    }

    public OpenSessions sessions() {
        return sessions;
    }

    /** The outcomes kept in this repository for this service; with null, no outcomes are kept. */
    public synchronized KeptOutcomes outcomes(OutcomeRepository repository) {
        return outcomes.computeIfAbsent(
                repository, r -> new KeptOutcomes(service.name(), r, new Counters(counters), threads.repositories()));
    }

    /**
     * The objects and settings of the sessions of one consumer or producer.
     *
     * @param owner the consumer or producer of the sessions
     * @param client makes single attempts, each much shorter than a lease
     * @param repository null for none
     * @param total a second set of counters that is increased too
     */
    public SessionContext context(
            Object owner, JobsDataClient client, SessionOptions options, OutcomeRepository repository, Counters total) {
        Counters own = new Counters(total);
        return new SessionContext(
                owner, countingThrottled(client, own), options, outcomes(repository), own, clock, threads.listeners());
    }

    private static JobsDataClient countingThrottled(JobsDataClient client, Counters counters) {
        return client.alsoObservedBy((operation, result, nanos) -> {
            if (result == CallResult.throttled) {
                counters.add(Counter.throttled);
            }
        });
    }

    /**
     * Claims for the sessions of this context. From now on the outcomes in its repository are delivered, too.
     *
     * @param client its reads are retried as configured
     * @param filter which jobs this worker accepts; null for all
     */
    public Claims claims(JobsDataClient client, Worker worker, Predicate<JobExecution> filter, SessionContext context) {
        RequestRate rate = context.options().rate();
        PredecessorOutcomes predecessors = PredecessorOutcomes.NONE;
        if (context.outcomes().isOn()) {
            Redelivery redelivery = new Redelivery(context.client(), rate);
            predecessors = new PredecessorDelivery(context.outcomes(), redelivery);
            deliver(context, redelivery);
        }
        return new Claims(
                countingThrottled(client, context.counters()),
                worker,
                filter,
                new ClaimContext(pending, predecessors, rate, context.counters(), clock));
    }

    private void deliver(SessionContext context, Redelivery redelivery) {
        stopDelivering(context.owner());
        OutcomeSweep sweep = new OutcomeSweep(
                context.outcomes(), redelivery, context.outcomes().counters(), clock, () -> ThreadLocalRandom.current()
                        .nextDouble());
        deliveries.add(new Delivery(context.owner(), sweep));
    }

    /** From now on, kept outcomes are not delivered by the client of this owner; they stay kept. */
    public void stopDelivering(Object owner) {
        deliveries.removeIf(delivery -> {
            boolean own = delivery.owner == owner;
            if (own) {
                delivery.sweep.stop();
            }
            return own;
        });
    }

    /** Watches a loop from now on. */
    public void add(PollLoop loop) {
        loops.add(loop);
    }

    public void remove(PollLoop loop) {
        loops.remove(loop);
    }

    /** Runs this several times a second from now on; it must not block. */
    public void add(Runnable round) {
        rounds.add(round);
    }

    public void remove(Runnable round) {
        rounds.remove(round);
    }

    @Override
    public void watchLeases() {
        sessions.watch();
    }

    @Override
    public void tick(Heartbeats heartbeats) {
        sessions.renew(heartbeats);
        loops.forEach(PollLoop::watch);
        rounds.forEach(Runnable::run);
        // Owners that share a repository share its sweep: the first one that has not been stopped is used.
        Set<KeptOutcomes> swept = new HashSet<>();
        for (Delivery delivery : deliveries) {
            if (!delivery.sweep.isStopped() && swept.add(delivery.sweep.outcomes())) {
                delivery.sweep.tick(threads.repositories());
            }
        }
    }

    /**
     * The worker stops: releases all running jobs at the same time, and sends outcomes that were not accepted yet once
     * more. Does not wait.
     */
    public void releaseAll() {
        sessions.all().forEach(this::release);
    }

    private void release(JobSession session) {
        if (!threads.calls().execute(Priority.RELEASE, () -> session.stop("the worker is stopping"))) {
            session.stopped();
        }
    }

    /**
     * Waits until one consumer or producer has no job any more, and releases jobs that were claimed in the meantime.
     *
     * @param until when it stops waiting, on the clock of {@link System#nanoTime()}
     */
    public void awaitReleased(Object owner, long until) {
        List<JobSession> open = sessions.of(owner);
        CountDownLatch ended = new CountDownLatch(open.size());
        for (JobSession session : open) {
            session.onEnd(ended::countDown, Runnable::run);
            if (session.state() == State.OPEN) {
                release(session);
            }
        }
        try {
            if (!open.isEmpty() && !ended.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                open.forEach(JobSession::stopped);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open.forEach(JobSession::stopped);
        }
    }

    /** The name of its service. */
    @Override
    public String toString() {
        return service.toString();
    }
}
