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

import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.client.ClientHandle;
import io.github.cameliot.jobsdata.client.ClientOptions;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.ServiceId;
import io.github.cameliot.jobsdata.health.ConsumerCalls;
import io.github.cameliot.jobsdata.health.ProducerHealthCheck;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.operation.Sessions;
import io.github.cameliot.jobsdata.options.ClientSettings;
import io.github.cameliot.jobsdata.options.OptionTexts;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Map;
import java.util.Optional;
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
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Run the jobs of things with AWS IoT Jobs (data plane): claim jobs, run them in a route and report the results. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "iot-jobs-data",
        title = "AWS IoT Jobs Data",
        syntax = "iot-jobs-data:operation",
        category = {Category.CLOUD, Category.IOT},
        headersClass = IotJobsDataConstants.class)
public class IotJobsDataEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    private static final ClientSettings CLIENT_SETTINGS =
            new ClientSettings("iotJobsDataPlaneClient", "https://PREFIX-ats.iot.eu-west-1.amazonaws.com", true);

    @UriPath(description = "The operation to perform")
    @Metadata(required = true)
    private final IotJobsDataOperation operation;

    @UriParam
    private IotJobsDataConfiguration configuration;

    @UriParam(prefix = "statusDetails.", multiValue = true)
    private Map<String, Object> statusDetails = Map.of();

    private OptionTexts texts;
    private ClientHandle<JobsDataClient> client;
    private ServiceId service;
    private EndpointWorker worker;
    private JobsDataClient measured;
    private volatile boolean consumed;
    private volatile ConsumerCalls calls;

    public IotJobsDataEndpoint(
            String uri,
            IotJobsDataComponent component,
            IotJobsDataOperation operation,
            IotJobsDataConfiguration configuration) {
        super(uri, component);
        this.texts = OptionTexts.none(component.getCamelContext(), "iot-jobs-data");
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
        consumed = true;
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
        if (client == null) {
            client = openClient();
        }
        measured = client.client().observedBy(component().metrics().calls());
    }

    private ClientHandle<JobsDataClient> openClient() {
        IotJobsDataPlaneClient own = configuration.getIotJobsDataPlaneClient();
        if (own == null) {
            ClientOptions options = CLIENT_SETTINGS.of(configuration, getCamelContext(), texts);
            ClientHandle<JobsDataClient> shared =
                    ClientHandle.shared(component().clients(), options);
            service = new ServiceId(shared.client().service(), options.credentials());
            return shared;
        }
        CLIENT_SETTINGS.refuseBesideClient(configuration);
        JobsDataClient given = new JobsDataClient(own);
        service = new ServiceId(given.service(), own);
        return ClientHandle.given(given);
    }

    @Override
    protected void doStop() throws Exception {
        if (worker != null) {
            // When the context stops, all routes have stopped, and who still has a job now will not end it: let another
            // worker go on at once.
            worker.stop(getCamelContext().isStopping() ? component().releaseUntil() : null);
            worker = null;
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        if (client != null) {
            client.release();
            client = null;
        }
        super.doShutdown();
    }

    JobsDataClient client() {
        if (client == null) {
            throw new IllegalStateException(this + " is not started.");
        }
        return measured;
    }

    /** What claims jobs with this endpoint's options; its sessions are kept alive by the component. */
    synchronized EndpointWorker worker() {
        if (worker == null) {
            calls = consumed
                    ? new ConsumerCalls(
                            component().clock(), component().metrics().calls())
                    : null;
            worker = new EndpointWorker(
                    this,
                    configuration,
                    component().runtime(service),
                    component().counters(this),
                    calls == null ? client() : client().observedBy(calls),
                    this::useClient);
        }
        return worker;
    }

    /** The user's status details of this endpoint, as a claim sends them. */
    Map<String, String> claimDetails() {
        return statusDetails.isEmpty()
                ? Map.of()
                : JobSession.userDetails(statusDetails).pairs();
    }

    /** Keeps the client open until what it returns is run. */
    private Runnable useClient() {
        ClientHandle<JobsDataClient> open = client;
        return open == null ? () -> {} : open.use();
    }

    /** The sessions that operations of this endpoint may meet. */
    Sessions sessions() {
        return new Sessions() {

            @Override
            public Optional<JobSession> find(ExecutionId execution) {
                return component().find(service, execution);
            }

            @Override
            public JobSession open(Claimed claimed, StepTimeout stepTimeout) {
                return worker().open(claimed, stepTimeout);
            }

            @Override
            public void endedOutside(String thing) {
                component().endedOutside(service, thing);
            }
        };
    }

    /** What the calls of its consumer have come to; null without one. */
    ConsumerCalls calls() {
        return calls;
    }

    /** What the calls of this endpoint's producers are counted for. */
    ProducerHealthCheck producerHealth() {
        return component().producerHealth(this);
    }

    void setTexts(OptionTexts texts) {
        this.texts = texts;
    }

    /** The options as they were written. */
    OptionTexts texts() {
        return texts;
    }

    /** Whether a consumer works with it; else only producers do. */
    boolean hasConsumer() {
        return consumed;
    }

    ServiceId service() {
        return service;
    }

    IotJobsDataComponent component() {
        return (IotJobsDataComponent) getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.serviceUrl();
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

    /**
     * Status details to send with startNext or update, one option for each, as in statusDetails.step=download. They
     * replace all status details of the execution. The header CamelAwsIotJobsUpdateStatusDetails overrides all of
     * them. Values that AWS would refuse are changed to fit, which is logged.
     */
    public void setStatusDetails(Map<String, Object> statusDetails) {
        this.statusDetails = Map.copyOf(statusDetails);
    }
}
