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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One consumer of three partitions, or three, and each kind of consumer group. */
class PartitionsTest {

    private static final int PARTITIONS = 3;
    private static final int RECORDS = 4;

    private static EmbeddedKafka kafka;
    private static Topics topics;
    private static int number;

    private final JobsEmulator emulator = JobsEmulator.start();
    private final String topic = "results-" + ++number;
    private final String group = "group-" + number;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(Map.of("group.coordinator.rebalance.protocols", "classic,consumer"));
        topics = new Topics(kafka.bootstrapServers());
        topics.create("dead", 1, Map.of());
    }

    @AfterAll
    static void stopKafka() {
        topics.close();
        kafka.close();
    }

    @AfterEach
    void stopEmulator() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, classic", "3, 2, classic", "1, 0, consumer"})
    void whileOnePartitionIsHeldNoneHasAGap(int consumers, int held, String protocol) throws Exception {
        writeResults();
        Fault unavailable =
                Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION).thing("t-" + held);

        try (Faults.ActiveFault away = emulator.faults().add(unavailable);
                App app = App.start(bridge(consumers, protocol))) {
            await().until(() -> {
                assertNoGap();
                return away.hits() > 20; // several rounds
            });
            assertThat(committed(held)).isZero();
            assertThat(topics.protocol(group)).isEqualToIgnoringCase(protocol);
            away.close();
            await().until(() -> IntStream.range(0, PARTITIONS).allMatch(p -> committed(p) == RECORDS));
            assertNoGap();
        }

        assertThat(topics.all("dead")).isEmpty();
    }

    private void writeResults() {
        topics.create(topic, PARTITIONS, Map.of());
        for (int p = 0; p < PARTITIONS; p++) {
            for (int i = 0; i < RECORDS; i++) {
                emulator.createJob(job(p, i), "{}", "t-" + p);
                String result = "{\"thing\":\"t-%d\",\"jobId\":\"%s\",\"executionNumber\":1,\"status\":\"FAILED\"}"
                        .formatted(p, job(p, i));
                topics.send(new ProducerRecord<>(topic, p, "t-" + p, result.getBytes(UTF_8)));
            }
        }
    }

    /** Each record before the committed offset of its partition is reported. */
    private void assertNoGap() {
        for (int p = 0; p < PARTITIONS; p++) {
            long committed = committed(p);
            for (int i = 0; i < committed; i++) {
                assertThat(emulator.execution("t-" + p, job(p, i)).status())
                        .as(job(p, i))
                        .isEqualTo(ExecutionStatus.FAILED);
            }
        }
    }

    private long committed(int partition) {
        return topics.committed(group, topic, partition).orElse(0L);
    }

    private static String job(int partition, int number) {
        return "job-" + partition + "-" + number;
    }

    private String bridge(int consumers, String protocol) {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.component.kafka.brokers = %s
                camel.component.kafka.additional-properties[group.protocol] = %s
                iot-jobs.retry-delay = 10
                camel.route-template[back].template-id = kafka-to-iot-jobs-report
                camel.route-template[back].topic = %s
                camel.route-template[back].dead-letter-topic = dead
                camel.route-template[back].group-id = %s
                camel.route-template[back].consumers-count = %s
                """.formatted(emulator.endpoint(), kafka.bootstrapServers(), protocol, topic, group, consumers);
    }
}
