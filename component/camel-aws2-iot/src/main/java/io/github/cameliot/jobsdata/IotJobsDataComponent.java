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
import io.github.cameliot.jobsdata.client.ServiceId;
import io.github.cameliot.jobsdata.client.SharedClients;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.health.ProducerHealthCheck;
import io.github.cameliot.jobsdata.health.ProducerHealthChecks;
import io.github.cameliot.jobsdata.lease.SleepAwareClock;
import io.github.cameliot.jobsdata.metrics.Metrics;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.options.EnumOption;
import io.github.cameliot.jobsdata.options.OptionTexts;
import io.github.cameliot.jobsdata.runtime.WorkerRuntime;
import io.github.cameliot.jobsdata.runtime.WorkerThreads;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.OpenSessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.concurrent.CamelThreadFactory;

/** Run the jobs of things with AWS IoT Jobs (data plane): claim jobs, run them in a route and report the results. */
@Component("iot-jobs-data")
public class IotJobsDataComponent extends HealthCheckComponent implements SSLContextParametersAware {

    /** How long a context that stops waits for releases, beyond Camel's own timeout for jobs that run. */
    private static final Duration RELEASE_BOUND = Duration.ofSeconds(10);

    private final SharedClients<JobsDataClient> clients;
    private final Set<IotJobsDataConsumer> consumers = new CopyOnWriteArraySet<>();
    private final Counters counters = new Counters();
    private final ProducerHealthChecks producerChecks = new ProducerHealthChecks();
    private final ProducerFigures producers = new ProducerFigures(new Counters(counters), counters, this::openSessions);
    private final Map<ServiceId, WorkerRuntime> runtimes = new ConcurrentHashMap<>();
    private LongSupplier clock = new SleepAwareClock();
    private WorkerThreads threads;
    private Long releaseUntil;
    private boolean stopped;
    private Metrics metrics;
    private Runnable producerMeters;

    @Metadata
    private IotJobsDataConfiguration configuration = new IotJobsDataConfiguration();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    public IotJobsDataComponent() {
        this(null);
    }

    public IotJobsDataComponent(CamelContext context) {
        this(context, SharedClients.ofDataPlane());
    }

    /** One whose endpoints share these clients: for tests and benchmarks without a network. */
    protected IotJobsDataComponent(CamelContext context, SharedClients<JobsDataClient> clients) {
        super(context);
        this.clients = clients;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        IotJobsDataOperation operation =
                EnumOption.operation("iot-jobs-data", remaining, IotJobsDataOperation.values());
        IotJobsDataEndpoint endpoint = new IotJobsDataEndpoint(uri, this, operation, configuration.copy());
        endpoint.setStatusDetails(PropertiesHelper.extractProperties(parameters, "statusDetails."));
        endpoint.setTexts(
                OptionTexts.of(getCamelContext(), "iot-jobs-data", parameters, getEndpointPropertyConfigurer()));
        setProperties(endpoint, parameters);
        IotJobsDataConfiguration own = endpoint.getConfiguration();
        if (own.getSslContextParameters() == null && own.getIotJobsDataPlaneClient() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        synchronized (this) {
            stopped = false;
        }
    }

    @Override
    protected synchronized void doStop() throws Exception {
        if (threads != null) {
            threads.stop();
            threads = null;
        }
        runtimes.clear();
        closeMetrics();
        releaseUntil = null;
        stopped = true;
        producerChecks.removeAll(getCamelContext());
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

    /** The other consumers that work now. */
    List<IotJobsDataConsumer> others(IotJobsDataConsumer than) {
        return consumers.stream().filter(c -> c != than).toList();
    }

    void remove(IotJobsDataConsumer consumer) {
        consumers.remove(consumer);
    }

    /** A job of this thing has ended by a report outside of a session: its next poll is made at once. */
    void endedOutside(ServiceId service, String thing) {
        for (IotJobsDataConsumer consumer : consumers) {
            if (consumer.isOf(service)) {
                consumer.pollNow(thing);
            }
        }
    }

    /** What works for that service in this process; its threads start with the first call. */
    synchronized WorkerRuntime runtime(ServiceId service) {
        if (stopped) {
            throw new IllegalStateException("Cannot work off jobs of " + service + ": the component has stopped.");
        }
        if (threads == null) {
            ExecutorServiceManager manager = getCamelContext().getExecutorServiceManager();
            String pattern = manager.getThreadNamePattern();
            threads = new WorkerThreads(name -> new CamelThreadFactory(pattern, name, true), name -> run -> {
                Thread thread = new Thread(run, manager.resolveThreadName(name));
                thread.setDaemon(true);
                return thread;
            });
        }
        return runtimes.computeIfAbsent(service, s -> new WorkerRuntime(s, counters, clock, threads));
    }

    /** For threads that poll things and run their jobs. */
    synchronized ThreadFactory pollThreads() {
        return threads.pollers();
    }

    /** For threads that read credentials for push. */
    synchronized ThreadFactory pushThreads() {
        return threads.push();
    }

    /** The open session of that execution, if this process claimed it there. */
    Optional<JobSession> find(ServiceId service, ExecutionId execution) {
        WorkerRuntime runtime = runtimes.get(service);
        return runtime == null ? Optional.empty() : runtime.sessions().find(execution);
    }

    /** All sessions that are open in this process, of all services. */
    List<JobSession> sessions() {
        return runtimes.values().stream()
                .flatMap(runtime -> runtime.sessions().all().stream())
                .toList();
    }

    /**
     * The context stops, and all routes have stopped: the first endpoint that asks has the jobs of all endpoints and
     * services released at once, so that one that hangs takes no time from the others.
     *
     * @return until when that is waited for, on the clock of {@link System#nanoTime()}
     */
    synchronized long releaseUntil() {
        if (releaseUntil == null) {
            releaseUntil = System.nanoTime() + RELEASE_BOUND.toNanos();
            runtimes.values().forEach(WorkerRuntime::releaseAll);
        }
        return releaseUntil;
    }

    /** The consumers that have started, and have not stopped. */
    Set<IotJobsDataConsumer> consumers() {
        return consumers;
    }

    ProducerHealthCheck producerHealth(IotJobsDataEndpoint endpoint) {
        return producerChecks.of(endpoint, endpoint.getOperation(), isHealthCheckProducerEnabled());
    }

    Counters counters() {
        return counters;
    }

    /** Those that count in the counters of the component, and in those of all producers where the endpoint has no consumer. */
    synchronized Counters counters(IotJobsDataEndpoint endpoint) {
        if (endpoint.hasConsumer()) {
            return counters;
        }
        if (producerMeters == null) {
            producerMeters = metrics().register("", producers);
        }
        return producers.counters();
    }

    /** The meters of this component: looked for once, when the first of its endpoints starts. */
    synchronized Metrics metrics() {
        if (metrics == null) {
            metrics = Metrics.of(getCamelContext());
        }
        return metrics;
    }

    private void closeMetrics() {
        if (producerMeters != null) {
            producerMeters.run();
            producerMeters = null;
        }
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
    }

    private List<OpenSessions> openSessions() {
        return runtimes.values().stream().map(WorkerRuntime::sessions).toList();
    }

    /** Monotonic, nanoseconds. */
    synchronized LongSupplier clock() {
        return clock;
    }

    /** For tests that move time. */
    synchronized void useClock(LongSupplier monotonicNanos) {
        clock = monotonicNanos;
    }

    public IotJobsDataConfiguration getConfiguration() {
        return configuration;
    }

    /** All options as one bean (#bean). They apply to all endpoints; an option of an endpoint overrides them. */
    public void setConfiguration(IotJobsDataConfiguration configuration) {
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
