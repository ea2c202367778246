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
package io.github.cameliot.routes.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest {

    @Test
    void aRestartedBrokerHasItsPortAndItsRecords() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                Topics topics = new Topics(kafka.bootstrapServers())) {
            topics.create("jobs", 2, Map.of());
            topics.send(new ProducerRecord<>("jobs", 0, "pump-12", "before".getBytes(UTF_8)));

            kafka.stop();
            kafka.startAgain();
            topics.send(new ProducerRecord<>("jobs", 1, "pump-17", "after".getBytes(UTF_8)));

            assertThat(topics.all("jobs"))
                    .extracting(r -> r.key() + "=" + new String(r.value(), UTF_8))
                    .containsExactlyInAnyOrder("pump-12=before", "pump-17=after");
        }
    }
}
