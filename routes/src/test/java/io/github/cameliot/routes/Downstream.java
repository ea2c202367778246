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

import io.github.cameliot.routes.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A system that carries jobs out: answers each record of the topic {@code jobs} at once in the topic {@code results}. */
final class Downstream implements AutoCloseable {

    private final AtomicInteger answered = new AtomicInteger();
    private final Topics topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread = new Thread(this::run, "downstream");
    private volatile boolean ends;

    Downstream(String bootstrapServers) {
        topics = new Topics(bootstrapServers);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "downstream",
                        "auto.offset.reset",
                        "earliest",
                        "reconnect.backoff.max.ms",
                        100),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of("jobs"));
        thread.start();
    }

    /** How many records it has answered; more than jobs, where one was published twice. */
    int answered() {
        return answered.get();
    }

    private void run() {
        while (!ends) {
            for (ConsumerRecord<String, byte[]> job : consumer.poll(Duration.ofMillis(50))) {
                topics.send(
                        new ProducerRecord<>("results", job.key(), answer(job).getBytes(UTF_8)));
                answered.incrementAndGet();
            }
        }
        consumer.close(Duration.ZERO);
    }

    private static String answer(ConsumerRecord<String, byte[]> job) {
        return "{\"thing\":\"%s\",\"jobId\":\"%s\",\"executionNumber\":%s,\"status\":\"%s\"}"
                .formatted(
                        header(job, "iot-job-thing"),
                        header(job, "iot-job-id"),
                        header(job, "iot-job-execution-number"),
                        new String(job.value(), UTF_8).contains("fail") ? "FAILED" : "SUCCEEDED");
    }

    private static String header(ConsumerRecord<String, byte[]> job, String name) {
        return new String(job.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        ends = true;
        thread.join();
        topics.close();
    }
}
