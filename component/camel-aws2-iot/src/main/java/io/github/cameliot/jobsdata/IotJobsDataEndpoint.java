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

import io.github.cameliot.jobsdata.client.ClientOptions;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.session.Claims;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.KeptOutcomes;
import io.github.cameliot.jobsdata.session.OutcomeSweep;
import io.github.cameliot.jobsdata.session.RequestRate;
import io.github.cameliot.jobsdata.session.Terms;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Work off AWS IoT Jobs: claim, run and report job executions of the AWS IoT Jobs data plane. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "iot-jobs-data",
        title = "AWS IoT Jobs Data",
        syntax = "iot-jobs-data:operation",
        category = {Category.CLOUD, Category.IOT},
        headersClass = IotJobsDataConstants.class)
public class IotJobsDataEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    private static final ClientSettings CLIENT_SETTINGS =
            new ClientSettings("iotJobsDataPlaneClient", "https://PREFIX-ats.iot.eu-west-1.amazonaws.com");

    @UriPath(description = "The operation of the data plane")
    @Metadata(required = true)
    private final IotJobsDataOperation operation;

    @UriParam
    private IotJobsDataConfiguration configuration;

    @UriParam(prefix = "statusDetails.", multiValue = true)
    private Map<String, Object> statusDetails = Map.of();

    private final Set<JobSession> sessions = ConcurrentHashMap.newKeySet();
    private OutcomeSweep sweep;
    private ClientOptions clientOptions;
    private JobsDataClient client;

    public IotJobsDataEndpoint(
            String uri,
            IotJobsDataComponent component,
            IotJobsDataOperation operation,
            IotJobsDataConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        OptionCheck.producer(this);
        return new IotJobsDataProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        OptionCheck.consumer(this);
        IotJobsDataConsumer consumer = new IotJobsDataConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new UnsupportedOperationException("pollEnrich does not work with iot-jobs-data:" + operation
                + ": it would queue jobs that nobody asked for. Use enrich, or to(\"iot-jobs-data:" + operation
                + "\").");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (client != null) {
            return;
        }
        if (configuration.getIotJobsDataPlaneClient() != null) {
            CLIENT_SETTINGS.refuseBesideClient(configuration);
            client = new JobsDataClient(configuration.getIotJobsDataPlaneClient());
        } else {
            ClientOptions options = CLIENT_SETTINGS.of(configuration, getCamelContext());
            client = component().clients().acquire(options);
            clientOptions = options;
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (getCamelContext().isStopping()) {
            // All routes have stopped, and who still has a job now will not end it: let another worker go on at once.
            sessions.forEach(s -> s.abandon("the worker stops"));
        }
        deliverNoMore();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        client = null;
        if (clientOptions != null) {
            component().clients().release(clientOptions);
            clientOptions = null;
        }
        super.doShutdown();
    }

    JobsDataClient client() {
        if (client == null) {
            throw new IllegalStateException(this + " is not started.");
        }
        return client;
    }

    /** Claims for this endpoint's options, whose sessions are kept alive by the component. */
    Claims claims() {
        IotJobsDataConfiguration c = configuration;
        StepTimeout stepTimeout =
                c.getStepTimeout() == null ? null : StepTimeouts.parse("stepTimeout", c.getStepTimeout());
        Terms terms = new Terms(
                c.getMaxRunTime(),
                c.getOnFailure()
                        .outcome("still running after " + c.getMaxRunTime().toSeconds() + " s"),
                stepTimeout,
                c.getMaxRequestsPerSecond() == 0 ? RequestRate.UNBOUNDED : new RequestRate(c.getMaxRequestsPerSecond()),
                outcomes());
        StatusDetails details = statusDetails.isEmpty() ? null : JobSession.userDetails(statusDetails);
        Claims.Shared shared = component().keeper().start();
        deliverKept(terms, shared);
        Claims all = new Claims(client().singleAttempt(), WorkerIdentity.of(c), terms, details, shared);
        return c.getFilter() == null ? all : all.only(c.getFilter()::accepts);
    }

    /** What is kept in this endpoint's repository. */
    KeptOutcomes outcomes() {
        return component().keeper().outcomes(configuration.getOutcomeRepository());
    }

    private synchronized void deliverKept(Terms terms, Claims.Shared shared) {
        if (configuration.getOutcomeRepository() != null && sweep == null) {
            sweep = new OutcomeSweep(terms.outcomes(), client().singleAttempt(), terms.rate(), shared);
            component().keeper().add(sweep);
        }
    }

    private synchronized void deliverNoMore() {
        if (sweep != null) {
            component().keeper().remove(sweep);
            sweep = null;
        }
    }

    /** Takes note of a session of ours, which keeps its client open until it has ended. */
    void opened(JobSession session) {
        ClientOptions options = clientOptions;
        if (options != null) {
            component().clients().acquire(options);
        }
        sessions.add(session);
        session.onEnd(() -> {
            sessions.remove(session);
            if (options != null) {
                component().clients().release(options);
            }
        });
    }

    /** The open session of that thing. */
    Optional<JobSession> session(String thing) {
        return sessions.stream()
                .filter(s -> s.execution().thing().equals(thing))
                .findFirst();
    }

    /** Reports of this endpoint that the service has not accepted yet. */
    int reporting() {
        return (int) sessions.stream()
                .filter(s -> s.state() == JobSession.State.REPORTING)
                .count();
    }

    IotJobsDataComponent component() {
        return (IotJobsDataComponent) getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getUriEndpointOverride() != null
                ? configuration.getUriEndpointOverride()
                : configuration.getRegion();
    }

    @Override
    public String getServiceProtocol() {
        return "iot-jobs-data";
    }

    public IotJobsDataOperation getOperation() {
        return operation;
    }

    public IotJobsDataConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(IotJobsDataConfiguration configuration) {
        this.configuration = configuration;
    }

    public Map<String, Object> getStatusDetails() {
        return statusDetails;
    }

    /** Status details to send with startNext or update, as in statusDetails.step=download; the header beats them all. */
    public void setStatusDetails(Map<String, Object> statusDetails) {
        this.statusDetails = Map.copyOf(statusDetails);
    }
}
