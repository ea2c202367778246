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
package io.github.cameliot.benchmarks.push;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures push with a fleet on an emulator in the same process: calls of idle things, the time from the creation of a job
 * until its route runs, and a job for all things at once. Exits with 1 if an idle thing was polled, or if the 99th
 * percentile is 100 ms or more.
 */
public final class PushBenchmark {

    private static final int THINGS = Integer.getInteger("push.things", 10_000);
    private static final int WARM_UP = 200;
    private static final int JOBS = Integer.getInteger("push.jobs", 1_000);
    private static final Duration IDLE = Duration.ofSeconds(Integer.getInteger("push.idleSeconds", 60));
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PER_SECOND = 1_000;
    private static final double LIMIT_MILLIS = 100;

    private final List<String> things =
            IntStream.range(0, THINGS).mapToObj(i -> "pump-" + i).toList();
    /** When the route of a job began to run, by job id. */
    private final Map<String, Long> started = new ConcurrentHashMap<>();

    private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();

    private PushBenchmark() {}

    public static void main(String[] args) throws Exception {
        if (!new PushBenchmark().run()) {
            System.exit(1);
        }
    }

    private boolean run() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().mqtt().start()) {
            emulator.createThing(things.toArray(String[]::new));
            boolean held;
            try (Fleet fleet = new Fleet(emulator, things, "maxInFlight=20", this::runs)) {
                row("things", "%,d", THINGS);
                row("calls of the first look at each", "%,d", firstLook(emulator, fleet));
                long idle = idle(emulator);
                row("calls in " + IDLE.toSeconds() + " s without jobs", "%,d", idle);
                double[] millis = latencies(emulator);
                row("jobs, one after the other", "%,d", JOBS);
                row("from creation to route, median", "%.1f ms", percentile(millis, 50));
                row("from creation to route, 99th percentile", "%.1f ms", percentile(millis, 99));
                row("from creation to route, longest", "%.1f ms", millis[millis.length - 1]);
                held = idle == 0 && percentile(millis, 99) < LIMIT_MILLIS;
            }
            storm(emulator);
            System.out.println(held ? "OK" : "NOT HELD");
            return held;
        }
    }

    private static void row(String what, String format, Object value) {
        System.out.printf(Locale.ROOT, "%-52s %14s%n", what, String.format(Locale.ROOT, format, value));
    }

    private void runs(String thing, String jobId) {
        started.put(jobId, System.nanoTime());
        CountDownLatch latch = awaited.get(jobId);
        if (latch != null) {
            latch.countDown();
        }
    }

    private long firstLook(JobsEmulator emulator, Fleet fleet) throws InterruptedException {
        fleet.awaitIdle(PATIENCE);
        return calls(emulator);
    }

    private static long idle(JobsEmulator emulator) throws InterruptedException {
        emulator.requests().clear();
        TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
        return calls(emulator);
    }

    /** Sorted, in milliseconds. */
    private double[] latencies(JobsEmulator emulator) throws InterruptedException {
        Random random = new Random(7);
        double[] millis = new double[JOBS];
        for (int i = -WARM_UP; i < JOBS; i++) {
            String jobId = "ota-" + (i + WARM_UP);
            CountDownLatch latch = new CountDownLatch(1);
            awaited.put(jobId, latch);
            long created = System.nanoTime();
            emulator.createJob(jobId, "{\"operation\":\"install\"}", things.get(random.nextInt(THINGS)));
            await(latch);
            if (i >= 0) {
                millis[i] = (started.get(jobId) - created) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private void storm(JobsEmulator emulator) throws Exception {
        int inFlight = 20;
        String options = "maxInFlight=" + inFlight + "&maxRequestsPerSecond=" + PER_SECOND;
        CountDownLatch all = new CountDownLatch(THINGS);
        awaited.put("storm", all);
        try (Fleet fleet = new Fleet(emulator, things, options, this::runs)) {
            fleet.awaitIdle(PATIENCE);
            emulator.requests().clear();
            long began = System.nanoTime();
            emulator.createJob("storm", "{\"operation\":\"install\"}", things.toArray(String[]::new));
            int most = 0;
            long writes = 0;
            long mostWrites = 0;
            while (all.getCount() > 0) {
                long before = writes;
                for (int i = 0; i < 20 && all.getCount() > 0; i++) {
                    most = Math.max(most, fleet.running());
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                writes = writes(emulator);
                mostWrites = Math.max(mostWrites, writes - before);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            row("all things notified at once, with " + PER_SECOND + " calls a second", "%.1f s", seconds);
            row("  writes in a second, at most", "%,d", mostWrites);
            row("  jobs at the same time, at most " + inFlight, "%,d", most);
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("A job did not run within " + PATIENCE);
        }
    }

    private static long calls(JobsEmulator emulator) {
        return Arrays.stream(Operation.values())
                .filter(Operation::isDataPlane)
                .mapToLong(emulator.requests()::count)
                .sum();
    }

    private static long writes(JobsEmulator emulator) {
        return emulator.requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION)
                + emulator.requests().count(Operation.UPDATE_JOB_EXECUTION);
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
