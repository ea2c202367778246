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

import io.github.cameliot.control.await.ScheduledTimer;
import io.github.cameliot.control.await.Timer;
import io.github.cameliot.jobsdata.client.SharedClients;
import io.github.cameliot.jobsdata.health.ProducerHealthCheck;
import io.github.cameliot.jobsdata.health.ProducerHealthChecks;
import io.github.cameliot.jobsdata.metrics.Metrics;
import io.github.cameliot.jobsdata.options.EnumOption;
import io.github.cameliot.jobsdata.options.OptionTexts;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import software.amazon.awssdk.services.iot.IotClient;

/** Create, await, describe and cancel jobs with AWS IoT Jobs (control plane). */
@Component("iot-jobs")
public class IotJobsComponent extends HealthCheckComponent implements SSLContextParametersAware {

    private static final int MOST_PER_SECOND = 1000;

    private final SharedClients<IotClient> clients = SharedClients.of(IotClient::builder);
    private final ProducerHealthChecks producers = new ProducerHealthChecks();

    @Metadata
    private IotJobsConfiguration configuration = new IotJobsConfiguration();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    @Metadata(defaultValue = "8")
    private int maxRequestsPerSecond = 8;

    private Function<ThreadFactory, Timer> timers = ScheduledTimer::new;
    private Waits waits;
    private EventNotifier contextStopping;
    private Metrics metrics;

    public IotJobsComponent() {
        this(null);
    }

    public IotJobsComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        IotJobsOperation operation = EnumOption.operation("iot-jobs", remaining, IotJobsOperation.values());
        IotJobsEndpoint endpoint = new IotJobsEndpoint(uri, this, operation, configuration.copy());
        endpoint.setTexts(OptionTexts.of(getCamelContext(), "iot-jobs", parameters, getEndpointPropertyConfigurer()));
        setProperties(endpoint, parameters);
        IotJobsConfiguration own = endpoint.getConfiguration();
        if (own.getSslContextParameters() == null && own.getIotClient() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** The waits of all endpoints; their threads are made for the first one. */
    synchronized Waits waits() {
        if (waits == null) {
            String pattern = getCamelContext().getExecutorServiceManager().getThreadNamePattern();
            Function<String, ThreadFactory> factories = name -> new CamelThreadFactory(pattern, name, true);
            waits = new Waits(timers.apply(factories.apply("iot-jobs-await-timer")), maxRequestsPerSecond, factories);
            waits.measure(metrics().waits(waits::size, waits::jobs));
            contextStopping = new ContextStopping(waits);
            getCamelContext().getManagementStrategy().addEventNotifier(contextStopping);
        }
        return waits;
    }

    /** For tests: another time. */
    void setTimers(Function<ThreadFactory, Timer> timers) {
        this.timers = timers;
    }

    @Override
    protected void doStart() throws Exception {
        if (maxRequestsPerSecond < 1 || maxRequestsPerSecond > MOST_PER_SECOND) {
            throw new IllegalArgumentException("maxRequestsPerSecond=" + maxRequestsPerSecond
                    + " is not possible. Use 1 to " + MOST_PER_SECOND + "; AWS allows about 10.");
        }
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        producers.removeAll(getCamelContext());
        stopWaits();
        closeMetrics();
    }

    /** The meters of this component: looked for once, when the first of its producers starts. */
    synchronized Metrics metrics() {
        if (metrics == null) {
            metrics = Metrics.of(getCamelContext());
        }
        return metrics;
    }

    private synchronized void closeMetrics() {
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
    }

    private synchronized void stopWaits() {
        if (waits != null) {
            getCamelContext().getManagementStrategy().removeEventNotifier(contextStopping);
            waits.close();
            waits = null;
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        clients.close();
        super.doShutdown();
    }

    ProducerHealthCheck producerHealth(IotJobsEndpoint endpoint) {
        return producers.of(endpoint, endpoint.getOperation(), isHealthCheckProducerEnabled());
    }

    SharedClients<IotClient> clients() {
        return clients;
    }

    public int getMaxRequestsPerSecond() {
        return maxRequestsPerSecond;
    }

    /**
     * The maximum number of calls per second that all waits (await) make in one account and region: 1 to 1000. AWS allows
     * about 10 calls of the control plane per second for all clients of an account in a region.
     */
    public void setMaxRequestsPerSecond(int maxRequestsPerSecond) {
        this.maxRequestsPerSecond = maxRequestsPerSecond;
    }

    public IotJobsConfiguration getConfiguration() {
        return configuration;
    }

    /** All options as one bean (#bean). They apply to all endpoints; an option of an endpoint overrides them. */
    public void setConfiguration(IotJobsConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Whether to use the global SSL context parameters of the Camel context, if an endpoint has no sslContextParameters. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
