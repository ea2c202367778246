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
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationsTest {

    private static final String NEXT = "{\"timestamp\":1,\"execution\":{\"jobId\":\"ota-7\"},\"thing\":\"pump-12\"}";

    private static final String THINGS = "t-0,t-1,t-2,t-3,t-4,t-5,t-6,t-7";

    private static EmbeddedKafka kafka;
    private static Topics topics;
    private static int number;

    private JobsEmulator emulator;
    private String topic;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
        topics = new Topics(kafka.bootstrapServers());
    }

    @AfterAll
    static void stopKafka() {
        topics.close();
        kafka.close();
    }

    @BeforeEach
    void startEmulator() {
        emulator = JobsEmulator.start();
        emulator.createThing("pump-12");
        emulator.createThing(THINGS.split(","));
        topic = "notifications-" + ++number;
        topics.create(topic, 2, Map.of());
    }

    @AfterEach
    void stopEmulator() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                NEXT + "|",
                "{\"timestamp\":1,\"execution\":{\"jobId\":\"ota-7\"}}|pump-12",
                "{\"timestamp\":1,\"jobs\":{\"QUEUED\":[{\"jobId\":\"ota-7\"}]}}|pump-12",
                "not JSON|pump-12",
                "{}|pump-12",
                "{\"thingArn\":\"arn:aws:iot:us-east-1:123456789012:thing/pump-12\",\"status\":\"FAILED\"}|",
            })
    void aNotificationMakesTheWorkerRunTheJobLongBeforeItsSweep(String value, String key) throws Exception {
        try (App worker = App.start(worker("1h"))) {
            await().until(() -> emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION) == 1); // the first sweep
            emulator.createJob("ota-7", "{}", "pump-12");

            notify(key, value);

            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"timestamp\":1}|pump-12",
                "{\"timestamp\":1,\"execution\":{}}|pump-12",
                "{\"timestamp\":1,\"jobs\":{}}|pump-12",
                NEXT + "|valve-3",
                "not JSON|",
                "{\"timestamp\":1,\"execution\":{\"jobId\":\"ota-7\"}}|valve-3",
            })
    void anEmptyQueueAThingOfOthersAndARecordOfNoUseAskForNothingAndAreDone(String value, String key) throws Exception {
        try (App worker = App.start(worker("1h"))) {
            await().until(() -> emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION) == 1);

            notify(key, value.replace("\"thing\":\"pump-12\"", "\"thing\":\"valve-3\""));

            await().until(() -> topics.committed("iot-jobs-workers", topic, 0).orElse(0L) == 1);
        }
        assertThat(emulator.requests().total()).isEqualTo(1);
    }

    @Test
    void aThousandNotificationsOfOneThingAreAFewPollsAndAnEmptyKeyIsAWarning() throws Exception {
        try (LogLines log = LogLines.of(Notifications.class.getName());
                App worker = App.start(worker("1h"))) {
            await().until(() -> emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION) == 1);
            notify("", "{}");
            for (int i = 0; i < 999; i++) {
                notify("pump-12", "{}");
            }
            await().until(() -> topics.committed("iot-jobs-workers", topic, 0).orElse(0L) == 1000);
            emulator.createJob("ota-7", "{}", "pump-12");
            notify("pump-12", "{}");

            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
            assertThat(log.lines()).singleElement().asString().contains("names no thing");
        }
        // One a second, and the first; sending them takes a few seconds on a busy machine.
        assertThat(emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION)).isLessThan(60);
    }

    @Test
    void aJobWhoseWorkerDiedAfterItsCommitIsFoundByTheSweepOfAnother() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        try (var dead = emulator.faults().add(Fault.unavailable());
                App first = App.start(worker("1h"))) {
            notify("pump-12", NEXT);
            await().until(() -> topics.committed("iot-jobs-workers", topic, 0).orElse(0L) == 1);
        }
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);

        try (App second = App.start(worker("200ms"))) {
            await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void twoWorkersOfOneGroupHaveTheNotificationsAmongThemAndEachJobRunsOnce() throws Exception {
        try (App one = App.start(fleet("one", "1h"));
                App two = App.start(fleet("two", "1h"))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> topics.assigned("iot-jobs-workers").equals(List.of(1, 1)));
            createJobsAndNotify("ota-7");

            await().until(() -> executions("ota-7").allMatch(e -> e.status() == ExecutionStatus.SUCCEEDED));
        }

        assertThat(executions("ota-7")).as("queued, claimed, reported").allSatisfy(e -> assertThat(e.versionNumber())
                .isEqualTo(3));
        assertThat(executions("ota-7").collect(Collectors.groupingBy(NotificationsTest::worker, Collectors.counting())))
                .isEqualTo(Map.of("one", 4L, "two", 4L));
    }

    @Test
    void whatAKilledWorkerHadCommittedAndNotClaimedIsFoundByTheSweepOfTheOther(@TempDir Path folder) throws Exception {
        String[] all = THINGS.split(",");
        try (App two = App.start(fleet("two", "2s"));
                ChildApp one = ChildApp.start(folder, fleet("one", "1h"))) {
            await().atMost(Duration.ofSeconds(45))
                    .until(() -> topics.assigned("iot-jobs-workers").equals(List.of(1, 1)));
            try (var away = emulator.faults().add(Fault.unavailable().thing(all))) {
                createJobsAndNotify("ota-8");
                await().until(() -> IntStream.range(0, 2)
                        .allMatch(p ->
                                topics.committed("iot-jobs-workers", topic, p).orElse(0L) == 4));
                one.kill();
                assertThat(executions("ota-8")).allMatch(e -> e.status() == ExecutionStatus.QUEUED);
            }

            await().until(() -> executions("ota-8").allMatch(e -> e.status() == ExecutionStatus.SUCCEEDED));
        }

        assertThat(executions("ota-8")).allSatisfy(e -> {
            assertThat(worker(e)).isEqualTo("two");
            assertThat(e.versionNumber()).isEqualTo(3);
        });
    }

    private void createJobsAndNotify(String jobId) {
        String[] all = THINGS.split(",");
        emulator.createJob(jobId, "{}", all);
        for (int i = 0; i < all.length; i++) {
            topics.send(
                    new ProducerRecord<>(topic, i % 2, all[i], "{\"execution\":{\"jobId\":\"x\"}}".getBytes(UTF_8)));
        }
    }

    private Stream<Execution> executions(String jobId) {
        return Stream.of(THINGS.split(",")).map(thing -> emulator.execution(thing, jobId));
    }

    private static String worker(Execution execution) {
        return execution.statusDetails().get("claimedBy").replaceAll(".*worker=(\\w+).*", "$1");
    }

    private String fleet(String workerId, String sweep) {
        return worker(sweep).replace("thing = pump-12", "thing = " + THINGS)
                + "camel.kamelet.aws-iot-jobs-source.workerId = " + workerId;
    }

    private void notify(String key, String value) {
        topics.send(new ProducerRecord<>(topic, 0, key, value.getBytes(UTF_8)));
    }

    private String worker(String sweep) {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                camel.route-template[worker].template-id = iot-jobs-pipe
                camel.route-template[worker].source = kamelet:aws-iot-jobs-source
                camel.route-template[worker].sink = bean:work
                camel.beans.work = #class:io.github.cameliot.routes.Work
                camel.kamelet.aws-iot-jobs-source.thing = pump-12
                camel.kamelet.aws-iot-jobs-source.delay = %s
                camel.kamelet.aws-iot-jobs-source.maxDelay = %s
                camel.route-template[notifications].template-id = notifications-to-iot-jobs
                camel.route-template[notifications].source = kafka:%s
                """.formatted(emulator.endpoint(), kafka.bootstrapServers(), sweep, sweep, topic);
    }
}
