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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory.CamelExchangePayload;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory.KafkaRecordPayload;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without the commits that camel-kafka 4.18 makes by itself. */
class OffsetCommitsTest {

    private final List<Long> committed = new ArrayList<>();
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:record").process(exchange -> {
                    assertThat(committed).as("before the end").isEmpty();
                    exchange.getMessage().removeHeaders("*");
                    if (exchange.getMessage().getBody(String.class).equals("poison")) {
                        throw new IllegalArgumentException("poison");
                    }
                });
            }
        });
        camel.start();
    }

    @AfterEach
    void close() throws Exception {
        camel.close();
    }

    @Test
    void theLastRecordOfAPartitionIsCommittedWhenItsExchangeEndsWell() {
        record("{}", true, new Commits());

        assertThat(committed).containsExactly(7L);
    }

    @Test
    void aRecordWithOthersAfterItIsCommittedWithThem() {
        record("{}", false, new Commits());

        assertThat(committed).isEmpty();
    }

    @Test
    void aRecordWhoseExchangeFailsIsNotCommitted() {
        Exchange failed = record("poison", true, new Commits());

        assertThat(failed.getException()).hasMessage("poison");
        assertThat(committed).isEmpty();
    }

    @Test
    void aCommitWithoutAResponseIsNoFailureOfTheRecord() {
        Exchange ended = record("{}", true, new Commits() {
            @Override
            public void forceCommit(TopicPartition partition, long offset) {
                super.forceCommit(partition, offset);
                throw new TimeoutException("no answer");
            }
        });

        assertThat(committed).containsExactly(7L);
        assertThat(ended.getException()).isNull();
    }

    private Exchange record(String body, boolean last, CommitManager commits) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeader(KafkaHeaders.LAST_RECORD_BEFORE_COMMIT, last);
        new OffsetCommits()
                .newInstance(
                        new CamelExchangePayload(exchange, null, "thread", null),
                        new KafkaRecordPayload(new TopicPartition("commands", 0), 7, 5_000),
                        commits);
        return camel.createProducerTemplate().send("direct:record", exchange);
    }

    private class Commits implements CommitManager {

        @Override
        public KafkaManualCommit getManualCommit(
                Exchange exchange, TopicPartition partition, ConsumerRecord<Object, Object> consumerRecord) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void commit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void commit(TopicPartition partition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forceCommit(TopicPartition partition, long partitionLastOffset) {
            committed.add(partitionLastOffset);
        }

        @Override
        public void recordOffset(TopicPartition partition, long partitionLastOffset) {
            throw new UnsupportedOperationException();
        }
    }
}
