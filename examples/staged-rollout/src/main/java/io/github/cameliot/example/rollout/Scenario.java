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
package io.github.cameliot.example.rollout;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.example.support.ChildProcess;
import io.github.cameliot.example.support.Story;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two releases: the orchestrator of the first is killed while it waits for the second ring, the second is stopped there. */
final class Scenario implements AutoCloseable {

    private static final String RELEASES = "releases";
    private static final String GROUP = "rollout";
    /** Much longer than a busy machine needs. */
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private static final Release FIRST = Release.of("pump-2-5-0", "2.5.0");
    private static final Release SECOND = Release.of("pump-3-0-0", "3.0.0");
    private static final Release.Ring EARLY = Release.RINGS.get(1);
    private static final String OFFLINE = "pump-06";

    private final Story story;
    private final JobsEmulator emulator = JobsEmulator.start();
    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final Topics topics = new Topics(kafka.bootstrapServers());
    private final Fleet fleet = new Fleet(FIRST.jobId(EARLY));

    Scenario(PrintStream out) {
        this.story = new Story(out);
    }

    /**
     * Runs it, and prints the table.
     *
     * @return a sentence for each ring that did not go as planned
     */
    List<String> run() throws Exception {
        say("Neither AWS nor a Kafka cluster is needed: the jobs are on an emulator in this process, "
                + emulator.endpoint() + ", the topics on a broker in it, " + kafka.bootstrapServers() + ".");
        topics.create(RELEASES, 1, Map.of());
        topics.create(Rollouts.TOPIC, 1, Map.of());
        Release.RINGS.forEach(ring -> emulator.createThing(ring.things().toArray(String[]::new)));
        fleet.start(emulator.endpoint(), emulator.region());
        killWhileItWaits();
        say("The things of the ring finish; nobody waits for them now. Then the orchestrator starts again: it reads the"
                + " record once more.");
        fleet.goOn();
        story.until("the ring has ended", AT_MOST, () -> emulator.jobStatus(FIRST.jobId(EARLY))
                .equals("COMPLETED"));
        try (ChildProcess second = orchestrator("again")) {
            story.until("release " + FIRST.name() + " is committed", AT_MOST, second, () -> committed() == 1);
            say("Act two. " + SECOND.name() + " does not run on the hardware of two things of its second ring, and "
                    + OFFLINE + " is offline.");
            fleet.goOffline(OFFLINE);
            ask(SECOND);
            story.until("release " + SECOND.name() + " is committed", AT_MOST, second, () -> committed() == 2);
            story.until("nothing of it runs any more", AT_MOST, () -> executions(SECOND, EARLY).stream()
                    .allMatch(e -> e.status().isTerminal()));
        }
        return differences();
    }

    private void killWhileItWaits() throws Exception {
        say("Act one. A record asks for release " + FIRST.name() + "; the second ring takes its time.");
        ask(FIRST);
        try (ChildProcess first = orchestrator("first")) {
            story.until("the second ring runs", AT_MOST, first, () -> isThere(FIRST.jobId(EARLY)));
            long looks = looks();
            story.until("the orchestrator waits for it", AT_MOST, first, () -> looks() > looks + 1);
            say("The orchestrator is killed by SIGKILL (exit code " + first.kill()
                    + ") while it waits for the second ring. Its record is not committed.");
        }
    }

    private void ask(Release release) {
        topics.send(
                new ProducerRecord<>(RELEASES, release.name(), release.json().getBytes(StandardCharsets.UTF_8)));
    }

    private boolean isThere(String jobId) {
        return emulator.executions(EARLY.things().get(0)).stream()
                .anyMatch(e -> e.jobId().equals(jobId));
    }

    private long looks() {
        return emulator.requests().count(Operation.DESCRIBE_JOB);
    }

    private long committed() {
        return topics.committed(GROUP, RELEASES, 0).orElse(0L);
    }

    private ChildProcess orchestrator(String name) throws IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put("kafka.brokers", kafka.bootstrapServers());
        properties.put("iot.endpoint", emulator.endpoint().toString());
        properties.put("aws.region", emulator.region());
        properties.put("aws.accessKeyId", "emulator");
        properties.put("aws.secretAccessKey", "emulator");
        properties.put("camel.component.kafka.poll-timeout-ms", "200");
        properties.put("camel.component.iot-jobs.delay", "200ms");
        properties.put("camel.component.iot-jobs.max-delay", "500ms");
        return ChildProcess.start(name, Orchestrator.class, properties, story.out());
    }

    /** Prints how each ring went, and returns what is not as planned. */
    private List<String> differences() {
        List<RingTable.Row> rows = new ArrayList<>();
        Rollouts rollouts = Rollouts.in(topics);
        for (Release release : List.of(FIRST, SECOND)) {
            for (Release.Ring ring : release.rings()) {
                rows.add(new RingTable.Row(
                        release, ring, executions(release, ring), rollouts.verdicts(release.name(), ring.name())));
            }
        }
        story.out().printf("%n%s%n", RingTable.of(rows));
        List<String> found = new ArrayList<>();
        List<String> planned = List.of(
                "canary 1 PASSED 2",
                "early 1 PASSED 1",
                "all 1 PASSED 1",
                "canary 1 PASSED 1",
                "early 1 FAILED 1",
                "all 0 not begun 0");
        for (int i = 0; i < rows.size(); i++) {
            check(rows.get(i), planned.get(i), found);
        }
        checkEnd(rollouts, FIRST, "RELEASED", found);
        checkEnd(rollouts, SECOND, "STOPPED", found);
        String offline =
                emulator.execution(OFFLINE, SECOND.jobId(EARLY)).status().name();
        if (!offline.equals("CANCELED")) {
            found.add("The job of " + OFFLINE + " should be CANCELED, because its ring was stopped, and is " + offline
                    + ".");
        }
        return found;
    }

    /** Adds a sentence if a ring did not go as planned. */
    static void check(RingTable.Row row, String planned, List<String> found) {
        String is = "%s %d %s %d"
                .formatted(
                        row.ring().name(),
                        row.jobs(),
                        row.outcome(),
                        row.verdicts().size());
        if (!is.equals(planned)) {
            found.add("Release %s should be (ring, jobs, verdict, published) %s and is %s."
                    .formatted(row.release().name(), planned, is));
        }
    }

    private static void checkEnd(Rollouts rollouts, Release release, String planned, List<String> found) {
        String is = rollouts.end(release.name());
        if (!is.equals(planned)) {
            found.add("Release %s should be %s and is %s.".formatted(release.name(), planned, is));
        }
    }

    /** What the things of that ring have had of the release, whatever the id of the job. */
    private List<Execution> executions(Release release, Release.Ring ring) {
        return ring.things().stream()
                .flatMap(thing -> emulator.executions(thing).stream())
                .filter(e -> e.jobId().startsWith(release.name()))
                .toList();
    }

    private void say(String sentence) {
        story.say(sentence);
    }

    @Override
    public void close() {
        fleet.close();
        topics.close();
        kafka.close();
        emulator.close();
    }
}
