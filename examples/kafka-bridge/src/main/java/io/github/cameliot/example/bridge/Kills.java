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
final class Kills implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(15);
    /** What workers wait beyond a lease, and a second. */
    private static final Duration MARGIN = Duration.ofSeconds(4);

    /** One for each partition of the results, two a bridge. */
    private static final int CONSUMERS = Stage.PARTITIONS;

    private final Stage stage;
    private final Jobs jobs;
    private final Group group;
    private final int random;
    private final Random moments;
    private final Map<String, Child> bridges = new HashMap<>();

    /** Each act needs a job for each bridge. */
    private static final int THINGS_AT_LEAST = 10;

    private static final int JOBS_AT_LEAST = 10;

    /**
     * @param random how many kills there are at any moment, after those at a chosen one
     * @param seed of these moments
     * @throws IllegalArgumentException when there are too few jobs or things for so many kills
     */
    Kills(Stage stage, Jobs jobs, int random, long seed) {
        int acts = Moment.values().length + random;
        if (random < 0 || jobs.things().size() < THINGS_AT_LEAST || jobs.all().size() < acts * JOBS_AT_LEAST) {
            throw new IllegalArgumentException(
                    "kills=%d with jobs=%d for things=%d is not possible: two bridges share %d things or more, and %d jobs or more a kill. Try -Djobs=100 -Dthings=20 -Dkills=1."
                            .formatted(
                                    random, jobs.all().size(), jobs.things().size(), THINGS_AT_LEAST, JOBS_AT_LEAST));
        }
        this.stage = stage;
        this.jobs = jobs;
        this.group = new Group(stage.brokers());
        this.random = random;
        this.moments = new Random(seed);
        stage.needs(() -> bridges.values().stream().allMatch(Child::isAlive));
    }

    /**
     * Tells the story, and prints the tables.
     *
     * @return what does not add up, a sentence each
     */
    List<String> tell() throws Exception {
        stage.say(
                "Neither AWS nor a Kafka cluster is needed: the jobs are on an emulator in this process, %s, the topics on"
                        + " a broker in it, %s.",
                stage.emulator().endpoint(), stage.brokers());
        stage.say(
                "bridge-a and bridge-b start, each in a process of its own, for the same %d things.",
                jobs.things().size());
        stage.emulator().createThing(jobs.things().toArray(String[]::new));
        start("bridge-a");
        start("bridge-b");
        int acts = Moment.values().length + random;
        Iterator<Moment> chosen = List.of(Moment.values()).iterator();
        for (int act = 0; act < acts; act++) {
            List<Jobs.Job> due = jobs.part(act, acts);
            stage.until("both bridges are in the consumer group", () -> group.members() == CONSUMERS);
            String victim = act % 2 == 0 ? "bridge-a" : "bridge-b";
            if (chosen.hasNext()) {
                killAt(chosen.next(), victim, due);
            } else {
                killSometime(victim, due);
            }
            stage.emulator().advance(LEASE.plus(MARGIN));
            start(victim);
            Story.answered(stage, due);
        }
        Story.forgotten(stage, jobs);
        stop();
        Books books = new Books(stage, jobs.all());
        stage.out().printf("%n%s%n%n", books.text(false));
        return books.differences(false);
    }

    private void killAt(Moment moment, String victim, List<Jobs.Job> due) throws Exception {
        Evidence evidence = new Evidence(stage, due, victim, group.partitions(victim));
        long number;
        int exit;
        try (Faults.ActiveFault hold = stage.emulator().faults().add(moment.hold())) {
            Jobs.queue(due, stage.emulator());
            stage.until(victim + " " + moment.told(1), () -> evidence.of(moment) > 0);
            exit = bridges.remove(victim).kill();
            number = evidence.of(moment);
        }
        stage.say(
                "%d jobs are queued. %s %s when it is killed by SIGKILL (exit code %d).",
                due.size(), victim, moment.told(number), exit);
    }

    private void killSometime(String victim, List<Jobs.Job> due) throws Exception {
        int when = 1 + moments.nextInt(due.size() * 3 / 4);
        Jobs.queue(due, stage.emulator());
        stage.until(when + " jobs have ended", () -> stage.ended(due) >= when);
        int exit = bridges.remove(victim).kill();
        stage.say(
                "%d jobs are queued. %s is killed by SIGKILL (exit code %d) in the middle of something, when %d of them have ended.",
                due.size(), victim, exit, when);
    }

    private void start(String bridge) throws Exception {
        Map<String, String> properties = stage.properties(bridge, jobs);
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
        bridges.put(bridge, Child.start(bridge, properties, stage.out()));
    }

    /** Both at once. */
    private void stop() throws IOException {
        stage.needs(() -> true);
        for (Child bridge : bridges.values()) {
            bridge.stop();
        }
    }

    @Override
    public void close() throws Exception {
        group.close();
        stop();
        for (Child bridge : new ArrayList<>(bridges.values())) {
            bridge.close();
        }
    }
}
