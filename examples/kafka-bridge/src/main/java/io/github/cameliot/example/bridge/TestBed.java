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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.ScenarioException;
import io.github.cameliot.example.support.Story;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.apache.camel.main.Main;

/** All that a bridge connects, in this process: the service (an emulator), a Kafka broker and the downstream system. */
final class TestBed implements AutoCloseable {

    static final String JOBS = "jobs";
    static final String RESULTS = "results";
    static final String DEAD_LETTERS = "dead-letters";

    /** The consumer group of the bridges. */
    static final String GROUP = "bridge";

    /** Of each topic except the one for dead letters. */
    static final int PARTITIONS = 4;

    private static final Duration AT_MOST = Duration.ofMinutes(10);
    private static final Duration STANDSTILL = Duration.ofMinutes(2);

    private final Story story;
    private final JobsEmulator emulator = JobsEmulator.start();
    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final Topics topics = new Topics(kafka.bootstrapServers());
    private final Installer installer = new Installer();
    private final Main downstream = new Main();
    private BooleanSupplier needed = () -> true;

    TestBed(PrintStream out) throws Exception {
        this.story = new Story(out);
        topics.create(JOBS, PARTITIONS, Map.of());
        topics.create(RESULTS, PARTITIONS, Map.of());
        topics.create(DEAD_LETTERS, 1, Map.of());
        downstream.setPropertyPlaceholderLocations("classpath:downstream.properties");
        downstream.addOverrideProperty("kafka.brokers", kafka.bootstrapServers());
        downstream.bind("installer", installer);
        downstream.start();
    }

    /** The properties of a bridge that connects them. */
    Map<String, String> properties(String bridge, Jobs jobs) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bridge.name", bridge);
        properties.put("bridge.things", String.join(",", jobs.things()));
        properties.put("iot.endpoint", emulator.endpoint().toString());
        properties.put("kafka.brokers", kafka.bootstrapServers());
        properties.put("camel.component.iot-jobs-data.region", emulator.region());
        properties.put("camel.component.iot-jobs-data.access-key", "emulator");
        properties.put("camel.component.iot-jobs-data.secret-key", "emulator");
        properties.put("camel.component.kafka.poll-timeout-ms", "200");
        return properties;
    }

    JobsEmulator emulator() {
        return emulator;
    }

    Topics topics() {
        return topics;
    }

    String brokers() {
        return kafka.bootstrapServers();
    }

    Installer installer() {
        return installer;
    }

    Execution execution(Jobs.Job job) {
        return emulator.execution(job.thing(), job.id());
    }

    boolean hasEnded(Jobs.Job job) {
        return execution(job).status().isTerminal();
    }

    long ended(List<Jobs.Job> jobs) {
        return jobs.stream().filter(this::hasEnded).count();
    }

    /** The offset that the bridges have committed, of a partition of the results. */
    long committed(int partition) {
        return topics.committed(GROUP, RESULTS, partition).orElse(0L);
    }

    void say(String sentence, Object... values) {
        story.say(String.format(Locale.ROOT, sentence, values));
    }

    PrintStream out() {
        return story.out();
    }

    /** Sets what must hold while {@link #until} waits; otherwise it gives up. */
    void needs(BooleanSupplier condition) {
        needed = condition;
    }

    /** Waits until the condition holds; two minutes at the most. */
    void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, condition, () -> 0L);
    }

    /**
     * Waits until the condition holds, for as long as there is progress.
     *
     * @param progress a number that changes while there is progress
     */
    void until(String what, Callable<Boolean> condition, Callable<Long> progress) throws Exception {
        long start = System.nanoTime();
        long movedAt = start;
        long before = progress.call();
        while (!condition.call()) {
            if (!needed.getAsBoolean()) {
                throw new ScenarioException("A bridge has ended by itself before this: " + what + ".");
            }
            long now = progress.call();
            if (now != before) {
                before = now;
                movedAt = System.nanoTime();
            }
            if (System.nanoTime() - movedAt > STANDSTILL.toNanos() || System.nanoTime() - start > AT_MOST.toNanos()) {
                throw new ScenarioException("Not reached after %d s: %s."
                        .formatted(Duration.ofNanos(System.nanoTime() - start).toSeconds(), what));
            }
            story.breakSilence(what);
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        downstream.stop();
        topics.close();
        kafka.close();
        emulator.close();
    }
}
