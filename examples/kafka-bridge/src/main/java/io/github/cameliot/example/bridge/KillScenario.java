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

import io.github.cameliot.emulator.Faults;
import io.github.cameliot.example.support.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Mode two: two bridges, each in a process of its own, with the same things and in one consumer group. One of them is
 * killed, and comes back, again and again.
 */
final class KillScenario implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(15);
    /** How much longer than the lease workers wait, and a second. */
    private static final Duration MARGIN = Duration.ofSeconds(4);

    /** One for each partition of the results, two a bridge. */
    private static final int CONSUMERS = TestBed.PARTITIONS;

    private final TestBed testBed;
    private final Jobs jobs;
    private final ConsumerGroup group;
    private final int randomKills;
    private final Random random;
    private final Map<String, ChildProcess> bridges = new HashMap<>();

    /** So that in each act there is a job for each bridge. */
    private static final int THINGS_AT_LEAST = 10;

    private static final int JOBS_AT_LEAST = 10;

    /**
     * @param randomKills how many kills come at random moments, after those at the kill points
     * @param seed of these moments
     * @throws IllegalArgumentException when there are too few jobs or things for so many kills
     */
    KillScenario(TestBed testBed, Jobs jobs, int randomKills, long seed) {
        int acts = KillPoint.values().length + randomKills;
        if (randomKills < 0
                || jobs.things().size() < THINGS_AT_LEAST
                || jobs.all().size() < acts * JOBS_AT_LEAST) {
            throw new IllegalArgumentException(
                    "kills=%d with jobs=%d for things=%d is not possible: two bridges share %d things or more, and %d jobs or more a kill. Try -Djobs=100 -Dthings=20 -Dkills=1."
                            .formatted(
                                    randomKills,
                                    jobs.all().size(),
                                    jobs.things().size(),
                                    THINGS_AT_LEAST,
                                    JOBS_AT_LEAST));
        }
        this.testBed = testBed;
        this.jobs = jobs;
        this.group = new ConsumerGroup(testBed.brokers());
        this.randomKills = randomKills;
        this.random = new Random(seed);
        testBed.needs(() -> bridges.values().stream().allMatch(ChildProcess::isAlive));
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
        testBed.say(
                "bridge-a and bridge-b start, each in a process of its own, for the same %d things.",
                jobs.things().size());
        testBed.emulator().createThing(jobs.things().toArray(String[]::new));
        start("bridge-a");
        start("bridge-b");
        int acts = KillPoint.values().length + randomKills;
        Iterator<KillPoint> chosen = List.of(KillPoint.values()).iterator();
        for (int act = 0; act < acts; act++) {
            List<Jobs.Job> due = jobs.part(act, acts);
            testBed.until("both bridges are in the consumer group", () -> group.members() == CONSUMERS);
            String victim = act % 2 == 0 ? "bridge-a" : "bridge-b";
            if (chosen.hasNext()) {
                killAt(chosen.next(), victim, due);
            } else {
                killAtRandom(victim, due);
            }
            testBed.emulator().advance(LEASE.plus(MARGIN));
            start(victim);
            Scenario.awaitResults(testBed, due);
        }
        Scenario.timeOutTheOthers(testBed, jobs);
        stop();
        Accounting accounting = new Accounting(testBed, jobs.all());
        testBed.out().printf("%n%s%n%n", accounting.text(false));
        return accounting.differences(false);
    }

    private void killAt(KillPoint point, String victim, List<Jobs.Job> due) throws Exception {
        KillProof proof = new KillProof(testBed, due, victim, group.partitions(victim));
        long number;
        int exit;
        try (Faults.ActiveFault hold = testBed.emulator().faults().add(point.hold())) {
            Jobs.queue(due, testBed.emulator());
            testBed.until(victim + " " + point.describe(1), () -> proof.of(point) > 0);
            exit = bridges.remove(victim).kill();
            number = proof.of(point);
        }
        testBed.say(
                "%d jobs are queued. %s %s when it is killed by SIGKILL (exit code %d).",
                due.size(), victim, point.describe(number), exit);
    }

    private void killAtRandom(String victim, List<Jobs.Job> due) throws Exception {
        int when = 1 + random.nextInt(due.size() * 3 / 4);
        Jobs.queue(due, testBed.emulator());
        testBed.until(when + " jobs have ended", () -> testBed.ended(due) >= when);
        int exit = bridges.remove(victim).kill();
        testBed.say(
                "%d jobs are queued. %s is killed by SIGKILL (exit code %d) at a random moment, after %d of them have ended.",
                due.size(), victim, exit, when);
    }

    private void start(String bridge) throws Exception {
        Map<String, String> properties = testBed.properties(bridge, jobs);
        properties.put("bridge.lease", LEASE.toSeconds() + "s");
        properties.put("bridge.consumers", String.valueOf(CONSUMERS / 2));
        properties.put("bridge.delay", "200ms");
        properties.put("bridge.max-delay", "500ms");
        // Calls fail here on purpose, and each dead letter is in the table.
        properties.put("bridge.log.dead-letters", "error");
        properties.put("bridge.log.retries", "error");
        properties.put("camel.component.kafka.client-id", bridge);
        properties.put("camel.component.kafka.session-timeout-ms", "3000");
        properties.put("camel.component.kafka.heartbeat-interval-ms", "500");
        bridges.put(bridge, ChildProcess.start(bridge, Bridge.class, properties, testBed.out()));
    }

    /** Both at once. */
    private void stop() throws IOException {
        testBed.needs(() -> true);
        for (ChildProcess bridge : bridges.values()) {
            bridge.stop();
        }
    }

    @Override
    public void close() throws Exception {
        group.close();
        stop();
        for (ChildProcess bridge : new ArrayList<>(bridges.values())) {
            bridge.close();
        }
    }
}
