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

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Makes Kafka consumers whose first commit, over all of them, has no answer in time; they stay in their group. */
public final class FailingCommit extends DefaultKafkaClientFactory {

    private final AtomicInteger commits = new AtomicInteger();

    int commits() {
        return commits.get();
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties properties) {
        return new KafkaConsumer<>(properties) {
            @Override
            public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
                if (commits.incrementAndGet() == 1) {
                    throw new TimeoutException("no answer (on purpose)");
                }
                super.commitSync(offsets, timeout);
            }
        };
    }
}
