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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import io.github.cameliot.routes.workflow.handler.HandlerConstants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean of the Kamelet {@code aws-iot-jobs-report-sink}: a result as JSON becomes the headers of an update. */
public final class Results {

    private static final Logger LOG = LoggerFactory.getLogger(Results.class);

    /** Status details that bridges and workers use for decisions. They are never taken from a record. */
    private static final List<String> RESERVED = List.of(
            ClaimMarker.KEY,
            Publication.PUBLICATIONS,
            WorkflowConstants.STATE_DETAIL,
            HandlerConstants.APPROVAL_DETAIL);

    private final AtomicBoolean reservedSaid = new AtomicBoolean();

    private JsonRecords records = records(Envelope.none);
    private boolean claimChecked;

    private static JsonRecords records(Envelope envelope) {
        return new JsonRecords("result.schema.json", new RecordValue(envelope, Set.of("executionNumber")));
    }

    public void setEnvelope(Envelope envelope) {
        records = records(envelope);
    }

    /** Whether a result must have the header {@link Publication#CLAIM} of the claim that has the job. */
    public void setClaimChecked(boolean claimChecked) {
        this.claimChecked = claimChecked;
    }

    /**
     * Sets what to report for which execution.
     *
     * @throws UnusableRecordException when the body is not a result; its schema is {@code result.schema.json}
     */
    public void read(Exchange exchange) {
        Message message = exchange.getMessage();
        JsonNode result = records.read(message.getBody(byte[].class));
        message.setHeader(IotJobsDataConstants.THING, result.get("thing").textValue());
        message.setHeader(IotJobsDataConstants.JOB_ID, result.get("jobId").textValue());
        message.setHeader(
                IotJobsDataConstants.EXECUTION_NUMBER,
                result.get("executionNumber").longValue());
        message.setHeader(
                IotJobsDataConstants.UPDATE_STATUS, result.get("status").textValue());
        message.removeHeader(IotJobsDataConstants.EXPECTED_VERSION);
        message.removeHeader(IotJobsDataConstants.STEP_TIMEOUT);
        message.removeHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS);
        Map<String, Object> details = new LinkedHashMap<>();
        result.path("statusDetails")
                .properties()
                .forEach(e -> details.put(
                        e.getKey(), e.getValue().isNull() ? null : e.getValue().asText()));
        details.values().removeIf(Objects::isNull);
        if (details.keySet().removeAll(RESERVED)) {
            reserved(message);
        }
        if (!details.isEmpty()) {
            message.setHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, details);
        }
    }

    /** Whether the execution must be described before the report. */
    public boolean needsExecution(Exchange exchange) {
        return claimChecked || keepsDetails(exchange.getMessage());
    }

    private static boolean keepsDetails(Message message) {
        return ExecutionStatus.IN_PROGRESS.name().equals(message.getHeader(IotJobsDataConstants.UPDATE_STATUS))
                && message.getHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS) != null;
    }

    /**
     * The execution was described: the headers show it, and the report is for this version of it.
     *
     * @throws UnusableRecordException when the claim is checked, and the result does not belong to it
     */
    public void described(Exchange exchange) {
        Message message = exchange.getMessage();
        if (claimChecked) {
            checkClaim(message);
        }
        if (keepsDetails(message)) {
            keepDetails(message);
        }
        message.setHeader(
                IotJobsDataConstants.EXPECTED_VERSION, message.getHeader(IotJobsDataConstants.VERSION_NUMBER));
    }

    private static void checkClaim(Message message) {
        String given = message.getHeader(Publication.CLAIM, String.class);
        Map<String, String> details = new LinkedHashMap<>();
        message.getHeader(IotJobsDataConstants.STATUS_DETAILS, Map.of(), Map.class)
                .forEach((key, value) -> details.put(String.valueOf(key), String.valueOf(value)));
        boolean same = given != null
                && ClaimMarker.in(details)
                        .filter(marker -> marker.claimId().equals(given))
                        .isPresent();
        if (!same) {
            throw new UnusableRecordException(
                    DeadLetterReason.OTHER_CLAIM,
                    given == null
                            ? "the record has no header " + Publication.CLAIM + ", which claimChecked=true requires"
                            : "the header " + Publication.CLAIM + " is not the ID of the claim that has the job",
                    null);
        }
    }

    /**
     * Adds the details of a report that is not terminal to those of the execution, which was just described: an update
     * replaces all details, and the deadline of the hand-over is one of them.
     */
    private static void keepDetails(Message message) {
        Map<String, Object> all = new LinkedHashMap<>();
        Map<?, ?> found = message.getHeader(IotJobsDataConstants.STATUS_DETAILS, Map.of(), Map.class);
        Map<?, ?> given = message.getHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, Map.of(), Map.class);
        // In this order: if there are too many, the last ones are cut.
        RESERVED.stream().filter(found::containsKey).forEach(key -> all.put(key, found.get(key)));
        given.forEach((key, value) -> all.putIfAbsent(String.valueOf(key), value));
        found.forEach((key, value) -> all.putIfAbsent(String.valueOf(key), value));
        message.setHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, all);
    }

    private void reserved(Message message) {
        String line =
                "A result contains status details that only workers and bridges may write ({}). They are left out: {}";
        if (reservedSaid.compareAndSet(false, true)) {
            LOG.warn(line + ". Later ones are logged at DEBUG.", RESERVED, DeadLetters.place(message));
        } else {
            LOG.debug(line, RESERVED, DeadLetters.place(message));
        }
    }
}
