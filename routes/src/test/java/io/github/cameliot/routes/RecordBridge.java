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

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import io.github.cameliot.routes.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A bridge from a topic of records to the service, for all tests of a class, with the broker and the emulator between which
 * it stands. Each test has a job of its own, and waits until the bridge has committed its records.
 */
final class RecordBridge implements AutoCloseable {

    /** Larger than the records that the dead-letter topic takes. */
    private static final Map<String, String> LARGEST_RECORD = Map.of("max.message.bytes", "5000000");

    private static final Map<String, String> LARGEST_DEAD_LETTER = Map.of("max.message.bytes", "3000000");
    private static final String DEAD_LETTERS = "dead";

    private final String template;
    private final String topic;
    private final String group;
    private final JobsEmulator emulator = JobsEmulator.start();
    private final EmbeddedKafka kafka = EmbeddedKafka.start();
    private final Topics topics = new Topics(kafka.bootstrapServers());
    private final App app;
    private int jobs;

    private RecordBridge(String template, String topic, String group, String more) throws Exception {
        this.template = template;
        this.topic = topic;
        this.group = group;
        topics.create(topic, 1, LARGEST_RECORD);
        topics.create(DEAD_LETTERS, 1, LARGEST_DEAD_LETTER);
        app = App.start(properties(more));
    }

    /**
     * A bridge that reports the results in the topic {@code results}.
     *
     * @param more properties besides its template and its connections
     */
    static RecordBridge reporting(String more) throws Exception {
        return new RecordBridge("kafka-to-iot-jobs-report", "results", "iot-jobs-report", more);
    }

    /** A bridge that creates a job for each command in the topic {@code commands}. */
    static RecordBridge creating() throws Exception {
        return new RecordBridge("kafka-to-iot-jobs-create", "commands", "iot-jobs-create", "");
    }

    /** The properties of a bridge as this one; {@code more} overrides them. */
    String properties(String more) {
        return """
                camel.component.iot-jobs-data.uri-endpoint-override = %1$s
                camel.component.iot-jobs.uri-endpoint-override = %1$s
                camel.component.iot-jobs.region = us-east-1
                camel.component.iot-jobs.access-key = emulator
                camel.component.iot-jobs.secret-key = emulator
                camel.component.kafka.brokers = %2$s
                iot-jobs.retry-delay = 10
                camel.route-template[bridge].template-id = %3$s
                camel.route-template[bridge].topic = %4$s
                camel.route-template[bridge].dead-letter-topic = %5$s
                %6$s
                """.formatted(emulator.endpoint(), kafka.bootstrapServers(), template, topic, DEAD_LETTERS, more);
    }

    /** Ends all faults of the test before. */
    String nextJob() {
        emulator.faults().clear();
        return "job-" + ++jobs;
    }

    JobsEmulator emulator() {
        return emulator;
    }

    Topics topics() {
        return topics;
    }

    App app() {
        return app;
    }

    /** Writes a record, and returns its offset. */
    long write(String key, byte[] value) {
        return topics.send(new ProducerRecord<>(topic, 0, key, value)).offset();
    }

    long write(String key, String value) {
        return write(key, value.getBytes(UTF_8));
    }

    /** Writes a record and waits until the bridge has committed it. */
    void send(String key, String value) {
        awaitCommitted(write(key, value));
    }

    /** The same of a record that must become a dead letter. */
    ConsumerRecord<String, byte[]> sendDead(ProducerRecord<String, byte[]> written) {
        int before = topics.all(DEAD_LETTERS).size();
        awaitCommitted(topics.send(written).offset());
        List<ConsumerRecord<String, byte[]>> dead = topics.all(DEAD_LETTERS);
        assertThat(dead).hasSize(before + 1);
        return dead.get(before);
    }

    ConsumerRecord<String, byte[]> sendDead(String key, byte[] value) {
        return sendDead(new ProducerRecord<>(topic, 0, key, value));
    }

    private void awaitCommitted(long offset) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> committed() > offset);
    }

    /** The offset that the bridge has committed: of the record that it would read next. */
    long committed() {
        return topics.committed(group, topic, 0).orElse(0L);
    }

    /** The dead letters that name this job. */
    List<ConsumerRecord<String, byte[]>> deadLetters(String job) {
        return topics.all(DEAD_LETTERS).stream()
                .filter(r -> r.value() != null && new String(r.value(), UTF_8).contains("\"" + job + "\""))
                .toList();
    }

    List<String> reasons(String job) {
        return deadLetters(job).stream().map(RecordBridge::reason).toList();
    }

    static String reason(ConsumerRecord<String, byte[]> deadLetter) {
        return header(deadLetter, "iot-dead-letter-reason");
    }

    static String message(ConsumerRecord<String, byte[]> deadLetter) {
        return header(deadLetter, "iot-dead-letter-message");
    }

    /** Null where the record has no such header. */
    static String header(ConsumerRecord<String, byte[]> found, String name) {
        Header header = found.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        app.close();
        topics.close();
        kafka.close();
        emulator.close();
    }
}
