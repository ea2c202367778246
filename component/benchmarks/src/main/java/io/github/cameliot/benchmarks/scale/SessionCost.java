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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** 1,000 open sessions: their heap, their heartbeats, and the cost of checking their leases. */
final class SessionCost {

    private static final int SESSIONS = 1_000;
    private static final int ROUNDS = 25;
    private static final int WARM_UP = 5;

    private final StubJobs service = new StubJobs(SESSIONS, true);
    private final IotJobsDataPlaneClient sdk;
    private final List<String> names = StubJobs.names(SESSIONS);
    private final AtomicLong moved = new AtomicLong();
    private final ThreadFactory threads = Inside::daemon;
    private final WorkerThreads workers = new WorkerThreads(name -> threads, name -> threads);
    private final WorkerRuntime runtime = new WorkerRuntime(
            new ServiceId("scale", "scale"), new Counters(), () -> System.nanoTime() + moved.get(), workers);
    private final SessionContext context;
    private final Claims claims;

    private SessionCost(Function<StubHttpClient.Service, IotJobsDataPlaneClient> client) {
        sdk = client.apply(service);
        JobsDataClient jobs = new JobsDataClient(sdk);
        context = runtime.context(
                this,
                jobs.singleAttempt(),
                new SessionOptions(
                        Duration.ofDays(30), Outcome.failed("ran too long"), null, null, RequestRate.UNBOUNDED, 1),
                null,
                new Counters());
        claims = runtime.claims(jobs, Inside.WORKER, null, context);
    }

    static void measureHeap(Results results) {
        SessionCost sessions = new SessionCost(StubHttpClient::sdkClientWithoutTimers);
        results.heading("heap of 1,000 open sessions");
        sessions.heap(results);
        sessions.workers.stop();
    }

    static void measureCpu(Results results) throws InterruptedException {
        SessionCost sessions = new SessionCost(StubHttpClient::sdkClient);
        sessions.open();
        results.heading("CPU of 1,000 open sessions, lease 5m");
        sessions.heartbeats(results);
        sessions.rounds(results);
        sessions.workers.stop();
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

    private void heartbeats(Results results) throws InterruptedException {
        double[] raw = new double[ROUNDS];
        double[] again = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        ExecutorService pool = Executors.newFixedThreadPool(32, threads);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double[] cpu = new double[3];
            for (int i = 0; i < 3; i++) {
                int kind = Math.floorMod(round + i, 3);
                cpu[kind] =
                        kind == 2 ? burst(this::allDue) : burst(() -> names.forEach(n -> pool.execute(() -> raw(n))));
            }
            if (round >= 0) {
                raw[round] = cpu[0];
                again[round] = cpu[1];
                ours[round] = cpu[2];
            }
        }
        pool.shutdown();
        double median = Cpu.median(raw) / 1000;
        results.told("raw update", median, "us");
        results.told("raw update, divided by raw update (control)", Cpu.median(again) / 1000 / median, "");
        results.limit("heartbeat: raw update + 2 us", median + 2, Cpu.median(ours) / 1000, "us");
    }

    /** The heartbeat of each session becomes due, and the next round of the threads sends it. */
    private void allDue() {
        moved.addAndGet(Inside.WORKER.lease().dividedBy(3).toNanos());
    }

    /** @return the CPU time of the threads that make the calls, divided by the number of sessions, in nanoseconds */
    private double burst(Runnable calls) throws InterruptedException {
        long until = service.calls() + SESSIONS;
        Map<Long, Long> before = Cpu.ofThreads(Inside.THREAD);
        calls.run();
        while (service.calls() < until) {
            Thread.sleep(5);
        }
        Thread.sleep(20); // the last responses have been read
        return (double) Cpu.since(before, Inside.THREAD) / SESSIONS;
    }

    private void raw(String thing) {
        sdk.updateJobExecution(r -> r.thingName(thing)
                .jobId("ota-7")
                .status("IN_PROGRESS")
                .executionNumber(1L)
                .expectedVersion(2L)
                .includeJobExecutionState(true));
    }

    /** The work of a worker four times a second while no heartbeat is due. */
    private void rounds(Results results) {
        Heartbeats heartbeats = new Heartbeats(new BackgroundCalls(threads), threads);
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
