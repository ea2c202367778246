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

import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.session.Claims;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Outcome;
import io.github.cameliot.jobsdata.session.Pause;
import io.github.cameliot.jobsdata.session.WorkLoop;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims the jobs of its things, runs the route for each, and reports how it ended. */
public class IotJobsDataConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsDataConsumer.class);

    private final IotJobsDataEndpoint endpoint;
    private final IotJobsDataConfiguration options;
    private ExecutorService executor;
    private WorkLoop loop;

    public IotJobsDataConsumer(IotJobsDataEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Set<String> things = OptionCheck.things(options);
        StatusDetails details =
                endpoint.getStatusDetails().isEmpty() ? null : StatusDetails.of(endpoint.getStatusDetails());
        Claims claims = new Claims(
                endpoint.client(),
                details,
                options.getStepTimeout() == null ? null : StepTimeouts.parse("stepTimeout", options.getStepTimeout()));
        int threads = options.getMaxInFlight() + 1;
        executor = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(this, "iot-jobs-data", threads, threads);
        loop = new WorkLoop(
                claims,
                new Pause(options.getDelay(), options.getMaxDelay()),
                options.getMaxInFlight(),
                executor,
                new Jobs());
        LOG.info("Working off jobs of {} thing(s), {} at once: {}", things.size(), options.getMaxInFlight(), endpoint);
        loop.start(things);
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
            loop.stop();
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
            loop = null;
            executor = null;
        }
        super.doStop();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    /** Claims on the way; jobs that run are counted by Camel as exchanges in flight. */
    @Override
    public int getPendingExchangesSize() {
        WorkLoop current = loop;
        return current == null ? 0 : current.claiming();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // suspend and stop do all there is to do
    }

    private final class Jobs implements WorkLoop.Handler {

        @Override
        public void run(JobSession session, Runnable begun, WorkLoop.Done done) {
            JobExecution job = session.execution();
            LOG.info("Claimed job {} on thing {} (execution {}).", job.jobId(), job.thing(), job.executionNumber());
            Exchange exchange = createExchange(true);
            exchange.getMessage().setBody(job.jobDocument());
            ExecutionHeaders.set(exchange.getMessage(), job.thing(), Optional.of(job));
            exchange.setProperty(IotJobsDataConstants.SESSION, session);
            exchange.getExchangeExtension().addOnCompletion(new Report(session, done));
            begun.run();
            getAsyncProcessor().process(exchange, doneSync -> releaseExchange(exchange, true));
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
                        options.getMaxDelay().toSeconds(),
                        failure);
            }
        }

        @Override
        public void recovered(String thing) {
            LOG.info("Thing {} answers again.", thing);
        }
    }

    /** Reports when the exchange has ended, wherever that is: a copy that took the job over reports too. */
    private final class Report extends SynchronizationAdapter {

        private final JobSession session;
        private final WorkLoop.Done done;

        Report(JobSession session, WorkLoop.Done done) {
            this.session = session;
            this.done = done;
        }

        @Override
        public void onDone(Exchange exchange) {
            boolean left = true;
            try {
                left = report(ExchangeOutcome.of(exchange, options.getOnFailure()));
            } catch (RuntimeException e) {
                LOG.error("{} The job stays in progress and will be run again.", e.getMessage(), e);
            } finally {
                done.done(left);
            }
        }

        /** @return whether the job was left in progress */
        private boolean report(Outcome outcome) {
            JobExecution job = session.execution();
            if (session.isEnded()) {
                LOG.info("Finished job {} on thing {}: reported by the route.", job.jobId(), job.thing());
                return false;
            }
            session.finish(outcome);
            if (outcome.isLeft()) {
                LOG.warn(
                        "Left job {} on thing {} in progress: {}. It is run again after about {} s.",
                        job.jobId(),
                        job.thing(),
                        outcome.reason(),
                        options.getMaxDelay().toSeconds());
            } else {
                LOG.info(
                        "Finished job {} on thing {}: {}{}.",
                        job.jobId(),
                        job.thing(),
                        outcome.status(),
                        outcome.reason() == null ? "" : " (" + outcome.reason() + ")");
            }
            return outcome.isLeft();
        }
    }
}
