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
package io.github.cameliot.routes.workflow.handler;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Returns a job that waits for an approval to the workers, or ends it. The bean of the Kamelet
 * {@code aws-iot-jobs-approve-action}, which calls it three times for a message: before a describe, between it and the
 * update, and after the update.
 */
public final class Approvals {

    /** The exchange property that says what to do: {@code approve}, {@code reject}, or {@code nothing}. */
    static final String DECISION = "iot-approval";

    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private static final String MESSAGE = "iot-approval-message";
    private static final String BODY = "iot-approval-body";
    private static final String ASIDE = "iot-approval-aside";

    /** Headers that would control the calls if the caller has set them. */
    private static final List<String> INPUTS = List.of(
            IotJobsDataConstants.THING,
            IotJobsDataConstants.JOB_ID,
            IotJobsDataConstants.EXECUTION_NUMBER,
            IotJobsDataConstants.UPDATE_STATUS,
            IotJobsDataConstants.UPDATE_STATUS_DETAILS,
            IotJobsDataConstants.EXPECTED_VERSION,
            IotJobsDataConstants.STEP_TIMEOUT);

    /**
     * Sets which execution to describe.
     *
     * @throws IllegalArgumentException when the body is no decision
     */
    public void read(Exchange exchange) {
        Message message = exchange.getMessage();
        Decision decision = Decision.parse(message.getBody(byte[].class));
        Map<String, Object> aside = new LinkedHashMap<>();
        INPUTS.stream()
                .filter(name -> message.getHeader(name) != null)
                .forEach(name -> aside.put(name, message.removeHeader(name)));
        exchange.setProperty(ASIDE, aside);
        exchange.setProperty(BODY, message.getBody());
        exchange.setProperty(MESSAGE, decision);
        message.setHeader(IotJobsDataConstants.THING, decision.thing());
        message.setHeader(IotJobsDataConstants.JOB_ID, decision.jobId());
        message.setHeader(IotJobsDataConstants.EXECUTION_NUMBER, decision.executionNumber());
    }

    /**
     * The execution was described: sets what to do with it, and to which version of it.
     *
     * @throws IllegalStateException when it does not wait for this approval
     */
    public void decide(Exchange exchange) {
        Message message = exchange.getMessage();
        Decision decision = exchange.getProperty(MESSAGE, Decision.class);
        Map<String, String> details = new LinkedHashMap<>();
        message.getHeader(IotJobsDataConstants.STATUS_DETAILS, Map.of(), Map.class)
                .forEach((key, value) -> details.put(String.valueOf(key), String.valueOf(value)));
        Approval shown =
                Approval.in(details).orElseThrow(() -> refusal(decision, "the job does not wait for an approval"));
        if (decision.approved() && isDone(decision, shown)) {
            LOG.info("Step {} of job {} was already approved by {}", shown.step(), decision.jobId(), shown.text());
            exchange.setProperty(DECISION, "nothing");
            return;
        }
        check(message, decision, shown, details);
        Approval.State state = decision.approved() ? Approval.State.approved : Approval.State.rejected;
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> told = new LinkedHashMap<>();
        told.put(HandlerConstants.APPROVAL_DETAIL, new Approval(state, shown.step(), now, decision.by()).format());
        if (!decision.approved()) {
            told.put(StatusDetails.REASON, "rejected by " + decision.by());
            details.forEach(told::putIfAbsent);
            told.put(ClaimMarker.KEY, details.get(ClaimMarker.KEY));
            message.setHeader(IotJobsDataConstants.UPDATE_STATUS, ExecutionStatus.REJECTED.name());
        }
        message.setHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, told);
        message.setHeader(
                IotJobsDataConstants.EXPECTED_VERSION, message.getHeader(IotJobsDataConstants.VERSION_NUMBER));
        exchange.setProperty(DECISION, decision.approved() ? "approve" : "reject");
    }

    /** A message that is delivered twice has approved the step already. */
    private static boolean isDone(Decision decision, Approval shown) {
        return shown.state() == Approval.State.approved
                && shown.text().equals(decision.by())
                && (decision.step() == null || !decision.step().matches("\\d+") || decision.isOf(shown, null));
    }

    private static void check(Message message, Decision decision, Approval shown, Map<String, String> details) {
        if (shown.state() != Approval.State.waiting) {
            throw refusal(decision, "step " + shown.step() + " was " + shown.state() + " by " + shown.text());
        }
        if (!decision.isOf(shown, shown.text())) {
            throw refusal(
                    decision,
                    "the job waits for step " + shown.step() + " (" + shown.text()
                            + "), not for the step in the message");
        }
        boolean isHanded = ExecutionStatus.IN_PROGRESS.name().equals(message.getHeader(IotJobsDataConstants.STATUS))
                && ClaimMarker.in(details)
                        .filter(m -> m.state() == ClaimMarker.State.handed)
                        .isPresent();
        if (!isHanded) {
            throw refusal(decision, "a worker is running the job at this moment; send the approval again");
        }
    }

    private static IllegalStateException refusal(Decision decision, String found) {
        return new IllegalStateException("The approval of job " + decision.jobId() + " on thing " + decision.thing()
                + ", execution " + decision.executionNumber() + ", is not accepted: " + found + ".");
    }

    /** Restores body and headers of the caller. */
    public void end(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<?, ?> aside = exchange.getProperty(ASIDE, Map.of(), Map.class);
        if (exchange.getProperty(MESSAGE) != null) {
            INPUTS.forEach(message::removeHeader);
            message.setBody(exchange.getProperty(BODY));
        }
        aside.forEach((name, value) -> message.setHeader(String.valueOf(name), value));
        List.of(ASIDE, BODY, MESSAGE, DECISION).forEach(exchange::removeProperty);
    }
}
