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
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Out by one template, back by the other, in one process or in two. */
class BridgeTest {

    private static final int JOBS = 30;
    private static final String THINGS = "t-0,t-1,t-2,t-3,t-4";

    private EmbeddedKafka kafka;
    private Topics topics;
    private JobsEmulator emulator;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start();
        topics = new Topics(kafka.bootstrapServers());
        topics.create("jobs", 2, Map.of());
        topics.create("results", 2, Map.of());
        topics.create("dead", 1, Map.of());
        emulator = JobsEmulator.start();
        emulator.createThing(THINGS.split(","));
    }

    @AfterEach
    void stop() {
        emulator.close();
        topics.close();
        kafka.close();
    }

    @Test
    void everyJobComesBackByOneClaimAndTwoUpdates() throws Exception {
        createJobs();

        try (Downstream downstream = new Downstream(kafka.bootstrapServers());
                App bridge = App.start(bridge() + publish() + report())) {
            awaitAll();

            assertThat(downstream.answered()).isEqualTo(JOBS);
        }
        assertResults();
        // A result that is quicker than the hand-over spares that; each queue is found empty once.
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isLessThanOrEqualTo(2 * JOBS);
        assertThat(emulator.requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION))
                .as("of the things, and those of the jobs")
                .isLessThanOrEqualTo(JOBS + THINGS.split(",").length);
    }

    @Test
    void inTwoProcessesAQuickResultIsNoTrouble() throws Exception {
        createJobs();

        try (Downstream downstream = new Downstream(kafka.bootstrapServers());
                App out = App.start(bridge() + publish());
                App back = App.start(bridge() + report())) {
            awaitAll();
        }

        assertResults();
    }

    @Test
    void aBrokerThatRestartsInMidFlowLosesNoJobAndNoResult() throws Exception {
        createJobs();

        try (Downstream downstream = new Downstream(kafka.bootstrapServers());
                App bridge = App.start(bridge() + publish() + report())) {
            await().until(() -> downstream.answered() > 5);
            kafka.stop();
            kafka.startAgain();
            awaitAll();
        }

        assertResults();
    }

    @Test
    void aResultThatWasReportedAndNotCommittedIsADuplicateTheNextTime() throws Exception {
        handOver("ota-7", "t-0");
        try (App bridge = App.start(bridge() + report())) {
            result("ota-7", "t-0");
            awaitCommitted(1);
        }
        topics.rewind("iot-jobs-report", "results", 0, 0); // as if it had been killed before its commit

        try (App bridge = App.start(bridge() + report())) {
            awaitCommitted(1);
        }

        assertThat(emulator.execution("t-0", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(topics.all("dead")).isEmpty();
    }

    @Test
    void aCommitThatFailsLosesNoRecord() throws Exception {
        handOver("ota-7", "t-0");
        handOver("ota-8", "t-1");
        result("ota-7", "t-0");
        result("ota-8", "t-1");

        try (App bridge = App.start(bridge() + report() + """
                camel.beans.factory = #class:io.github.cameliot.routes.FailingCommit
                camel.component.kafka.kafka-client-factory = #bean:factory
                """)) {
            awaitCommitted(2);

            FailingCommit factory = bridge.context().getRegistry().lookupByNameAndType("factory", FailingCommit.class);
            assertThat(factory.commits()).as("one failed, and another followed").isGreaterThanOrEqualTo(2);
        }

        assertThat(emulator.execution("t-0", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("t-1", "ota-8").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(topics.all("dead")).isEmpty();
    }

    private void handOver(String jobId, String thing) throws Exception {
        emulator.createJob(jobId, "{}", thing);
        try (App bridge = App.start(bridge() + publish())) {
            await().until(() -> emulator.execution(thing, jobId).statusDetails().containsKey("offset"));
        }
    }

    private void result(String jobId, String thing) {
        String value = "{\"thing\":\"%s\",\"jobId\":\"%s\",\"executionNumber\":1,\"status\":\"SUCCEEDED\"}"
                .formatted(thing, jobId);
        topics.send(new ProducerRecord<>("results", 0, thing, value.getBytes(UTF_8)));
    }

    private void awaitCommitted(long offset) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> topics.committed("iot-jobs-report", "results", 0).orElse(0L) == offset);
    }

    private void createJobs() {
        IntStream.range(0, JOBS)
                .forEach(i -> emulator.createJob("job-" + i, i % 7 == 6 ? "{\"do\":\"fail\"}" : "{}", "t-" + i % 5));
    }

    private void awaitAll() {
        await().atMost(Duration.ofSeconds(30)).until(() -> executions().allMatch(e -> e.status() == expected(e)));
    }

    private void assertResults() {
        assertThat(executions()).allSatisfy(e -> assertThat(e.status()).isEqualTo(expected(e)));
        assertThat(topics.all("dead")).isEmpty();
    }

    private static ExecutionStatus expected(Execution execution) {
        int i = Integer.parseInt(execution.jobId().substring("job-".length()));
        return i % 7 == 6 ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED;
    }

    private Stream<Execution> executions() {
        return IntStream.range(0, JOBS).mapToObj(i -> emulator.execution("t-" + i % 5, "job-" + i));
    }

    private String bridge() {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                iot-jobs.retry-delay = 20
                """.formatted(emulator.endpoint(), kafka.bootstrapServers());
    }

    private static String publish() {
        return """
                camel.route-template[out].template-id = iot-jobs-to-kafka
                camel.route-template[out].thing = %s
                camel.route-template[out].topic = jobs
                camel.route-template[out].delay = 100ms
                camel.route-template[out].max-delay = 200ms
                """.formatted(THINGS);
    }

    private static String report() {
        return """
                camel.route-template[back].template-id = kafka-to-iot-jobs-report
                camel.route-template[back].topic = results
                camel.route-template[back].dead-letter-topic = dead
                """;
    }
}
