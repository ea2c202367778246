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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.tracing.JobSpanDecorator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;

/** The spans of {@code iot-jobs}: one for each exchange sent to it, however many calls that needs. */
public final class IotJobsSpanDecorator extends JobSpanDecorator<IotJobsEndpoint> {

    static final String CREATED = "iot_jobs.created";
    static final String VERDICT = "iot_jobs.verdict";

    /** Needed by {@link java.util.ServiceLoader}. */
    public IotJobsSpanDecorator() {
        super("iot-jobs", IotJobsEndpoint.class);
    }

    @Override
    public String getComponentClassName() {
        return "io.github.cameliot.control.IotJobsComponent";
    }

    @Override
    protected String operation(IotJobsEndpoint endpoint) {
        return endpoint.getOperation().name();
    }

    @Override
    protected String serviceUrl(IotJobsEndpoint endpoint) {
        return endpoint.getServiceUrl();
    }

    @Override
    protected void begun(Span span, Exchange exchange, IotJobsEndpoint endpoint, boolean isConsumers) {
        if (endpoint.getConfiguration().isPojoRequest()) {
            return; // with pojoRequest the headers are not what is sent
        }
        Message message = exchange.getMessage();
        IotJobsConfiguration options = endpoint.getConfiguration();
        tag(span, JOB_ID, name(message, IotJobsConstants.JOB_ID, options.getJobId()));
        switch (endpoint.getOperation()) {
            case create -> span.setTag("messaging.operation.type", "send");
            case describeExecution -> {
                tag(span, THING, name(message, IotJobsConstants.THING, options.getThing()));
                tag(
                        span,
                        EXECUTION_NUMBER,
                        name(message, IotJobsConstants.EXECUTION_NUMBER, options.getExecutionNumber()));
            }
            case describe, cancel, await -> {}
        }
    }

    @Override
    protected void ended(Span span, Exchange exchange, IotJobsEndpoint endpoint, boolean isConsumers) {
        if (exchange.isFailed() || endpoint.getConfiguration().isPojoRequest()) {
            return;
        }
        Message message = exchange.getMessage();
        switch (endpoint.getOperation()) {
            case create -> tag(span, CREATED, name(message, IotJobsConstants.CREATED, null));
            case describe, await -> {
                tag(span, STATUS, name(message, IotJobsConstants.JOB_STATUS, null));
                tag(span, VERDICT, name(message, IotJobsConstants.VERDICT, null));
            }
            case describeExecution -> {
                tag(span, EXECUTION_NUMBER, name(message, IotJobsConstants.EXECUTION_NUMBER, null));
                tag(span, STATUS, name(message, IotJobsConstants.STATUS, null));
            }
            case cancel -> {}
        }
    }
}
