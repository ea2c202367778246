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

import io.github.cameliot.jobsdata.client.ServiceId;
import io.github.cameliot.jobsdata.health.ConsumerCalls;
import io.github.cameliot.jobsdata.poll.Pauses;
import io.github.cameliot.jobsdata.poll.PollBackoff;
import io.github.cameliot.jobsdata.poll.PollLoop;
import io.github.cameliot.jobsdata.poll.PollOptions;
import io.github.cameliot.jobsdata.poll.Sweep;
import io.github.cameliot.jobsdata.push.JobNotifications;
import io.github.cameliot.jobsdata.push.Push;
import io.github.cameliot.jobsdata.push.PushStatus;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the jobs of its things, runs the route for each, and reports how the route ended. */
public class IotJobsDataConsumer extends ManagedJobsConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsDataConsumer.class);

    private static final int MOST_SHOWN = 3;

    private final IotJobsDataEndpoint endpoint;
    private final IotJobsDataConfiguration options;
    private ScheduledExecutorService lister;
    private Future<?> listing;
    private volatile EndpointWorker worker;
    private volatile PollLoop loop;
    private volatile ListedThings bean;
    private volatile JobNotifications notifications;
    private Runnable notificationRound;
    private Runnable meters = () -> {};
    private volatile boolean stoppedBySuspend;

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
        stoppedBySuspend = false;
        startLoop();
    }

    private void startLoop() {
        ListedThings listed = options.getThings() == null
                ? null
                : new ListedThings(options.getThings(), endpoint.component().clock());
        bean = listed;
        Collection<String> things =
                listed == null ? OptionCheck.thing(options) : listed.listFirst().added();
        OptionCheck.risks(options, options.getIotJobsDataPlaneClient() == null)
                .forEach(risk -> LOG.warn("Route {}: {}", getRouteId(), risk));
        EndpointWorker mine = endpoint.worker();
        JobNotifications notified = PushOptions.notifications(endpoint, mine, getRouteId());
        PollOptions how = new PollOptions(
                new Pauses(
                        new PollBackoff(options.getDelay(), options.getMaxDelay()),
                        notified == null ? Sweep.NONE : new Sweep(options.getPushMaxDelay(), notified)),
                options.getMaxInFlight(),
                endpoint.claimDetails(),
                mine.rate());
        PollLoop started = new PollLoop(
                mine.claims(), how, endpoint.component().pollThreads(), new JobExchanges(this, endpoint, mine));
        if (notified != null) {
            // First, because it may be refused; the loop has no thread yet.
            Push.start(notified, started, things);
        }
        LOG.info(
                "Processing jobs of {} thing(s), {} at once: {}",
                new HashSet<>(things).size(),
                options.getMaxInFlight(),
                ShownUri.of(endpoint.toString()));
        worker = mine;
        loop = started;
        // Before the first poll, so that its claims are measured too.
        meters = endpoint.component().metrics().register(getRouteId(), new ConsumerFigures(mine, started, notified));
        started.update(things, List.of());
        mine.add(started);
        if (notified != null) {
            notifications = notified;
            notificationRound = notified::tick;
            mine.add(notificationRound);
        }
        endpoint.component().add(this);
        warnOfOthers(things);
        if (listed != null) {
            long delay = options.getDelay().toMillis();
            lister = endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "iot-jobs-data-things");
            listing = lister.scheduleWithFixedDelay(() -> update(started, listed), delay, delay, TimeUnit.MILLISECONDS);
        }
    }

    private void update(PollLoop loop, ListedThings things) {
        ListedNames.Change change = things.listAgain();
        if (change != null) {
            loop.update(change.added(), change.removed());
            JobNotifications notified = notifications;
            if (notified != null) {
                notified.update(change.added(), change.removed());
            }
            warnOfOthers(change.added());
        }
    }

    /**
     * Other consumers of this context that poll the same things, unless both have a filter, which then divides the
     * jobs.
     */
    private void warnOfOthers(Collection<String> added) {
        for (IotJobsDataConsumer other : endpoint.component().others(this)) {
            PollLoop loopOfOther = other.loop;
            boolean filtered = options.getFilter() != null && other.options.getFilter() != null;
            if (loopOfOther == null || filtered || !other.isOf(endpoint.service())) {
                continue;
            }
            List<String> both = loopOfOther.listed(added);
            if (!both.isEmpty()) {
                LOG.warn(
                        "Routes {} and {} both process the jobs of {}: each job runs in the route that claims it "
                                + "first, and the polls of the other route are wasted. List each thing in one route "
                                + "only, or set a filter on both.",
                        getRouteId(),
                        other.getRouteId(),
                        shown(both));
            }
        }
    }

    private static String shown(List<String> things) {
        String first = String.join(", ", things.subList(0, Math.min(MOST_SHOWN, things.size())));
        return things.size() <= MOST_SHOWN ? first : first + " and " + (things.size() - MOST_SHOWN) + " more things";
    }

    @Override
    protected void doSuspend() {
        PollLoop current = loop;
        if (current != null) {
            current.suspend();
        }
        JobNotifications notified = notifications;
        if (notified != null) {
            notified.pause();
        }
    }

    @Override
    protected void doResume() {
        PollLoop current = loop;
        if (current != null) {
            current.resume();
        }
        JobNotifications notified = notifications;
        if (notified != null) {
            notified.resume();
        }
    }

    /**
     * If a suspend runs into its timeout, Camel's interrupted task still suspends the consumer (seen in 4.18.0),
     * possibly after it was resumed. That is too late and is not carried out.
     */
    @Override
    public void suspend() {
        if (Thread.currentThread().isInterrupted()) {
            LOG.debug("The suspend of {} has timed out and is not carried out any more", endpoint);
        } else {
            super.suspend();
        }
    }

    /**
     * A suspend that runs into its timeout stops the consumer and leaves the state of the route unchanged. Resuming
     * starts the consumer again.
     */
    @Override
    public boolean isSuspended() {
        return super.isSuspended() || isStoppedBySuspend();
    }

    private boolean isStoppedBySuspend() {
        if (!stoppedBySuspend || !isStopped()) {
            return false;
        }
        ServiceStatus route = endpoint.getCamelContext().getRouteController().getRouteStatus(getRouteId());
        return route != null && !route.isStopped();
    }

    @Override
    public void resume() {
        if (isStoppedBySuspend()) {
            start();
        } else {
            super.resume();
        }
    }

    @Override
    protected void doStop() throws Exception {
        PollLoop current = loop;
        if (current != null) {
            stoppedBySuspend = !endpoint.getCamelContext().isStopping();
            endpoint.component().remove(this);
            // Without an interrupt: a job that still runs is reported when it ends, or released when the context has
            // stopped.
            current.stop();
            worker.remove(current);
            if (notifications != null) {
                worker.remove(notificationRound);
                notifications.stop();
            }
            meters.run();
            if (lister != null) {
                listing.cancel(false);
                endpoint.getCamelContext().getExecutorServiceManager().shutdown(lister);
                lister = null;
            }
            loop = null;
            bean = null;
            notifications = null;
        }
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Polls and reports that are in progress. Camel counts jobs that run as exchanges in flight. */
    @Override
    public int getPendingExchangesSize() {
        PollLoop current = loop;
        return current == null ? 0 : current.claiming() + getOutcomesWaiting();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // suspend and stop do all the work
    }

    /** The name of its service; null before the first start. */
    String service() {
        ServiceId service = endpoint.service();
        return service == null ? null : service.name();
    }

    /** Whether it polls this service. */
    boolean isOf(ServiceId service) {
        return service.equals(endpoint.service());
    }

    /** Why its {@code things} bean lists nothing; empty while it does, or where there is none. */
    Optional<ListedThings.Failure> listFailure() {
        ListedThings current = bean;
        return current == null ? Optional.empty() : current.failure();
    }

    /** The calls of its polls and jobs that fail; empty while they work. */
    Optional<ConsumerCalls.Failing> failingCalls() {
        ConsumerCalls calls = endpoint.calls();
        return calls == null ? Optional.empty() : calls.failing();
    }

    /** Its open jobs whose last write failed, each with why. */
    List<JobSession> failingJobs() {
        EndpointWorker current = worker;
        return current == null ? List.of() : current.failing();
    }

    @Override
    Optional<PushStatus> push() {
        JobNotifications notified = notifications;
        return notified == null ? Optional.empty() : Optional.of(notified.status());
    }

    @Override
    PollLoop loop() {
        return loop;
    }

    @Override
    EndpointWorker worker() {
        return worker;
    }
}
