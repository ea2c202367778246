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
package io.github.cameliot.jobsdata.operation;

import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.IotJobsDataOperation;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.options.HeaderOrOption;
import io.github.cameliot.jobsdata.options.StepTimeouts;
import io.github.cameliot.jobsdata.options.WholeNumbers;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of a producer's call: the header if it is set, else the option. Each method throws an
 * IllegalArgumentException with the name of the header or option if its value cannot be used.
 */
public final class CallValues {

    private static final Logger LOG = LoggerFactory.getLogger(CallValues.class);

    private final HeaderOrOption values;
    private final IotJobsDataConfiguration options;
    private final Map<String, Object> statusDetails;
    private final AtomicBoolean changeLogged = new AtomicBoolean();

    /** @param statusDetails the details that the endpoint sends if the message has none */
    public CallValues(
            IotJobsDataOperation operation, IotJobsDataConfiguration options, Map<String, Object> statusDetails) {
        this.values = new HeaderOrOption("iot-jobs-data:" + operation);
        this.options = options;
        this.statusDetails = statusDetails;
    }

    boolean hasThing(Message message) {
        return options.getThing() != null || message.getHeader(IotJobsDataConstants.THING) != null;
    }

    String thing(Message message) {
        return values.require(
                message,
                IotJobsDataConstants.THING,
                "thing=pump-12",
                options.getThing(),
                (name, v) -> Names.thing(name, v.toString()));
    }

    /** @return null if neither is set */
    String jobId(Message message) {
        return values.text(message, IotJobsDataConstants.JOB_ID, options.getJobId());
    }

    String requiredJobId(Message message) {
        return values.require(
                message,
                IotJobsDataConstants.JOB_ID,
                "jobId=ota-7",
                options.getJobId(),
                (name, v) -> Names.jobId(name, v.toString()));
    }

    /** The details and options that update sends for this execution. */
    Update update(Message message, String thing, String jobId, Long executionNumber) {
        return new Update(
                thing,
                jobId,
                status(message),
                executionNumber,
                expectedVersion(message),
                statusDetails(message),
                stepTimeout(message));
    }

    /** The job id, or {@code $next} if there is none. */
    String jobIdOrNext(Message message) {
        String given = jobId(message);
        return given == null || given.equals(Names.NEXT) ? Names.NEXT : requiredJobId(message);
    }

    ExecutionStatus status(Message message) {
        return values.require(
                message,
                IotJobsDataConstants.UPDATE_STATUS,
                "status=SUCCEEDED",
                options.getStatus(),
                (name, v) -> ExecutionStatus.settable(name, v.toString()));
    }

    Long executionNumber(Message message) {
        return values.orNull(
                message,
                IotJobsDataConstants.EXECUTION_NUMBER,
                "executionNumber",
                options.getExecutionNumber(),
                WholeNumbers::counted);
    }

    Long expectedVersion(Message message) {
        return values.orNull(
                message,
                IotJobsDataConstants.EXPECTED_VERSION,
                "expectedVersion",
                options.getExpectedVersion(),
                WholeNumbers::counted);
    }

    /**
     * The status details without the claim marker, which only a session writes. The marker is kept if a describe on
     * this message has returned it and a version is expected: an update replaces all details, so it would remove the
     * claim of another worker.
     *
     * @return null if there are none: the execution keeps its details
     */
    StatusDetails statusDetails(Message message) {
        StatusDetails details = statusDetails(
                message,
                given -> isMarkerShown(message, given)
                        ? withMarker(given)
                        : JobSession.userDetails(given, StatusDetails.MOST_PAIRS));
        // The details contain only the claim marker, which is left out. Sending no details would remove all details of
        // the execution.
        return details == null || details.pairs().isEmpty() ? null : details;
    }

    private boolean isMarkerShown(Message message, Map<?, ?> given) {
        Object marker = given.get(ClaimMarker.KEY);
        return marker != null
                && message.getHeader(IotJobsDataConstants.STATUS_DETAILS) instanceof Map<?, ?> shown
                && marker.equals(shown.get(ClaimMarker.KEY))
                && expectedVersion(message) != null;
    }

    private static StatusDetails withMarker(Map<?, ?> given) {
        StatusDetails others = JobSession.userDetails(given);
        Map<String, String> all = new LinkedHashMap<>(others.pairs());
        all.put(ClaimMarker.KEY, given.get(ClaimMarker.KEY).toString());
        return new StatusDetails(all, List.of());
    }

    /** As {@link #statusDetails(Message)}, for an execution that has the claim marker of a session. */
    StatusDetails sessionDetails(Message message) {
        return statusDetails(message, JobSession::userDetails);
    }

    private StatusDetails statusDetails(Message message, Function<Map<?, ?>, StatusDetails> fit) {
        Object header = message.getHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS);
        if (header != null && !(header instanceof Map)) {
            throw new IllegalArgumentException(IotJobsDataConstants.UPDATE_STATUS_DETAILS + " is a "
                    + header.getClass().getName() + ". Set it to a java.util.Map of keys to values.");
        }
        Map<?, ?> given = header != null ? (Map<?, ?>) header : statusDetails;
        if (given.isEmpty()) {
            return null;
        }
        StatusDetails details = fit.apply(given);
        if (!details.changes().isEmpty()) {
            // A warning only once: a progress update in a loop would fill the log.
            if (changeLogged.compareAndSet(false, true)) {
                LOG.warn(
                        "Status details were changed to values that AWS IoT Jobs accepts: {}. Later changes of this "
                                + "{} are logged at DEBUG.",
                        details.changes(),
                        values.endpoint());
            } else {
                LOG.debug("Status details were changed to values that AWS IoT Jobs accepts: {}", details.changes());
            }
        }
        return details;
    }

    /** @return null for none: the step timer does not change */
    StepTimeout stepTimeout(Message message) {
        return values.orNull(
                message,
                IotJobsDataConstants.STEP_TIMEOUT,
                "stepTimeout",
                options.getStepTimeout(),
                StepTimeouts::parse);
    }

    /** As {@link #stepTimeout}, for startNext, which cannot stop the step timer. */
    StepTimeout startStepTimeout(Message message) {
        StepTimeout stepTimeout = stepTimeout(message);
        if (StepTimeout.CANCEL.equals(stepTimeout)) {
            throw new IllegalArgumentException(IotJobsDataConstants.STEP_TIMEOUT + "=cancel is not possible with"
                    + " iot-jobs-data:startNext: only update can stop the step timer. Use 1m to 7d, or "
                    + "remove the header.");
        }
        return stepTimeout;
    }
}
