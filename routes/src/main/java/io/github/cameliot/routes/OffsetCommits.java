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

import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommitFactory;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offset of a record when its exchange has ended without an exception, as the {@code kafkaManualCommitFactory}
 * of a consumer with {@code allowManualCommit}. Of the records of a poll, the last of each partition is committed.
 *
 * <p>camel-kafka 4.18 commits them itself, too; 4.22 leaves all commits to the route (both seen in its sources). A step
 * of the route cannot do it: a commit without a response would be a failure of the record, and make a dead letter.
 */
public class OffsetCommits extends DefaultKafkaManualCommitFactory {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);

    @Override
    public KafkaManualCommit newInstance(CamelExchangePayload camel, KafkaRecordPayload kafka, CommitManager commits) {
        Exchange exchange = camel.exchange;
        if (exchange.getMessage().getHeader(KafkaHeaders.LAST_RECORD_BEFORE_COMMIT, false, boolean.class)) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange ended) {
                    if (ended.getException() == null) {
                        commit(kafka, commits);
                    }
                }

                @Override
                public boolean allowHandover() {
                    return false; // a Kafka consumer belongs to its thread
                }
            });
        }
        return super.newInstance(camel, kafka, commits);
    }

    private static void commit(KafkaRecordPayload kafka, CommitManager commits) {
        try {
            commits.forceCommit(kafka.partition, kafka.recordOffset);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Cannot commit record {} of partition {} of topic {}: {}. The next commit includes it; if there is none"
                            + " before a restart, the record is read again.",
                    kafka.recordOffset,
                    kafka.partition.partition(),
                    kafka.partition.topic(),
                    e.toString());
        }
    }
}
