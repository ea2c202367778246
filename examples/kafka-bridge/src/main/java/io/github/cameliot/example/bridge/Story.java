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
final class Story {

    /** That of the bridges, and what workers wait beyond a deadline, and a second. */
    private static final Duration RESULT_TIMEOUT = Duration.ofMinutes(5).plusSeconds(4);

    /**
     * How rarely a thing is asked, the more rarely the more there are: nobody waits for it, because whoever reports a
     * result asks its thing at once, and while a job is out all asking is in vain.
     */
    private static final int MILLIS_A_THING = 5;

    private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);

    private final Stage stage;
    private final Jobs jobs;

    Story(Stage stage, Jobs jobs) {
        this.stage = stage;
        this.jobs = jobs;
    }

    /**
     * Tells it, and prints the tables.
     *
     * @return what does not add up, a sentence each
     */
    List<String> tell() throws Exception {
        stage.say(
                "Neither AWS nor a Kafka cluster is needed: the jobs are on an emulator in this process, %s, the topics on"
                        + " a broker in it, %s.",
                stage.emulator().endpoint(), stage.brokers());
        Jobs.queue(jobs.all(), stage.emulator());
        stage.say(
                "%,d jobs for %,d things are queued. The bridge starts.",
                jobs.all().size(), jobs.things().size());
        Map<String, String> properties = stage.properties("bridge", jobs);
        int delay = Math.max(500, MILLIS_A_THING * jobs.things().size());
        properties.put("bridge.delay", delay + "ms");
        properties.put("bridge.max-delay", Math.max(2_000, delay) + "ms");
        Main bridge = Bridge.of(properties);
        bridge.start();
        try {
            answered(stage, jobs.all());
            forgotten(stage, jobs);
        } finally {
            bridge.stop();
        }
        Books books = new Books(stage, jobs.all());
        stage.out().printf("%n%s%n%n", books.text(true));
        return books.differences(true);
    }

    /** Waits until the jobs have ended to which there is a result. */
    static void answered(Stage stage, List<Jobs.Job> jobs) throws Exception {
        List<Jobs.Job> open = new ArrayList<>(jobs);
        open.removeIf(job -> job.fate() == Fate.IS_FORGOTTEN);
        int all = open.size();
        long[] toldAt = {System.nanoTime()};
        stage.until(
                "all jobs with a result have ended",
                () -> {
                    open.removeIf(stage::hasEnded);
                    if (System.nanoTime() - toldAt[0] > NOW_AND_THEN.toNanos()) {
                        toldAt[0] = System.nanoTime();
                        stage.say("%,d of %,d jobs with a result have ended.", all - open.size(), all);
                    }
                    return open.isEmpty();
                },
                () -> (long) open.size());
    }

    /** Lets the time go by in which the other results should have come, and waits until all is done. */
    static void forgotten(Stage stage, Jobs jobs) throws Exception {
        List<Jobs.Job> forgotten = jobs.all().stream()
                .filter(job -> job.fate() == Fate.IS_FORGOTTEN)
                .toList();
        if (!forgotten.isEmpty()) {
            stage.until("the jobs without a result are handed over", () -> forgotten.stream()
                    .allMatch(job -> stage.execution(job)
                            .statusDetails()
                            .getOrDefault("claimedBy", "")
                            .contains(" state=handed ")));
            stage.say(
                    "The emulator's clock goes on by five minutes, in which no result came for %d job(s).",
                    forgotten.size());
            stage.emulator().advance(RESULT_TIMEOUT);
        }
        stage.until(
                "all jobs have ended",
                () -> forgotten.stream().allMatch(stage::hasEnded),
                () -> stage.ended(forgotten));
        stage.until(
                "downstream is done with all records, and the bridge with all results",
                () -> stage.installer().finished()
                                >= stage.topics().all(Stage.JOBS).size()
                        && committed(stage) == stage.topics().all(Stage.RESULTS).size(),
                () -> committed(stage));
    }

    private static long committed(Stage stage) {
        long sum = 0;
        for (int partition = 0; partition < Stage.PARTITIONS; partition++) {
            sum += stage.committed(partition);
        }
        return sum;
    }
}
