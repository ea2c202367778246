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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** Makes one call of the data plane for each exchange. */
public class IotJobsDataProducer extends DefaultProducer {

    private final IotJobsDataEndpoint endpoint;
    private final CallValues values;
    private JobsDataClient client;
    private Claims claims;

    public IotJobsDataProducer(IotJobsDataEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.values = new CallValues(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = endpoint.client();
        claims = endpoint.getConfiguration().isSession() ? endpoint.claims() : null;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        if (endpoint.getConfiguration().isPojoRequest()) {
            message.setBody(client.send(pojo(message)));
            return;
        }
        switch (endpoint.getOperation()) {
            case describe -> describe(message);
            case getPending -> getPending(message);
            case startNext -> startNext(exchange);
            case update -> update(exchange);
        }
    }

    private void describe(Message message) {
        String thing = values.thing(message);
        Optional<JobExecution> found = client.describe(
                        thing,
                        values.jobIdOrNext(message),
                        values.executionNumber(message),
                        endpoint.getConfiguration().isIncludeJobDocument())
                .value();
        show(message, thing, found);
    }

    private void getPending(Message message) {
        String thing = values.thing(message);
        message.setBody(client.getPending(thing).value());
        message.setHeader(IotJobsDataConstants.THING, thing);
    }

    private void startNext(Exchange exchange) {
        Message message = exchange.getMessage();
        String thing = values.thing(message);
        if (claims != null) {
            open(exchange, thing);
            return;
        }
        StepTimeout stepTimeout = values.stepTimeout(message);
        if (StepTimeout.CANCEL.equals(stepTimeout)) {
            throw new IllegalArgumentException(
                    IotJobsDataConstants.STEP_TIMEOUT + "=cancel is not possible with"
                            + " iot-jobs-data:startNext: only update can stop the step timer. Use 1m to 7d, or remove the header.");
        }
        show(
                message,
                thing,
                client.startNext(thing, values.statusDetails(message), stepTimeout)
                        .value());
    }

    /** Claims a job for the exchange, and reports for it when the exchange ends. */
    private void open(Exchange exchange, String thing) {
        if (exchange.getFromRouteId() == null) {
            throw new IllegalStateException(
                    "Cannot open a session for thing " + thing + ": this exchange is in no route,"
                            + " so nobody would see its end. Send it to a route, or leave session=true out and report by"
                            + " iot-jobs-data:update.");
        }
        JobSession held = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        if (held != null && !held.state().isFinal()) {
            throw new IllegalStateException("Cannot open a session for thing " + thing + ": this exchange still has the"
                    + " one of " + held.execution() + ". End it first, by an update with a terminal status.");
        }
        ClaimResult claim = claims.next(thing, false);
        if (claim instanceof ClaimResult.Job job) {
            JobSession session = job.session();
            endpoint.opened(session);
            exchange.setProperty(IotJobsDataConstants.SESSION, session);
            exchange.getExchangeExtension()
                    .addOnCompletion(new ReportOnCompletion(
                            session, endpoint.getConfiguration().getOnFailure(), () -> {}));
            exchange.getMessage().setBody(session.execution().jobDocument());
            ExecutionHeaders.set(exchange.getMessage(), session);
        } else {
            show(exchange.getMessage(), thing, Optional.empty());
        }
    }

    private static void show(Message message, String thing, Optional<JobExecution> execution) {
        message.setBody(execution.map(JobExecution::jobDocument).orElse(null));
        ExecutionHeaders.set(message, thing, execution);
    }

    private void update(Exchange exchange) {
        Message message = exchange.getMessage();
        if (endpoint.getConfiguration().getHandOver() != null) {
            handOver(exchange);
            return;
        }
        ExecutionStatus status = values.status(message);
        StepTimeout stepTimeout = values.stepTimeout(message);
        Optional<ExecutionState> inSession =
                session(exchange).flatMap(session -> update(exchange, session, status, stepTimeout));
        if (inSession.isPresent()) {
            ExecutionHeaders.set(message, inSession.get());
            return;
        }
        Update update = new Update(
                values.thing(message),
                values.requiredJobId(message),
                status,
                values.executionNumber(message),
                values.expectedVersion(message),
                values.statusDetails(message),
                stepTimeout);
        ExecutionHeaders.set(message, client.update(update).value());
        if (status.isTerminal()) {
            endpoint.component().ended(update.thing());
        }
    }

    /** Empty when another exchange has handed the job over, or reported it, in this moment: the service says what now. */
    private Optional<ExecutionState> update(
            Exchange exchange, JobSession session, ExecutionStatus status, StepTimeout stepTimeout) {
        try {
            return Optional.of(session.update(status, values.sessionDetails(exchange.getMessage()), stepTimeout));
        } catch (IllegalStateException e) {
            boolean own = exchange.getProperty(IotJobsDataConstants.SESSION) != null;
            if (own || !session.state().isFinal()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void handOver(Exchange exchange) {
        Message message = exchange.getMessage();
        JobSession session = session(exchange)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Cannot hand over job " + values.jobId(message)
                                        + " on thing " + message.getHeader(IotJobsDataConstants.THING)
                                        + ": this exchange has no session"
                                        + " of it. ClaimResult it by from(\"iot-jobs-data:startNext\") or by startNext with session=true."));
        session.handOver(endpoint.getConfiguration().getHandOver(), values.sessionDetails(message));
    }

    /**
     * The session of the exchange, if this update is about its execution: a value that the message does not give is the
     * session's, so that a route may have removed all headers.
     */
    private Optional<JobSession> session(Exchange exchange) {
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        Message message = exchange.getMessage();
        if (session == null) {
            // The property is gone when another exchange goes on with the job: its headers tell which one.
            Long number = values.executionNumber(message);
            String jobId = values.jobId(message);
            return jobId == null || number == null
                    ? Optional.empty()
                    : endpoint.component().keeper().find(values.thing(message), jobId, number);
        }
        JobExecution own = session.execution();
        boolean named = message.getHeader(IotJobsDataConstants.THING) != null
                || endpoint.getConfiguration().getThing() != null;
        String thing = named ? values.thing(message) : own.thing();
        String jobId = values.jobId(message) == null ? own.jobId() : values.requiredJobId(message);
        Long number = values.executionNumber(message);
        boolean same = session.isOf(thing, jobId, number == null ? own.executionNumber() : number);
        return same ? Optional.of(session) : Optional.empty();
    }

    private AwsRequest pojo(Message message) {
        Class<? extends AwsRequest> type =
                switch (endpoint.getOperation()) {
                    case describe -> DescribeJobExecutionRequest.class;
                    case getPending -> GetPendingJobExecutionsRequest.class;
                    case startNext -> StartNextPendingJobExecutionRequest.class;
                    case update -> UpdateJobExecutionRequest.class;
                };
        Object body = message.getBody();
        if (!type.isInstance(body)) {
            throw new IllegalArgumentException("pojoRequest=true for iot-jobs-data:" + endpoint.getOperation()
                    + " wants a body of " + type.getName() + ", found "
                    + (body == null ? "none" : body.getClass().getName()) + ".");
        }
        return type.cast(body);
    }
}
