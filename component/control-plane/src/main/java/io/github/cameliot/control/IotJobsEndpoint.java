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

import io.github.cameliot.jobsdata.client.ClientHandle;
import io.github.cameliot.jobsdata.client.ClientOptions;
import io.github.cameliot.jobsdata.health.ProducerHealthCheck;
import io.github.cameliot.jobsdata.options.ClientSettings;
import io.github.cameliot.jobsdata.options.OptionTexts;
import java.util.Arrays;
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
import software.amazon.awssdk.services.iot.IotClient;

/** Create, await, describe and cancel jobs with AWS IoT Jobs (control plane). */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "iot-jobs",
        title = "AWS IoT Jobs",
        syntax = "iot-jobs:operation",
        producerOnly = true,
        category = {Category.CLOUD, Category.IOT},
        headersClass = IotJobsConstants.class)
public class IotJobsEndpoint extends DefaultEndpoint implements EndpointServiceLocation {

    private static final ClientSettings CLIENT_SETTINGS =
            new ClientSettings("iotClient", "https://iot.eu-west-1.amazonaws.com", false);

    @UriPath(description = "The operation to perform")
    @Metadata(required = true)
    private final IotJobsOperation operation;

    @UriParam
    private IotJobsConfiguration configuration;

    private OptionTexts texts;
    private ClientHandle<IotClient> client;
    private Object account;

    public IotJobsEndpoint(
            String uri, IotJobsComponent component, IotJobsOperation operation, IotJobsConfiguration configuration) {
        super(uri, component);
        this.operation = operation;
        this.configuration = configuration;
        this.texts = OptionTexts.none(component.getCamelContext(), "iot-jobs");
    }

    void setTexts(OptionTexts texts) {
        this.texts = texts;
    }

    /** The options as they were written. */
    OptionTexts texts() {
        return texts;
    }

    @Override
    public Producer createProducer() {
        OptionCheck.producer(this);
        return operation == IotJobsOperation.await ? new AwaitProducer(this) : new IotJobsProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("iot-jobs:" + operation + " is not possible in from(). Use a timer,"
                + " from(\"timer:jobs?period=60000\").to(\"iot-jobs:" + operation + "?jobId=...\"),"
                + " or from(\"iot-jobs-data:startNext?thing=...\") to work off jobs.");
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        throw new UnsupportedOperationException("pollEnrich does not work with iot-jobs:" + operation
                + ". Use enrich, or to(\"iot-jobs:" + operation + "\").");
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (client == null) {
            client = openClient();
        }
    }

    private ClientHandle<IotClient> openClient() {
        if (configuration.getIotClient() == null) {
            ClientOptions options = CLIENT_SETTINGS.of(configuration, getCamelContext(), texts);
            account = Arrays.asList(options.region(), options.endpoint(), options.credentials());
            return ClientHandle.shared(component().clients(), options);
        }
        CLIENT_SETTINGS.refuseBesideClient(configuration);
        account = configuration.getIotClient();
        return ClientHandle.given(configuration.getIotClient());
    }

    @Override
    protected void doShutdown() throws Exception {
        if (client != null) {
            client.release();
            client = null;
        }
        super.doShutdown();
    }

    ControlClient client() {
        return new ControlClient(sdk(), new CallTimes(component().metrics().calls()));
    }

    /** The calls of a wait. */
    JobReads reads() {
        return new JobReads(client(), configuration.getApiCallAttemptTimeout(), producerHealth(), account);
    }

    private IotClient sdk() {
        if (client == null) {
            throw new IllegalStateException(this + " is not started.");
        }
        return client.client();
    }

    /** What stands for the account and region: equal where the address and the credentials are, or a client of the user's. */
    Object account() {
        return account;
    }

    /** What the calls of this endpoint's producers are counted for. */
    ProducerHealthCheck producerHealth() {
        return component().producerHealth(this);
    }

    Waits waits() {
        return component().waits();
    }

    private IotJobsComponent component() {
        return (IotJobsComponent) getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.serviceUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "iot-jobs";
    }

    public IotJobsOperation getOperation() {
        return operation;
    }

    public IotJobsConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(IotJobsConfiguration configuration) {
        this.configuration = configuration;
    }
}
