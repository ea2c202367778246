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

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.poll.PollBackoff;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EmptyAsyncCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the jobs of its things, runs the route for each, and reports how it ended. */
@ManagedResource(description = "Managed AWS IoT Jobs consumer")
public class IotJobsDataConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsDataConsumer.class);

    private final IotJobsDataEndpoint endpoint;
    private final IotJobsDataConfiguration options;
    private ExecutorService executor;
    private ScheduledExecutorService lister;
    private Future<?> listing;
    private boolean listFails;
    private volatile PollLoop loop;

    public IotJobsDataConsumer(IotJobsDataEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
    }

    @Override
    protected void doBuild() throws Exception {
        super.doBuild();
        setHealthCheck(new IotJobsDataHealthCheck(this, endpoint.component().isHealthCheckConsumerEnabled()));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Set<String> things = OptionCheck.things(options);
        int threads = options.getMaxInFlight() + 1;
        ExecutorServiceManager manager = endpoint.getCamelContext().getExecutorServiceManager();
        executor = manager.newThreadPool(this, "iot-jobs-data", threads, threads);
        loop = new PollLoop(
                endpoint.claims(),
                new PollBackoff(options.getDelay(), options.getMaxDelay()),
                options.getMaxInFlight(),
                executor,
                new Jobs());
        LOG.info("Working off jobs of {} thing(s), {} at once: {}", things.size(), options.getMaxInFlight(), endpoint);
        loop.start(things);
        endpoint.component().add(this);
        if (options.getThings() != null) {
            long delay = options.getDelay().toMillis();
            lister = manager.newSingleThreadScheduledExecutor(this, "iot-jobs-data-things");
            listing = lister.scheduleWithFixedDelay(this::list, delay, delay, TimeUnit.MILLISECONDS);
        }
    }

    /** Asks the bean for its things; if it fails, the last list stands. */
    private void list() {
        try {
            PollLoop current = loop;
            if (current != null) {
                current.update(OptionCheck.things(options));
                listFails = false;
            }
        } catch (RuntimeException e) {
            if (!listFails) {
                LOG.warn(
                        "things cannot be listed; the last list stands, and the bean is asked again: {}",
                        e.getMessage(),
                        e);
            }
            listFails = true;
        }
    }

    @Override
    protected void doSuspend() {
        loop.suspend();
    }

    @Override
    protected void doResume() {
        loop.resume();
    }

    @Override
    protected void doStop() throws Exception {
        if (loop != null) {
            endpoint.component().remove(this);
            loop.stop();
            if (lister != null) {
                listing.cancel(false);
                endpoint.getCamelContext().getExecutorServiceManager().shutdown(lister);
                lister = null;
            }
            // Without an interrupt: a job that still runs is reported when it ends, or released when the context has
            // stopped.
            endpoint.getCamelContext().getExecutorServiceManager().shutdown(executor);
            loop = null;
            executor = null;
        }
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Claims and reports on the way; jobs that run are counted by Camel as exchanges in flight. */
    @Override
    public int getPendingExchangesSize() {
        PollLoop current = loop;
        return current == null ? 0 : current.claiming() + endpoint.reporting();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // suspend and stop do all there is to do
    }

    /** Counts of this consumer's loop; null while it is stopped. */
    PollLoop loop() {
        return loop;
    }

    @ManagedAttribute(description = "Jobs whose route runs")
    public int getJobsRunning() {
        return loop == null ? 0 : loop.running();
    }

    @ManagedAttribute(description = "Things that are being asked now")
    public int getThingsClaiming() {
        return loop == null ? 0 : loop.claiming();
    }

    @ManagedAttribute(description = "Things that wait for their turn")
    public int getThingsWaiting() {
        return loop == null ? 0 : loop.waiting();
    }

    @ManagedAttribute(description = "Things that could not be asked when last tried")
    public int getThingsFailing() {
        return loop == null ? 0 : loop.failing().size();
    }

    @ManagedAttribute(description = "Things whose next job another worker holds, each with owner, age and attempt")
    public List<String> getThingsBlocked() {
        return loop == null
                ? List.of()
                : loop.blocked().entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .sorted()
                        .toList();
    }

    @ManagedAttribute(description = "Outcomes that the service has not accepted yet")
    public int getOutcomesWaiting() {
        return endpoint.reporting();
    }

    @ManagedAttribute(
            description = "Outcomes in the outcomeRepository that wait for their delivery, each with what failed")
    public Map<String, String> getOutcomesKept() {
        return new TreeMap<>(endpoint.outcomes().shown());
    }

    @ManagedAttribute(description = "Outcomes in the outcomeRepository that nobody can deliver, each with why")
    public Map<String, String> getOutcomesQuarantined() {
        return new TreeMap<>(endpoint.outcomes().quarantined());
    }

    boolean hasOutcomeRepository() {
        return options.getOutcomeRepository() != null;
    }

    /** What the outcomeRepository failed with when it was last used. */
    Optional<RuntimeException> outcomeRepositoryFailure() {
        return endpoint.outcomes().failure();
    }

    @ManagedOperation(
            description = "Removes an outcome in quarantine from the outcomeRepository: a person has seen to it")
    public void forgetOutcome(String key) {
        endpoint.outcomes().forget(key);
    }

    @ManagedAttribute(description = "What was decided and met since the start, over all endpoints of the component")
    public Map<String, Long> getCounters() {
        Counters counters = endpoint.component().keeper().counters();
        Map<String, Long> all = new TreeMap<>();
        for (Counter counter : Counter.values()) {
            all.put(counter.name(), counters.get(counter));
        }
        return all;
    }

    @ManagedOperation(description = "Gives up the job that runs on this thing, for another worker to take at once")
    public void releaseJob(String thing) {
        running(thing).withdraw(Outcome.left("released by an operator"));
    }

    @ManagedOperation(description = "Reports the job that runs on this thing FAILED, with this reason")
    public void failJob(String thing, String reason) {
        running(thing).withdraw(Outcome.failed(reason));
    }

    /**
     * Something new is known of this thing, as from a notification: it is asked for a job at once, or as soon as the job
     * it has here is over.
     *
     * @return whether this consumer works for the thing; false too while it is stopped
     */
    @ManagedOperation(description = "Asks this thing for a job now; false if it is not one of this consumer's")
    public boolean askNow(String thing) {
        PollLoop current = loop;
        return current != null && current.askNow(thing);
    }

    private JobSession running(String thing) {
        return endpoint.session(thing)
                .orElseThrow(
                        () -> new IllegalArgumentException("No job runs on thing " + Names.shown(thing) + " here."));
    }

    private final class Jobs implements PollLoop.Handler {

        @Override
        public void run(JobSession session, Runnable begun, Runnable ended) {
            endpoint.opened(session);
            Exchange exchange = createExchange(true);
            exchange.getMessage().setBody(session.execution().jobDocument());
            ExecutionHeaders.set(exchange.getMessage(), session);
            exchange.setProperty(IotJobsDataConstants.SESSION, session);
            exchange.getExchangeExtension()
                    .addOnCompletion(new ReportOnCompletion(session, options.getOnFailure(), ended));
            begun.run();
            try (Interrupter ignored = Interrupter.of(session, options.isInterruptOnLost())) {
                getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
            }
        }

        @Override
        public void failed(String thing, RuntimeException failure, boolean repeated) {
            if (endpoint.isBridgeErrorHandler()) {
                handleException("Cannot get jobs of thing " + thing, failure);
            } else if (repeated) {
                LOG.debug("Thing {} still fails; it is asked again.", thing, failure);
            } else {
                LOG.warn(
                        "{} Thing {} is asked again, ever more rarely, up to every {} s; until it answers this is not"
                                + " repeated.",
                        failure.getMessage(),
                        thing,
                        options.getMaxDelay().toSeconds());
                LOG.debug("Thing {} cannot be asked", thing, failure);
            }
        }

        @Override
        public void recovered(String thing) {
            LOG.info("Thing {} answers again.", thing);
        }

        @Override
        public void blocked(String thing, ClaimResult.Blocked by) {
            LOG.info(
                    "Thing {} is held: job {} (execution {}, attempt {}) by {}, last update {} s ago. It may be taken over{}.",
                    thing,
                    by.jobId(),
                    by.executionNumber(),
                    by.attempt(),
                    by.owner(),
                    by.age() == null ? "?" : by.age().toSeconds(),
                    by.left() == null
                            ? " at no time that can be told"
                            : " in " + by.left().toSeconds() + " s");
        }
    }
}
