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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * A fleet that started at the same time, at its own pace: its cost in addition to its calls, and how its polls spread.
 */
final class PacedFleet {

    private static final int THINGS = 10_000;
    private static final long SECONDS = 20;
    private static final long WARM_UP = 5;
    private static final long SPACING = TimeUnit.MINUTES.toNanos(1) / THINGS;

    private final StubJobs service = new StubJobs(THINGS, false);
    private final IotJobsDataPlaneClient sdk = StubHttpClient.sdkClient(service);

    void measure(Results results) throws Exception {
        for (int i = 0;
                i < 2;
                i++) { // the work of the JIT compiler during this time is part of the figures of the process
            raw(WARM_UP);
            fleet(WARM_UP);
        }
        double rawBefore = raw(SECONDS / 2);
        double[] fleet = fleet(SECONDS);
        double rawAfter = raw(SECONDS / 2);
        double raw = (rawBefore + rawAfter) / 2;

        results.heading("10,000 things with one poll a minute each, at their own pace for " + SECONDS + " s");
        results.told("calls", fleet[1], "");
        results.limit("calls for each poll that was due", 1.01, fleet[1] / (SECONDS * 1e9 / SPACING), "");
        results.told("CPU of the process, of a core", 100 * fleet[0], "%");
        results.told("CPU of a process with the raw calls alone", 100 * raw, "%");
        results.told("difference of this before and after the fleet (control)", 100 * (rawAfter - rawBefore), "%");
        results.limit("CPU in addition to the raw calls, of a core", 3, 100 * (fleet[0] - raw), "%");
        spread(results);
    }

    /** @return the CPU time of the process during this time, and the number of calls */
    private double[] fleet(long seconds) throws Exception {
        List<String> names = StubJobs.names(THINGS);
        try (Consumer consumer = new Consumer(sdk, () -> names, "delay=1m&maxDelay=1m")) {
            return measured(() -> Thread.sleep(seconds * 1000));
        }
    }

    private double raw(long seconds) throws Exception {
        List<String> names = StubJobs.names(THINGS);
        return measured(() -> {
            long next = System.nanoTime();
            for (int i = 0; i < seconds * 1e9 / SPACING; i++) {
                String thing = names.get(i);
                sdk.describeJobExecution(r -> r.thingName(thing).jobId("$next").includeJobDocument(false));
                next += SPACING;
                for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
            }
        })[0];
    }

    private interface Run {
        void run() throws Exception;
    }

    private double[] measured(Run run) throws Exception {
        long calls = service.calls();
        long cpu = Cpu.ofProcess();
        long start = System.nanoTime();
        run.run();
        double used = (double) (Cpu.ofProcess() - cpu) / (System.nanoTime() - start);
        return new double[] {used, service.calls() - calls};
    }

    /** After several polls of each thing: the number of polls in each tenth of a delay. */
    private void spread(Results results) throws Exception {
        int things = 2_000;
        int buckets = 20;
        long width = TimeUnit.MILLISECONDS.toNanos(400);
        List<String> names = StubJobs.names(things);
        AtomicIntegerArray polls = new AtomicIntegerArray(buckets);
        long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        service.probe = (call, thing) -> {
            long since = System.nanoTime() - start;
            if (since >= 0 && since / width < buckets) {
                polls.incrementAndGet((int) (since / width));
            }
        };
        try (Consumer consumer = new Consumer(sdk, () -> names, "delay=4s&maxDelay=4s")) {
            Thread.sleep(16_500);
        }
        service.probe = StubJobs.Probe.NONE;
        double[] counts = new double[buckets];
        Arrays.setAll(counts, polls::get);
        double mean = Arrays.stream(counts).average().orElseThrow();

        results.heading(
                "2,000 things that started together, with one poll in 4 s each, from the 8th to the 16th " + "second");
        results.told("polls in 0.4 s, mean", mean, "");
        results.limit(
                "most polls in 0.4 s, divided by the mean",
                1.5,
                Arrays.stream(counts).max().orElseThrow() / mean,
                "");
        results.note("in each 0.4 s: "
                + Arrays.stream(counts).mapToObj(c -> String.valueOf((int) c)).collect(Collectors.joining(" ")));
    }
}
