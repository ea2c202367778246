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

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Finds the session to which an update belongs. */
final class SessionOfExchange {

    private final Sessions sessions;
    private final CallValues values;

    SessionOfExchange(Sessions sessions, CallValues values) {
        this.sessions = sessions;
        this.values = values;
    }

    /**
     * The session of the exchange, if this update is for its execution. Values that the message does not have are taken
     * from the session, so a route may have removed all headers.
     */
    Optional<JobSession> find(Exchange exchange) {
        Message message = exchange.getMessage();
        JobSession session = of(exchange);
        Long number = values.executionNumber(message);
        if (session == null) {
            // The property is gone if another exchange continues the job: its headers identify the session.
            String jobId = values.jobId(message);
            return jobId == null || number == null
                    ? Optional.empty()
                    : sessions.find(new ExecutionId(values.thing(message), jobId, number));
        }
        JobExecution own = session.execution();
        ExecutionId meant = new ExecutionId(
                values.hasThing(message) ? values.thing(message) : own.thing(),
                values.jobId(message) == null ? own.jobId() : values.requiredJobId(message),
                number == null ? own.executionNumber() : number);
        return session.isOf(meant) ? Optional.of(session) : Optional.empty();
    }

    /** The session of the exchange; null if there is none. */
    static JobSession of(Exchange exchange) {
        return exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
    }
}
