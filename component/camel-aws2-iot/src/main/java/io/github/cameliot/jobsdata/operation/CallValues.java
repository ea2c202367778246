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
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.options.StepTimeouts;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of a producer's call: a header, else the option. Each method throws an IllegalArgumentException that names
 * the header or the option when its value cannot be used.
 */
public final class CallValues {

    private static final Logger LOG = LoggerFactory.getLogger(CallValues.class);

    private final IotJobsDataOperation operation;
    private final IotJobsDataConfiguration options;
    private final Map<String, Object> statusDetails;
    private final AtomicBoolean changeLogged = new AtomicBoolean();

    /** @param statusDetails those that the endpoint sends where the message gives none */
    public CallValues(
            IotJobsDataOperation operation, IotJobsDataConfiguration options, Map<String, Object> statusDetails) {
        this.operation = operation;
        this.options = options;
        this.statusDetails = statusDetails;
    }

    boolean hasThing(Message message) {
        return options.getThing() != null || message.getHeader(IotJobsDataConstants.THING) != null;
    }

    String thing(Message message) {
        String header = text(message, IotJobsDataConstants.THING);
        if (header != null) {
            return Names.thing(IotJobsDataConstants.THING, header);
        }
        if (options.getThing() == null) {
            throw missing("thing=pump-12", IotJobsDataConstants.THING);
        }
        return Names.thing("thing", options.getThing());
    }

    /** @return null where there is neither */
    String jobId(Message message) {
        String header = text(message, IotJobsDataConstants.JOB_ID);
        return header != null ? header : options.getJobId();
    }

    String requiredJobId(Message message) {
        String header = text(message, IotJobsDataConstants.JOB_ID);
        if (header != null) {
            return Names.jobId(IotJobsDataConstants.JOB_ID, header);
        }
        if (options.getJobId() == null) {
            throw missing("jobId=ota-7", IotJobsDataConstants.JOB_ID);
        }
        return Names.jobId("jobId", options.getJobId());
    }

    /** A job id, or {@code $next} where there is none. */
    String jobIdOrNext(Message message) {
        String given = jobId(message);
        return given == null || given.equals(Names.NEXT) ? Names.NEXT : requiredJobId(message);
    }

    ExecutionStatus status(Message message) {
        String header = text(message, IotJobsDataConstants.UPDATE_STATUS);
        if (header != null) {
            return ExecutionStatus.settable(IotJobsDataConstants.UPDATE_STATUS, header);
        }
        if (options.getStatus() == null) {
            throw missing("status=SUCCEEDED", IotJobsDataConstants.UPDATE_STATUS);
        }
        return ExecutionStatus.settable("status", options.getStatus());
    }

    Long executionNumber(Message message) {
        return number(message, IotJobsDataConstants.EXECUTION_NUMBER, options.getExecutionNumber());
    }

    Long expectedVersion(Message message) {
        return number(message, IotJobsDataConstants.EXPECTED_VERSION, options.getExpectedVersion());
    }

    /** @return null for none: the details of the execution stay as they are */
    StatusDetails statusDetails(Message message) {
        return statusDetails(message, StatusDetails::of);
    }

    /** As {@link #statusDetails(Message)}, for an execution that carries the mark of a session. */
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
            // Loud once, or a progress report in a loop would fill the log.
            if (changeLogged.compareAndSet(false, true)) {
                LOG.warn(
                        "Status details were made to fit what AWS IoT Jobs accepts: {}. Later ones of this"
                                + " iot-jobs-data:{} are logged at DEBUG.",
                        details.changes(),
                        operation);
            } else {
                LOG.debug("Status details were made to fit what AWS IoT Jobs accepts: {}", details.changes());
            }
        }
        return details;
    }

    /** @return null for none: the step timer stays as it is */
    StepTimeout stepTimeout(Message message) {
        Object header = message.getHeader(IotJobsDataConstants.STEP_TIMEOUT);
        if (header != null) {
            return StepTimeouts.parse(IotJobsDataConstants.STEP_TIMEOUT, header);
        }
        return options.getStepTimeout() == null ? null : StepTimeouts.parse("stepTimeout", options.getStepTimeout());
    }

    /** As {@link #stepTimeout}, for startNext, which cannot stop the step timer. */
    StepTimeout startStepTimeout(Message message) {
        StepTimeout stepTimeout = stepTimeout(message);
        if (StepTimeout.CANCEL.equals(stepTimeout)) {
            throw new IllegalArgumentException(
                    IotJobsDataConstants.STEP_TIMEOUT + "=cancel is not possible with"
                            + " iot-jobs-data:startNext: only update can stop the step timer. Use 1m to 7d, or remove the header.");
        }
        return stepTimeout;
    }

    private Long number(Message message, String name, Long option) {
        Object header = message.getHeader(name);
        if (header == null) {
            return option;
        }
        if (header instanceof Number number && number.doubleValue() == number.longValue()) {
            return counted(name, number.longValue());
        }
        try {
            return counted(name, Long.parseLong(String.valueOf(header).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + "=" + Names.shown(String.valueOf(header))
                            + " is not a whole number. Set it to one, as in 1, or remove the header.",
                    e);
        }
    }

    /**
     * A number that the service counts from 1.
     *
     * @param name where it came from, an option or a header, for the error message
     */
    public static long counted(String name, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + "=" + number
                    + " is not possible: the service counts from 1. Use 1 or more, or leave it out.");
        }
        return number;
    }

    private static String text(Message message, String name) {
        Object header = message.getHeader(name);
        return header == null ? null : header.toString();
    }

    private IllegalArgumentException missing(String option, String header) {
        String name = option.substring(0, option.indexOf('='));
        return new IllegalArgumentException(name + " is missing for iot-jobs-data:" + operation
                + ": set the option, as in " + option + ", or the header " + header + ".");
    }
}
