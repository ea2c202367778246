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

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The bean of the template {@code iot-jobs-to-kafka}: sets the headers of a record and the status details of the hand-over.
 */
public final class Publication {

    /** The status detail that counts the publications, for the bridge to read; the others say where the record is. */
    static final String PUBLICATIONS = "publications";

    /** The header with the id of the claim that published the job. */
    static final String CLAIM = "iot-job-claim";

    private String topic;
    private Duration resultTimeout;
    private OnResultTimeout onResultTimeout;
    private int maxPublications;

    /**
     * Sets the headers of the record, or the outcome FAILED of a job without a result.
     *
     * <p>Header names are lower case and without {@code Camel}, which camel-kafka would leave out; values are text.
     */
    public void begin(Exchange exchange) {
        JobSession session = session(exchange);
        Message message = exchange.getMessage();
        if (session.isHandOverExpired() && isEnough(session)) {
            message.setHeader(IotJobsDataConstants.OUTCOME, "FAILED");
            message.setHeader(IotJobsDataConstants.OUTCOME_REASON, reason(session));
            return;
        }
        JobExecution job = session.execution();
        message.setHeader(KafkaHeaders.KEY, job.thing());
        message.setHeader("iot-job-thing", job.thing());
        message.setHeader("iot-job-id", job.jobId());
        message.setHeader("iot-job-execution-number", String.valueOf(job.executionNumber()));
        message.setHeader("iot-job-attempt", String.valueOf(session.attempt()));
        message.setHeader("iot-job-resumed", String.valueOf(session.isResumed()));
        message.setHeader(
                "iot-job-deadline",
                Instant.now()
                        .plus(resultTimeout)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        ClaimMarker.in(job.statusDetails()).ifPresent(mark -> message.setHeader(CLAIM, mark.claimId()));
        if (job.queuedAt() != null) {
            message.setHeader("iot-job-queued-at", job.queuedAt().toString());
        }
    }

    /** Makes the status details for the hand-over: where the record is. */
    public void published(Exchange exchange) {
        Message message = exchange.getMessage();
        RecordMetadata where = (RecordMetadata)
                message.getHeader(KafkaHeaders.RECORD_META, List.class).get(0);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("topic", where.topic());
        details.put("partition", where.partition());
        details.put("offset", where.offset());
        details.put(PUBLICATIONS, publications(session(exchange)) + 1);
        message.setHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, details);
    }

    private boolean isEnough(JobSession session) {
        return onResultTimeout == OnResultTimeout.fail || publications(session) >= maxPublications;
    }

    private String reason(JobSession session) {
        return "no result arrived within " + resultTimeout.toSeconds() + " s after the publication to topic " + topic
                + (onResultTimeout == OnResultTimeout.fail
                        ? " (onResultTimeout=fail)"
                        : ", " + publications(session) + " times (maxPublications=" + maxPublications + ")");
    }

    /** How often it was published and handed over before. */
    private static int publications(JobSession session) {
        String count = session.statusDetails().getOrDefault(PUBLICATIONS, "0");
        try {
            return Integer.parseInt(count);
        } catch (NumberFormatException e) {
            return 0; // a detail of that name that is not ours
        }
    }

    private static JobSession session(Exchange exchange) {
        return exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public void setResultTimeout(Duration resultTimeout) {
        this.resultTimeout = resultTimeout;
    }

    public void setOnResultTimeout(OnResultTimeout onResultTimeout) {
        this.onResultTimeout = onResultTimeout;
    }

    /** From 1. */
    public void setMaxPublications(int maxPublications) {
        if (maxPublications < 1) {
            throw new IllegalArgumentException("maxPublications=" + maxPublications
                    + " is not possible: a job is published at least once. Use 1 or more.");
        }
        this.maxPublications = maxPublications;
    }
}
