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
import io.github.cameliot.jobsdata.client.Presigned;
import io.github.cameliot.jobsdata.client.Presigner;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code presign=...}: the URL of the call becomes the body, so that another program can make the call. */
public final class Presign implements Operation {

    private final Presigner presigner;
    private final IotJobsDataOperation operation;
    private final CallValues values;
    private final SessionOfExchange session;
    private final IotJobsDataConfiguration options;

    public Presign(
            Presigner presigner,
            IotJobsDataOperation operation,
            CallValues values,
            Sessions sessions,
            IotJobsDataConfiguration options) {
        this.presigner = presigner;
        this.operation = operation;
        this.values = values;
        this.session = new SessionOfExchange(sessions, values);
        this.options = options;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        show(
                message,
                options.isPojoRequest()
                        ? presigner.presign(SendRequest.request(message, operation))
                        : presigned(exchange, message));
    }

    private Presigned presigned(Exchange exchange, Message message) {
        return switch (operation) {
            case describe ->
                presigner.describe(
                        values.thing(message),
                        values.jobIdOrNext(message),
                        values.executionNumber(message),
                        options.isIncludeJobDocument());
            case getPending -> presigner.getPending(values.thing(message));
            case startNext ->
                presigner.startNext(
                        values.thing(message), values.statusDetails(message), values.startStepTimeout(message));
            case update -> update(exchange, message);
        };
    }

    /** In a route that has claimed a job, the values of that job, as for an update that is made at once. */
    private Presigned update(Exchange exchange, Message message) {
        Optional<JobExecution> own = SessionOfExchange.of(exchange) == null
                ? Optional.empty()
                : session.find(exchange).map(JobSession::execution);
        return presigner.update(
                own.isPresent()
                        ? values.update(
                                message,
                                own.get().thing(),
                                own.get().jobId(),
                                own.get().executionNumber())
                        : values.update(
                                message,
                                values.thing(message),
                                values.requiredJobId(message),
                                values.executionNumber(message)));
    }

    /** The same for each operation: the URL as the body, and the other values that its user needs as headers. */
    private static void show(Message message, Presigned presigned) {
        message.setBody(presigned.url().toString());
        message.setHeader(IotJobsDataConstants.PRESIGNED_METHOD, presigned.method());
        message.setHeader(IotJobsDataConstants.PRESIGNED_EXPIRES_AT, presigned.expiresAt());
        if (presigned.body() == null) {
            message.removeHeader(IotJobsDataConstants.PRESIGNED_BODY);
        } else {
            message.setHeader(IotJobsDataConstants.PRESIGNED_BODY, presigned.body());
        }
    }
}
