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
package io.github.cameliot.benchmarks.scale;

import io.github.cameliot.jobsdata.claim.ClaimRequest;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.ServiceId;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.BackgroundCalls;
import io.github.cameliot.jobsdata.lease.Heartbeats;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.runtime.WorkerRuntime;
import io.github.cameliot.jobsdata.runtime.WorkerThreads;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.SessionContext;
import io.github.cameliot.jobsdata.session.SessionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** 1,000 open sessions: their heap, their heartbeats, and the cost of checking their leases. */
final class SessionCost {

    private static final int SESSIONS = 1_000;
    private static final int ROUNDS = 40;
    private static final int WARM_UP = 30;
    private static final int THREADS = 32;
    private static final int LONGEST_PAUSE_MILLIS = 200;

    private final List<String> names = StubJobs.names(SESSIONS);
    private final AtomicLong moved = new AtomicLong();
    private final ThreadFactory threads = Inside::daemon;
    private final WorkerThreads workers = new WorkerThreads(name -> threads, name -> threads);
    private final WorkerRuntime runtime = new WorkerRuntime(
            new ServiceId("scale", "scale"), new Counters(), () -> System.nanoTime() + moved.get(), workers);
    private final Heartbeats heartbeats = new Heartbeats(new BackgroundCalls(threads), threads);
    private final SessionContext context;
    private final Claims claims;

    private SessionCost(JobsDataClient jobs) {
        workers.stop(); // the rounds of its threads are made here, so that they are in no other figure
        context = runtime.context(
                this,
                jobs.singleAttempt(),
                new SessionOptions(
                        Duration.ofDays(30), Outcome.failed("ran too long"), null, null, RequestRate.UNBOUNDED, 1),
                null,
                new Counters());
        claims = runtime.claims(jobs, Inside.WORKER, null, context);
    }

    private static StubJobs service() {
        return new StubJobs(SESSIONS, true);
    }

    static void measureHeap(Results results) {
        IotJobsDataPlaneClient sdk = StubHttpClient.sdkClientWithoutTimers(service());
        SessionCost sessions = new SessionCost(new JobsDataClient(sdk));
        results.heading("heap of 1,000 open sessions");
        sessions.heap(results);
    }

    static void measureCpu(Results results) throws InterruptedException {
        IotJobsDataPlaneClient sdk = StubHttpClient.sdkClient(service());
        SessionCost users = new SessionCost(new JobsDataClient(sdk));
        SessionCost own = new SessionCost(StubHttpClient.clientOfTheComponent(service()));
        users.open();
        own.open();
        results.heading("CPU of 1,000 open sessions, lease 5m");
        heartbeats(sdk, users, own, results);
        users.rounds(results);
    }

    private void heap(Results results) {
        for (int i = 0; i < 3; i++) {
            open();
            finish();
        }
        Heap.live(); // the first one leaves some objects behind
        Heap before = Heap.live();
        open();
        Heap open = Heap.live();
        finish();
        Heap after = Heap.live();
        double document = 24 + 16 + StubJobs.DOCUMENT.length();
        results.limit(
                "heap of a session, without its document",
                2048,
                (double) (open.total() - before.total()) / SESSIONS - document,
                "B");
        results.note("of these: " + open.since(before).most(8, SESSIONS));
        results.limit(
                "objects of package session left of an ended session",
                1,
                (double) (after.ofPackage("session") - before.ofPackage("session")) / SESSIONS,
                "B");
        results.limit(
                "heap left of an ended session, including the JVM's own",
                128,
                (double) (after.total() - before.total()) / SESSIONS,
                "B");
    }

    private void open() {
        for (String thing : names) {
            ClaimResult result = claims.next(new ClaimRequest(thing, false, Map.of(), () -> true));
            runtime.sessions().open(((ClaimResult.Job) result).claimed(), context);
        }
    }

    private void finish() {
        for (JobSession session : runtime.sessions().all()) {
            session.finish(Outcome.released("the benchmark is ending"));
        }
    }

    private static void heartbeats(IotJobsDataPlaneClient sdk, SessionCost users, SessionCost own, Results results)
            throws InterruptedException {
        // As many threads for each, because threads that are used more often have their data in the caches.
        List<ExecutorService> pools = Stream.generate(() -> Executors.newFixedThreadPool(THREADS, users.threads))
                .limit(2)
                .toList();
        AtomicLong made = new AtomicLong();
        double[] raw = new double[ROUNDS];
        double[][] added = new double[3][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double[] micros = new double[4];
            for (int i = 0; i < 4; i++) {
                int kind = Math.floorMod(round + i, 4);
                micros[kind] = switch (kind) {
                    case 2 -> burst(users::allDue, users::heartbeats);
                    case 3 -> burst(own::allDue, own::heartbeats);
                    default -> {
                        ExecutorService pool = pools.get(kind);
                        yield burst(
                                () -> users.names.forEach(n -> pool.execute(() -> {
                                    raw(sdk, n);
                                    made.incrementAndGet();
                                })),
                                made::get);
                    }
                };
            }
            if (round >= 0) {
                raw[round] = micros[0];
                for (int kind = 1; kind < 4; kind++) {
                    added[kind - 1][round] = micros[kind] - micros[0];
                }
            }
        }
        pools.forEach(ExecutorService::shutdown);
        results.told("raw update", Cpu.median(raw), "us");
        results.told("raw update again, in addition (control)", Cpu.median(added[0]), "us");
        results.limit("heartbeat, component's own client, in addition", 2, Cpu.median(added[2]), "us");
        results.limit("heartbeat, a user's client, in addition", 2, Cpu.median(added[1]), "us");
    }

    /** The heartbeat of each session becomes due, and is started. */
    private void allDue() {
        moved.addAndGet(Inside.WORKER.lease().dividedBy(3).toNanos());
        runtime.tick(heartbeats);
    }

    private long heartbeats() {
        return context.counters().get(Counter.heartbeats);
    }

    /**
     * @param made how many calls have been made so far
     * @return the CPU time of starting and making the calls, divided by the number of sessions, in microseconds
     */
    private static double burst(Runnable calls, LongSupplier made) throws InterruptedException {
        // Real idle time, as between heartbeats: a processor that was idle is slower at first.
        Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
        long until = made.getAsLong() + SESSIONS;
        Map<Long, Long> before = Cpu.ofThreads(Inside.THREAD);
        long started = Cpu.ofThread();
        calls.run();
        started = Cpu.ofThread() - started;
        while (made.getAsLong() < until) {
            Thread.sleep(5);
        }
        return (started + Cpu.since(before, Inside.THREAD)) / 1e3 / SESSIONS;
    }

    private static void raw(IotJobsDataPlaneClient sdk, String thing) {
        sdk.updateJobExecution(r -> r.thingName(thing)
                .jobId("ota-7")
                .status("IN_PROGRESS")
                .executionNumber(1L)
                .expectedVersion(2L)
                .includeJobExecutionState(true));
    }

    /** The work of a worker four times a second while no heartbeat is due. */
    private void rounds(Results results) {
        double[] micros = new double[200];
        for (int i = 0; i < 5 * micros.length; i++) {
            long before = Cpu.ofThread();
            runtime.watchLeases();
            runtime.tick(heartbeats);
            micros[i % micros.length] = (Cpu.ofThread() - before) / 1e3;
        }
        double median = Cpu.median(micros);
        results.told("a check of all leases, 4 times a second", median, "us");
        results.limit("checks of all leases, of a core", 0.1, 100 * 4 * median / 1e6, "%");
    }
}
