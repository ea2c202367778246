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
package io.github.cameliot.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bridge in a process of its own is killed between two of its calls, and another one goes on. */
@Tag("process")
class KillTest {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final String POISON = "no result at all";

    /** Where the first bridge is killed, and what is there twice because of it. */
    enum Point {
        CLAIM_AND_PUBLISH("before = kafka://jobs", 2, 0, 0, 0, 0),
        PUBLISH_AND_HAND_OVER("after = kafka://jobs", 2, 1, 1, 0, 0),
        // The other route of that process may be between publish and hand-over just then.
        REPORT_AND_COMMIT("after = kamelet:aws-iot-jobs-report-sink", 2, 0, 1, 1, 0),
        DEAD_LETTER_AND_COMMIT("after = kafka://dead", 1, 0, 1, 0, 1);

        final String failure;
        final int fewestPublishedTwice;
        final int mostPublishedTwice;
        final int reportedTwice;
        final int fewestBuriedTwice;

        Point(String place, int times, int fewestPublished, int mostPublished, int reported, int fewestBuried) {
            this.failure = "camel.beans.failure.times = " + times + "\ncamel.beans.failure." + place;
            this.fewestPublishedTwice = fewestPublished;
            this.mostPublishedTwice = mostPublished;
            this.reportedTwice = reported;
            this.fewestBuriedTwice = fewestBuried;
        }
    }

    @TempDir
    Path folder;

    private EmbeddedKafka kafka;
    private Topics topics;
    private JobsEmulator emulator;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start();
        topics = new Topics(kafka.bootstrapServers());
        topics.create("jobs", 1, Map.of());
        topics.create("results", 1, Map.of());
        topics.create("dead", 1, Map.of());
        emulator = JobsEmulator.start();
        emulator.createJob("good-1", "{}", "t-1", "t-2");
        emulator.createJob("bad-2", "{\"do\":\"fail\"}", "t-1", "t-2");
        topics.send(new ProducerRecord<>("results", 0, "t-0", POISON.getBytes(UTF_8)));
    }

    @AfterEach
    void stop() {
        emulator.close();
        topics.close();
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource
    void whereverABridgeIsKilledEveryJobEndsOnceAndEachRecordIsThereAtLeastOnce(Point point) throws Exception {
        int buriedInAll;
        try (Downstream downstream = new Downstream(kafka.bootstrapServers())) {
            String failure = "camel.beans.failure = #class:io.github.cameliot.routes.FailurePoint\n" + point.failure;
            try (ChildApp killed = ChildApp.start(folder, bridge() + failure)) {
                await().atMost(LONGEST_START).untilAsserted(() -> assertThat(killed.isAlive())
                        .as(() -> "alive; its log:\n" + log())
                        .isFalse());
                assertThat(killed.exitCode())
                        .as(() -> "exit code; its log:\n" + log())
                        .isEqualTo(FailurePoint.EXIT_CODE);
            }
            assertThat(executions()).as("the kill came in mid-flow").anyMatch(e -> !isAsAnswered(e));
            // The route of the results may have been killed between its dead letter and its commit, at any point.
            int buried = topics.all("dead").size();
            buriedInAll = isPoisonCommitted() ? buried : buried + 1;
            emulator.advance(Duration.ofMinutes(6)); // its leases are over

            try (App next = App.start(bridge())) {
                await().atMost(Duration.ofSeconds(30)).until(() -> executions().allMatch(KillTest::isAsAnswered));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> topics.committed("iot-jobs-report", "results", 0)
                                        .orElse(0L)
                                == downstream.answered() + 1);
            }
        }

        assertThat(executions()).hasSize(4).allSatisfy(e -> assertThat(e.executionNumber())
                .isEqualTo(1));
        assertThat(published()).hasSize(4);
        assertThat(published().values().stream().mapToLong(Long::longValue).sum())
                .as("records of jobs")
                .isBetween(4L + point.fewestPublishedTwice, 4L + point.mostPublishedTwice);
        assertThat(buriedInAll).as("dead letters").isBetween(1 + point.fewestBuriedTwice, 2);
        assertThat(topics.all("dead")).hasSize(buriedInAll).allSatisfy(dead -> {
            assertThat(new String(dead.value(), UTF_8)).isEqualTo(POISON);
            assertThat(header(dead, "iot-dead-letter-offset")).isEqualTo("0");
        });
        assertThat(refusedUpdates())
                .as("updates refused because the result was there: duplicates, and each hand-over a result may beat")
                .isBetween(
                        (long) point.reportedTwice + point.fewestPublishedTwice,
                        4L + point.reportedTwice + point.mostPublishedTwice);
    }

    private boolean isPoisonCommitted() {
        return topics.committed("iot-jobs-report", "results", 0).orElse(0L) > 0;
    }

    private static boolean isAsAnswered(Execution execution) {
        return execution.status()
                == (execution.jobId().startsWith("bad") ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED);
    }

    private Stream<Execution> executions() {
        return Stream.of("t-1", "t-2").flatMap(thing -> emulator.executions(thing).stream());
    }

    /** How often each execution was published. */
    private Map<String, Long> published() {
        return topics.all("jobs").stream()
                .collect(Collectors.groupingBy(
                        r -> header(r, "iot-job-thing") + "/" + header(r, "iot-job-id"), Collectors.counting()));
    }

    private long refusedUpdates() {
        return emulator.requests().recent().stream()
                .filter(r -> r.operation() == Operation.UPDATE_JOB_EXECUTION && r.status() != 200)
                .count();
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        return new String(found.headers().lastHeader(name).value(), UTF_8);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("child.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String bridge() {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                camel.component.kafka.session-timeout-ms = 2000
                camel.component.kafka.heartbeat-interval-ms = 500
                iot-jobs.retry-delay = 20
                camel.route-template[out].template-id = iot-jobs-to-kafka
                camel.route-template[out].thing = t-1,t-2
                camel.route-template[out].topic = jobs
                camel.route-template[out].delay = 100ms
                camel.route-template[out].max-delay = 200ms
                camel.route-template[out].max-in-flight = 1
                camel.route-template[back].template-id = kafka-to-iot-jobs-report
                camel.route-template[back].topic = results
                camel.route-template[back].dead-letter-topic = dead
                """.formatted(emulator.endpoint(), kafka.bootstrapServers());
    }
}
