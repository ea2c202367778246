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
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step that waits until somebody approves. It hands the job over, so no worker is occupied while it waits, and is finished
 * when the job comes back approved. The bean of the Kamelet {@code aws-iot-jobs-approval-action}; {@link Approvals} gives the job
 * back. The page {@code handlers.adoc} says what it guarantees.
 */
public final class WaitForApproval {

    private static final Logger LOG = LoggerFactory.getLogger(WaitForApproval.class);

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int LONGEST_SHOWN = 50;

    private Duration timeout = Duration.ofDays(1);
    private OnApprovalTimeout onTimeout = OnApprovalTimeout.fail;

    /**
     * Hands the job over, and stops the route of the step; or sets {@link WorkflowConstants#STEP_RESULT} to who approved it.
     *
     * @throws ApprovalTimeoutException when nobody did in time, with {@code onTimeout=fail}
     * @throws JobRejectedException likewise with {@code reject}; or for a time in the document that is none
     */
    public void waitFor(Exchange exchange) throws InterruptedException {
        Message message = exchange.getMessage();
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        if (session == null) {
            throw new IllegalStateException(
                    "Cannot wait for an approval: this exchange has no session of a job. Claim it"
                            + " by from(\"iot-jobs-data:startNext\") or by startNext with session=true.");
        }
        int step = message.getHeader(WorkflowConstants.STEP_INDEX, 1, Integer.class);
        Approval shown = Approval.in(session.statusDetails())
                .filter(a -> a.step() == step)
                .orElseGet(() -> first(session, message, step));
        Instant now = session.serviceTime();
        switch (shown.state()) {
            case approved -> message.setHeader(WorkflowConstants.STEP_RESULT, shown.format());
            case rejected -> throw new JobRejectedException("rejected by " + shown.text());
            case waiting -> {
                if (now.isBefore(shown.time())) {
                    handOver(session, Duration.between(now, shown.time()), shown);
                    exchange.setRouteStop(true); // what follows in the route is for a step that was approved
                } else {
                    timedOut(message, shown);
                }
            }
        }
    }

    private Approval first(JobSession session, Message message, int step) {
        Instant until = session.serviceTime().plus(time(message)).truncatedTo(ChronoUnit.SECONDS);
        String name = message.getHeader(WorkflowConstants.STEP_NAME, "", String.class);
        return new Approval(Approval.State.waiting, step, until, name);
    }

    /** The time in the document, else the option. */
    private Duration time(Message message) {
        List<?> arguments = message.getHeader(WorkflowConstants.STEP_ARGUMENTS, List.of(), List.class);
        String text =
                arguments.isEmpty() ? "" : String.valueOf(arguments.get(0)).strip();
        if (text.isEmpty()) {
            return timeout;
        }
        Matcher time = TIME.matcher(text);
        Duration given =
                time.matches() ? Duration.of(Long.parseLong(time.group(1)), UNITS.get(time.group(2))) : Duration.ZERO;
        if (!isPossible(given)) {
            throw new JobRejectedException(
                    "Cannot wait '" + OneLine.of(text, LONGEST_SHOWN) + "' for an approval. Use 1s to 7d, as in 2h.");
        }
        return given;
    }

    private static boolean isPossible(Duration time) {
        return time.compareTo(SHORTEST) >= 0 && time.compareTo(ClaimMarker.LONGEST_HAND_OVER) <= 0;
    }

    /** One write; tried again while the service does not accept it and the job is ours. */
    private static void handOver(JobSession session, Duration time, Approval waiting) throws InterruptedException {
        Duration left = session.remaining();
        if (left != null && left.compareTo(time) < 0) {
            LOG.warn(
                    "{} waits for an approval until {}, but AWS times the job out in {} s. Give the job a longer"
                            + " in-progress timeout.",
                    session.execution().id(),
                    waiting.time(),
                    left.toSeconds());
        }
        Duration whole = time.compareTo(SHORTEST) < 0 ? SHORTEST : time;
        for (int attempt = 1; ; attempt++) {
            try {
                session.handOver(
                        whole, JobSession.userDetails(Map.of(HandlerConstants.APPROVAL_DETAIL, waiting.format())));
                return;
            } catch (JobsCallException e) {
                boolean isRefused = e.statusCode() >= 400 && e.statusCode() < 500 && e.statusCode() != 429;
                if (isRefused || attempt == MOST_ATTEMPTS || session.state() != State.OPEN) {
                    throw e;
                }
                LOG.debug(
                        "The hand-over of {} is tried again",
                        session.execution().id(),
                        e);
                TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
            }
        }
    }

    private void timedOut(Message message, Approval waiting) {
        String what = "not approved until " + waiting.time();
        switch (onTimeout) {
            case fail -> throw new ApprovalTimeoutException(what);
            case reject -> throw new JobRejectedException(what);
            case proceed -> message.setHeader(WorkflowConstants.STEP_RESULT, what);
        }
    }

    /** How long to wait where the step does not say; 1d. */
    public void setTimeout(Duration timeout) {
        if (!isPossible(timeout)) {
            throw new IllegalArgumentException(
                    "timeout=" + timeout + " is not possible. Use 1s to 7d, as in timeout=2h.");
        }
        this.timeout = timeout;
    }

    /** What happens to a job that nobody approved in time; fail. */
    public void setOnTimeout(OnApprovalTimeout onTimeout) {
        this.onTimeout = onTimeout;
    }
}
