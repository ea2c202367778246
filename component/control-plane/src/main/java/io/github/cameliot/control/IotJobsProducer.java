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

import io.github.cameliot.jobsdata.health.ProducerHealthCheck;
import io.github.cameliot.jobsdata.options.PojoRequest;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.iot.model.CancelJobRequest;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iot.model.DescribeJobRequest;
import software.amazon.awssdk.services.iot.model.Job;

/** Makes the calls of one operation of the control plane for each exchange. */
public class IotJobsProducer extends DefaultProducer {

    private final IotJobsEndpoint endpoint;
    private final CallValues values;
    private ControlClient client;
    private ProducerHealthCheck health;

    public IotJobsProducer(IotJobsEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.values = new CallValues(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        client = endpoint.client();
        health = endpoint.producerHealth();
    }

    @Override
    public void process(Exchange exchange) {
        health.call(endpoint.account(), () -> {
            call(exchange);
            return null;
        });
    }

    private void call(Exchange exchange) {
        Message message = exchange.getMessage();
        if (endpoint.getConfiguration().isPojoRequest()) {
            message.setBody(client.send(pojo(message)));
            return;
        }
        switch (endpoint.getOperation()) {
            case create -> create(message);
            case describe -> describe(exchange);
            case cancel -> cancel(message);
            case await -> throw new IllegalStateException("await has a producer of its own");
            case describeExecution -> describeExecution(message);
        }
    }

    private void create(Message message) {
        CreateJobRequest request = values.create(message, client::thingArn);
        ControlClient.Created created =
                client.create(request, endpoint.getConfiguration().getTraceContext());
        message.setHeader(IotJobsConstants.JOB_ID, request.jobId());
        message.setHeader(IotJobsConstants.JOB_ARN, created.arn());
        message.setHeader(IotJobsConstants.CREATED, created.isNew());
    }

    private void describe(Exchange exchange) {
        Message message = exchange.getMessage();
        Verdicts verdicts = new Verdicts(values.maxFailed(message), false);
        Job job = client.describe(values.jobId(message));
        VerdictHeaders.set(exchange, verdicts.of(job));
        message.setBody(Descriptions.of(job));
        message.setHeader(IotJobsConstants.JOB_ARN, job.jobArn());
    }

    private void cancel(Message message) {
        CancelJobRequest request = values.cancel(message);
        String arn = client.cancel(request);
        message.setHeader(IotJobsConstants.JOB_ID, request.jobId());
        message.setHeader(IotJobsConstants.JOB_ARN, arn);
    }

    private void describeExecution(Message message) {
        String thing = values.thing(message);
        JobExecutionDescription e = Descriptions.of(
                thing, client.describeExecution(thing, values.jobId(message), values.executionNumber(message)));
        message.setBody(e);
        message.setHeader(IotJobsConstants.THING, thing);
        message.setHeader(IotJobsConstants.JOB_ID, e.jobId());
        message.setHeader(IotJobsConstants.EXECUTION_NUMBER, e.executionNumber());
        message.setHeader(IotJobsConstants.STATUS, e.status().name());
        message.setHeader(IotJobsConstants.STATUS_DETAILS, e.statusDetails());
        message.setHeader(IotJobsConstants.VERSION_NUMBER, e.versionNumber());
        orRemove(message, IotJobsConstants.QUEUED_AT, e.queuedAt());
        orRemove(message, IotJobsConstants.STARTED_AT, e.startedAt());
        orRemove(message, IotJobsConstants.LAST_UPDATED_AT, e.lastUpdatedAt());
        Duration remaining = e.remaining();
        orRemove(message, IotJobsConstants.SECONDS_BEFORE_TIMED_OUT, remaining == null ? null : remaining.toSeconds());
    }

    /** Headers of an earlier execution are removed. */
    private static void orRemove(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }

    private AwsRequest pojo(Message message) {
        Class<? extends AwsRequest> type =
                switch (endpoint.getOperation()) {
                    case create -> CreateJobRequest.class;
                    case describe -> DescribeJobRequest.class;
                    case cancel -> CancelJobRequest.class;
                    case await -> throw new IllegalStateException("await has a producer of its own");
                    case describeExecution -> DescribeJobExecutionRequest.class;
                };
        return PojoRequest.of(message, type, "iot-jobs:" + endpoint.getOperation());
    }
}
