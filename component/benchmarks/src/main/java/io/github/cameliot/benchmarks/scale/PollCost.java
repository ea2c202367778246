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

import io.github.cameliot.jobsdata.poll.PollLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * The CPU time of a poll that finds no job, compared with that of the raw call: windows of calls on one thread, which
 * take turns in a different order each round.
 */
final class PollCost {

    private static final int SKIPPED = 200;
    private static final int WINDOW = 2_000;
    private static final int ROUNDS = 25;
    private static final int WARM_UP = 6;

    private enum Kind {
        RAW,
        RAW_AGAIN,
        FEW_THINGS,
        MANY_THINGS
    }

    private final StubJobs service = new StubJobs(100_000, false);
    private final IotJobsDataPlaneClient sdk = StubHttpClient.sdkClient(service);
    private final List<String> names = StubJobs.names(100_000);
    private final PollLoop few = loop(1_000);
    private final PollLoop many = loop(100_000);

    private PollLoop loop(int things) {
        PollLoop loop = Inside.loop(sdk);
        loop.suspend();
        loop.update(names.subList(0, things), List.of());
        return loop;
    }

    /** @return CPU time of a raw call in nanoseconds */
    double measure(Results results) throws InterruptedException {
        Map<Kind, List<Double>> nanos = new EnumMap<>(Kind.class);
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Random random = new Random(1);
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            Collections.shuffle(kinds, random);
            for (Kind kind : kinds) {
                double one = window(kind);
                if (round >= WARM_UP) {
                    nanos.computeIfAbsent(kind, k -> new ArrayList<>()).add(one);
                }
            }
        }
        few.stop();
        many.stop();
        double raw = median(nanos, Kind.RAW);
        double fewThings = median(nanos, Kind.FEW_THINGS);
        double manyThings = median(nanos, Kind.MANY_THINGS);
        results.heading("CPU of a poll that finds no job");
        results.told("raw describe", raw / 1000, "us");
        results.told("raw describe, divided by raw describe (control)", median(nanos, Kind.RAW_AGAIN) / raw, "");
        results.limit("poll with 1,000 things: 1.3 x raw + 5 us", (1.3 * raw + 5_000) / 1000, fewThings / 1000, "us");
        results.limit("poll with 100,000 things, divided by one with 1,000", 1.2, manyThings / fewThings, "");
        return raw;
    }

    private double window(Kind kind) throws InterruptedException {
        Window window = new Window();
        service.probe = window;
        switch (kind) {
            case FEW_THINGS -> polls(few, window);
            case MANY_THINGS -> polls(many, window);
            default -> {
                while (window.done.getCount() > 0) {
                    sdk.describeJobExecution(r -> r.thingName(names.get(window.calls % 1_000))
                            .jobId("$next")
                            .includeJobDocument(false));
                }
            }
        }
        service.probe = StubJobs.Probe.NONE;
        return (double) window.nanos / WINDOW;
    }

    private static void polls(PollLoop loop, Window window) throws InterruptedException {
        loop.resume();
        window.done.await();
        loop.suspend();
        while (loop.claiming() > 0) {
            Thread.sleep(1);
        }
    }

    private static double median(Map<Kind, List<Double>> nanos, Kind kind) {
        return Cpu.median(nanos.get(kind).stream().mapToDouble(n -> n).toArray());
    }

    /** The CPU time between two calls of one thread. */
    private static final class Window implements StubJobs.Probe {

        private final CountDownLatch done = new CountDownLatch(1);
        private volatile int calls;
        private long nanos;

        @Override
        public void received(StubJobs.Call call, int thing) {
            calls++;
            if (calls == SKIPPED) {
                nanos = -Cpu.ofThread();
            } else if (calls == SKIPPED + WINDOW) {
                nanos += Cpu.ofThread();
                done.countDown();
            }
        }
    }
}
