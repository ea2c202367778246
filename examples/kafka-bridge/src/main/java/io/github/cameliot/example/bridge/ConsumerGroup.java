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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.TopicPartition;

/** The consumer group of the bridges, as the broker knows it. */
final class ConsumerGroup implements AutoCloseable {

    private final Admin admin;

    ConsumerGroup(String brokers) {
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** How many consumers have partitions now; 0 while the group rebalances. */
    long members() throws Exception {
        return group().state() == ConsumerGroupState.STABLE
                ? group().members().stream()
                        .filter(member -> !member.assignment().topicPartitions().isEmpty())
                        .count()
                : 0;
    }

    /** The partitions of the results that this bridge has. */
    Set<Integer> partitions(String bridge) throws Exception {
        return group().members().stream()
                .filter(member -> member.clientId().equals(bridge))
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private ConsumerGroupDescription group() throws Exception {
        return admin.describeConsumerGroups(List.of(TestBed.GROUP)).all().get().get(TestBed.GROUP);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
