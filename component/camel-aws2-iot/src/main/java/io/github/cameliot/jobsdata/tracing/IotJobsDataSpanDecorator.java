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
package io.github.cameliot.jobsdata.tracing;

import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.IotJobsDataEndpoint;
import io.github.cameliot.jobsdata.IotJobsDataOperation;
import io.github.cameliot.jobsdata.exchange.ReportOnCompletion;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;

/** The spans of {@code iot-jobs-data}: one for the route of each job, and one for each call in a route. */
public final class IotJobsDataSpanDecorator extends JobSpanDecorator<IotJobsDataEndpoint> {

    static final String OUTCOME = "iot_jobs.outcome";
    static final String RESUMED = "iot_jobs.resumed";
    static final String ATTEMPT = "iot_jobs.attempt";
    static final String TRACEPARENT = "iot_jobs.traceparent";
    static final String UPDATE_STATUS = "iot_jobs.update_status";

    /** For {@link java.util.ServiceLoader}. */
    public IotJobsDataSpanDecorator() {
        super("iot-jobs-data", IotJobsDataEndpoint.class);
    }

    @Override
    public String getComponentClassName() {
        return "io.github.cameliot.jobsdata.IotJobsDataComponent";
    }

    @Override
    protected String operation(IotJobsDataEndpoint endpoint) {
        return endpoint.getOperation().name();
    }

    @Override
    protected String serviceUrl(IotJobsDataEndpoint endpoint) {
        return endpoint.getServiceUrl();
    }

    @Override
    protected void begun(Span span, Exchange exchange, IotJobsDataEndpoint endpoint, boolean isConsumers) {
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        if (isConsumers && session != null) {
            span.setTag("messaging.operation.type", "process");
            JobExecution execution = session.execution();
            span.setTag("messaging.destination.name", execution.thing());
            tag(span, THING, execution.thing());
            tag(span, JOB_ID, execution.jobId());
            tag(span, EXECUTION_NUMBER, execution.executionNumber());
            tag(span, RESUMED, session.isResumed());
            tag(span, ATTEMPT, session.attempt());
            return;
        }
        Message message = exchange.getMessage();
        IotJobsDataConfiguration options = endpoint.getConfiguration();
        IotJobsDataOperation operation = endpoint.getOperation();
        String thing = name(message, IotJobsDataConstants.THING, options.getThing());
        tag(span, "messaging.destination.name", thing);
        tag(span, THING, thing);
        tag(span, "messaging.operation.type", type(operation));
        if (operation == IotJobsDataOperation.update) {
            tag(span, JOB_ID, name(message, IotJobsDataConstants.JOB_ID, options.getJobId()));
            tag(
                    span,
                    EXECUTION_NUMBER,
                    name(message, IotJobsDataConstants.EXECUTION_NUMBER, options.getExecutionNumber()));
            tag(span, UPDATE_STATUS, name(message, IotJobsDataConstants.UPDATE_STATUS, options.getStatus()));
        }
    }

    private static String type(IotJobsDataOperation operation) {
        return switch (operation) {
            case startNext -> "receive";
            case update -> "settle";
            case describe, getPending -> null; // the conventions have no type for a read
        };
    }

    @Override
    protected void ended(Span span, Exchange exchange, IotJobsDataEndpoint endpoint, boolean isConsumers) {
        if (isConsumers) {
            String outcome = outcome(exchange);
            tag(span, OUTCOME, outcome);
            if (ExecutionStatus.FAILED.name().equals(outcome)) {
                span.setError(true); // also where an error handler has handled the failure
            }
        } else if (!exchange.isFailed() && isShown(endpoint)) {
            Message message = exchange.getMessage();
            tag(span, JOB_ID, name(message, IotJobsDataConstants.JOB_ID, null));
            tag(span, EXECUTION_NUMBER, name(message, IotJobsDataConstants.EXECUTION_NUMBER, null));
            tag(span, STATUS, name(message, IotJobsDataConstants.STATUS, null));
            claimed(span, exchange, endpoint);
        }
    }

    /**
     * A session that begins in the middle of a route. Its exchange is in a trace already, and Camel cannot change that. The
     * trace context of the document becomes an attribute instead, so that the other trace can be found.
     */
    private static void claimed(Span span, Exchange exchange, IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration options = endpoint.getConfiguration();
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        if (!options.isSession() || session == null || session.state().isFinal()) {
            return;
        }
        tag(span, RESUMED, session.isResumed());
        tag(span, ATTEMPT, session.attempt());
        TraceMember member = TraceMember.of(options.getTraceContext());
        if (member != null) {
            member.find(session.execution().jobDocument())
                    .ifPresent(found -> span.setTag(TRACEPARENT, found.traceparent()));
        }
    }

    /** Whether the operation has put the headers of an execution into the message, or removed them. */
    private static boolean isShown(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration options = endpoint.getConfiguration();
        return endpoint.getOperation() != IotJobsDataOperation.getPending
                && options.getPresign() == null
                && options.getHandOver() == null
                && !options.isRelease()
                && !options.isPojoRequest();
    }

    /** The outcome of the route for its job; null where another exchange continues with the job. */
    private static String outcome(Exchange exchange) {
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        State state = session == null ? State.OPEN : session.state();
        if (state == State.REPORTED || state == State.PROBABLY_REPORTED) {
            String status = name(exchange.getMessage(), IotJobsDataConstants.STATUS, null);
            return status != null && ExecutionStatus.of(status).isTerminal() ? status : state.name();
        } else if (state.isFinal()) {
            return state.name();
        }
        ReportOnCompletion report = exchange.getProperty(ReportOnCompletion.PROPERTY, ReportOnCompletion.class);
        return report == null
                ? null
                : report.outcome(exchange)
                        .map(o -> o.isReleased()
                                ? State.RELEASED.name()
                                : o.status().name())
                        .orElse(null);
    }
}
