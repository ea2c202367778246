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
package io.github.cameliot.example.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;

/** Mode one: a single bridge, in this process. */
final class Scenario {

    /** The result timeout of the bridges, the margin that workers wait beyond a deadline, and a second. */
    private static final Duration RESULT_TIMEOUT = Duration.ofMinutes(5).plusSeconds(4);

    /**
     * The poll delay of a thing, longer the more things there are. Nothing waits for it: the thing is polled at once when a
     * result was reported, and while its job is handed over there is nothing to find.
     */
    private static final int MILLIS_A_THING = 5;

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

    private final TestBed testBed;
    private final Jobs jobs;

    Scenario(TestBed testBed, Jobs jobs) {
        this.testBed = testBed;
        this.jobs = jobs;
    }

    /**
     * Runs it, and prints the tables.
     *
     * @return a sentence for each number that does not match
     */
    List<String> run() throws Exception {
        testBed.say(
                "Neither AWS nor a Kafka cluster is needed: the jobs are on an emulator in this process, %s, the topics on"
                        + " a broker in it, %s.",
                testBed.emulator().endpoint(), testBed.brokers());
        Jobs.queue(jobs.all(), testBed.emulator());
        testBed.say(
                "%,d jobs for %,d things are queued. The bridge starts.",
                jobs.all().size(), jobs.things().size());
        Map<String, String> properties = testBed.properties("bridge", jobs);
        int delay = Math.max(500, MILLIS_A_THING * jobs.things().size());
        properties.put("bridge.delay", delay + "ms");
        properties.put("bridge.max-delay", Math.max(2_000, delay) + "ms");
        Main bridge = Bridge.of(properties);
        bridge.start();
        try {
            awaitResults(testBed, jobs.all());
            timeOutTheOthers(testBed, jobs);
        } finally {
            bridge.stop();
        }
        Accounting accounting = new Accounting(testBed, jobs.all());
        testBed.out().printf("%n%s%n%n", accounting.text(true));
        return accounting.differences(true);
    }

    /** Waits until all jobs with a result have ended. */
    static void awaitResults(TestBed testBed, List<Jobs.Job> jobs) throws Exception {
        List<Jobs.Job> open = new ArrayList<>(jobs);
        open.removeIf(job -> job.expected() == ExpectedResult.SENDS_NO_RESULT);
        int all = open.size();
        long[] saidAt = {System.nanoTime()};
        testBed.until(
                "all jobs with a result have ended",
                () -> {
                    open.removeIf(testBed::hasEnded);
                    if (System.nanoTime() - saidAt[0] > PROGRESS_EVERY.toNanos()) {
                        saidAt[0] = System.nanoTime();
                        testBed.say("%,d of %,d jobs with a result have ended.", all - open.size(), all);
                    }
                    return open.isEmpty();
                },
                () -> (long) open.size());
    }

    /** Moves the clock past the result timeout of the other jobs, and waits until all is done. */
    static void timeOutTheOthers(TestBed testBed, Jobs jobs) throws Exception {
        List<Jobs.Job> withoutResult = jobs.all().stream()
                .filter(job -> job.expected() == ExpectedResult.SENDS_NO_RESULT)
                .toList();
        if (!withoutResult.isEmpty()) {
            testBed.until("the jobs without a result are handed over", () -> withoutResult.stream()
                    .allMatch(job -> testBed.execution(job)
                            .statusDetails()
                            .getOrDefault("claimedBy", "")
                            .contains(" state=handed ")));
            testBed.say(
                    "The emulator's clock is moved by five minutes, the result timeout of %d job(s) without a result.",
                    withoutResult.size());
            testBed.emulator().advance(RESULT_TIMEOUT);
        }
        testBed.until(
                "all jobs have ended",
                () -> withoutResult.stream().allMatch(testBed::hasEnded),
                () -> testBed.ended(withoutResult));
        testBed.until(
                "downstream has processed all jobs, and the bridge all results",
                () -> testBed.installer().finished()
                                >= testBed.topics().all(TestBed.JOBS).size()
                        && committed(testBed)
                                == testBed.topics().all(TestBed.RESULTS).size(),
                () -> committed(testBed));
    }

    private static long committed(TestBed testBed) {
        long sum = 0;
        for (int partition = 0; partition < TestBed.PARTITIONS; partition++) {
            sum += testBed.committed(partition);
        }
        return sum;
    }
}
