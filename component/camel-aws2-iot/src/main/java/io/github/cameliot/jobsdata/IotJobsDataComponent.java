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

import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.RetryMode;
import io.github.cameliot.jobsdata.client.SharedClients;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;

/** Work off AWS IoT Jobs: claim, run and report job executions of the AWS IoT Jobs data plane. */
@Component("iot-jobs-data")
public class IotJobsDataComponent extends HealthCheckComponent implements SSLContextParametersAware {

    private final SharedClients<JobsDataClient> clients = SharedClients.ofDataPlane();
    private final Keeper keeper = new Keeper(this);
    private final Set<IotJobsDataConsumer> consumers = new CopyOnWriteArraySet<>();

    @Metadata
    private IotJobsDataConfiguration configuration = new IotJobsDataConfiguration();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    public IotJobsDataComponent() {
        this(null);
    }

    public IotJobsDataComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        IotJobsDataEndpoint endpoint = new IotJobsDataEndpoint(uri, this, operation(remaining), configuration.copy());
        endpoint.setStatusDetails(PropertiesHelper.extractProperties(parameters, "statusDetails."));
        EnumOption.refuseUnlessOneOf("onFailure", parameters, OnFailure.values());
        EnumOption.refuseUnlessOneOf("retryMode", parameters, RetryMode.values());
        setProperties(endpoint, parameters);
        IotJobsDataConfiguration own = endpoint.getConfiguration();
        if (own.getSslContextParameters() == null && own.getIotJobsDataPlaneClient() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    private static IotJobsDataOperation operation(String text) {
        return Arrays.stream(IotJobsDataOperation.values())
                .filter(o -> o.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an operation. Use one of "
                        + Arrays.stream(IotJobsDataOperation.values())
                                .map(o -> "iot-jobs-data:" + o)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    @Override
    protected void doStop() throws Exception {
        keeper.stop();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        clients.close();
        super.doShutdown();
    }

    SharedClients<JobsDataClient> clients() {
        return clients;
    }

    /** From now on told of jobs that end by reports made outside of a session. */
    void add(IotJobsDataConsumer consumer) {
        consumers.add(consumer);
    }

    void remove(IotJobsDataConsumer consumer) {
        consumers.remove(consumer);
    }

    /** A job of this thing has ended by a report outside of a session: whoever waits for the thing need not wait longer. */
    void ended(String thing) {
        consumers.forEach(consumer -> consumer.askNow(thing));
    }

    Keeper keeper() {
        return keeper;
    }

    public IotJobsDataConfiguration getConfiguration() {
        return configuration;
    }

    /** The options of all endpoints; an endpoint's own come first. */
    public void setConfiguration(IotJobsDataConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Whether to use the SSL context parameters of the Camel context where an endpoint has none. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
