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

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.health.ProducerHealthCheck;
import io.github.cameliot.jobsdata.operation.CallValues;
import io.github.cameliot.jobsdata.operation.Describe;
import io.github.cameliot.jobsdata.operation.GetPending;
import io.github.cameliot.jobsdata.operation.HandOver;
import io.github.cameliot.jobsdata.operation.OpenSession;
import io.github.cameliot.jobsdata.operation.Operation;
import io.github.cameliot.jobsdata.operation.Presign;
import io.github.cameliot.jobsdata.operation.Release;
import io.github.cameliot.jobsdata.operation.SendRequest;
import io.github.cameliot.jobsdata.operation.StartNext;
import io.github.cameliot.jobsdata.operation.Update;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Runs one {@link Operation} for each exchange. */
public class IotJobsDataProducer extends DefaultProducer {

    private final IotJobsDataEndpoint endpoint;
    private Operation operation;
    /** Null for operations that make no call. */
    private ProducerHealthCheck health;

    public IotJobsDataProducer(IotJobsDataEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        operation = operation();
        health = endpoint.getConfiguration().getPresign() == null ? endpoint.producerHealth() : null;
    }

    @Override
    public void process(Exchange exchange) {
        if (health == null) {
            operation.process(exchange);
            return;
        }
        try {
            operation.process(exchange);
        } catch (JobsCallException e) {
            health.failed(endpoint.service(), e);
            throw e;
        }
        health.answered(endpoint.service());
    }

    private Operation operation() {
        IotJobsDataConfiguration options = endpoint.getConfiguration();
        JobsDataClient client = endpoint.client();
        CallValues values = new CallValues(endpoint.getOperation(), options, endpoint.getStatusDetails());
        if (options.getPresign() != null) {
            return new Presign(
                    client.presigner(options.getPresign()),
                    endpoint.getOperation(),
                    values,
                    endpoint.sessions(),
                    options);
        }
        if (options.isPojoRequest()) {
            return new SendRequest(client, endpoint.getOperation());
        }
        return switch (endpoint.getOperation()) {
            case describe -> new Describe(client, values, options.isIncludeJobDocument());
            case getPending -> new GetPending(client, values);
            case startNext ->
                options.isSession()
                        ? new OpenSession(endpoint.worker().claims(), endpoint.sessions(), values, options)
                        : new StartNext(client, values);
            case update -> update(client, values, options);
        };
    }

    private Operation update(JobsDataClient client, CallValues values, IotJobsDataConfiguration options) {
        if (options.isRelease()) {
            return new Release(client, endpoint.sessions(), values);
        }
        return options.getHandOver() != null
                ? new HandOver(endpoint.sessions(), values, options.getHandOver())
                : new Update(client, endpoint.sessions(), values);
    }
}
