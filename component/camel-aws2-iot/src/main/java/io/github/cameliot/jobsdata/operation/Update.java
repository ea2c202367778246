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

import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.exchange.ExecutionHeaders;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code update}: reports progress or an outcome, through the session of the job if there is one. */
public final class Update implements Operation {

    private final JobsDataClient client;
    private final Sessions sessions;
    private final CallValues values;
    private final SessionOfExchange session;

    public Update(JobsDataClient client, Sessions sessions, CallValues values) {
        this.client = client;
        this.sessions = sessions;
        this.values = values;
        this.session = new SessionOfExchange(sessions, values);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        ExecutionStatus status = values.status(message);
        StepTimeout stepTimeout = values.stepTimeout(message);
        boolean carriesSession = SessionOfExchange.of(exchange) != null;
        if (carriesSession && isUpdated(exchange, session.find(exchange), status, stepTimeout)) {
            return;
        }
        Long number = values.executionNumber(message);
        String thing = values.thing(message);
        String jobId = values.requiredJobId(message);
        if (!carriesSession
                && number != null
                // The property is gone if another exchange continues the job: its headers identify the session.
                && isUpdated(exchange, sessions.find(new ExecutionId(thing, jobId, number)), status, stepTimeout)) {
            return;
        }
        ExecutionHeaders.set(
                message,
                client.update(values.update(message, thing, jobId, number)).value());
        if (status.isTerminal()) {
            sessions.endedOutside(thing);
        }
    }

    /** Whether the update was made through the session. */
    private boolean isUpdated(
            Exchange exchange, Optional<JobSession> found, ExecutionStatus status, StepTimeout stepTimeout) {
        if (found.isEmpty()) {
            return false;
        }
        Optional<ExecutionState> state = update(exchange, found.get(), status, stepTimeout);
        state.ifPresent(s -> ExecutionHeaders.set(exchange.getMessage(), s));
        return state.isPresent();
    }

    /**
     * Empty if another exchange has handed the job over or reported it at this moment: the service returns the current
     * state.
     */
    private Optional<ExecutionState> update(
            Exchange exchange, JobSession found, ExecutionStatus status, StepTimeout stepTimeout) {
        Message message = exchange.getMessage();
        try {
            return Optional.of(
                    found.update(status, values.sessionDetails(message), stepTimeout, values.expectedVersion(message)));
        } catch (IllegalStateException e) {
            boolean own = SessionOfExchange.of(exchange) != null;
            if (own || !found.state().isFinal()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
