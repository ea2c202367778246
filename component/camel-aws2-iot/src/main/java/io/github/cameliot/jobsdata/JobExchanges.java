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
import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.exchange.ExecutionHeaders;
import io.github.cameliot.jobsdata.exchange.Interrupter;
import io.github.cameliot.jobsdata.exchange.ReportOnCompletion;
import io.github.cameliot.jobsdata.poll.FailureLog;
import io.github.cameliot.jobsdata.poll.JobHandler;
import io.github.cameliot.jobsdata.poll.JobRun;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.tracing.TraceMember;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelTracingService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an exchange through the route for each job, and reports failed polls to the user. */
final class JobExchanges implements JobHandler {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsDataConsumer.class);

    private final IotJobsDataConsumer consumer;
    private final IotJobsDataEndpoint endpoint;
    private final EndpointWorker worker;
    private final TraceMember trace;
    private final boolean traced;
    /** A closed client makes the polls of all things fail: one warning is enough. */
    private final AtomicBoolean closedIsTold = new AtomicBoolean();

    private final FailureLog failures = new FailureLog(System::nanoTime);

    JobExchanges(IotJobsDataConsumer consumer, IotJobsDataEndpoint endpoint, EndpointWorker worker) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.worker = worker;
        this.traced = endpoint.getCamelContext().hasService(CamelTracingService.class) != null;
        this.trace = TraceMember.of(endpoint.getConfiguration().getTraceContext());
    }

    @Override
    public JobSession open(Claimed claimed) {
        return worker.open(claimed);
    }

    @Override
    public void run(JobSession session, JobRun run) {
        IotJobsDataConfiguration options = endpoint.getConfiguration();
        Exchange exchange = consumer.createExchange(false);
        exchange.getMessage().setBody(session.execution().jobDocument());
        ExecutionHeaders.set(exchange.getMessage(), session);
        if (trace != null) {
            trace.show(exchange.getMessage(), session.execution().jobDocument());
        }
        exchange.setProperty(IotJobsDataConstants.SESSION, session);
        try (Interrupter interrupter = interrupter(session, options)) {
            ReportOnCompletion completion =
                    new ReportOnCompletion(session, options.getOnFailure(), exchange, interrupter, run::ended);
            exchange.getExchangeExtension().addOnCompletion(completion);
            if (traced) {
                exchange.setProperty(ReportOnCompletion.PROPERTY, completion); // for the span of the route
            }
            session.endWhen(completion::isExchangeGone);
            session.claimedBy(consumer.getRouteId());
            run.begun();
            consumer.getAsyncProcessor().process(exchange, doneSync -> ended(exchange, completion));
        }
    }

    private static Interrupter interrupter(JobSession session, IotJobsDataConfiguration options) {
        return options.isInterruptOnLost() ? Interrupter.of(session) : Interrupter.NONE;
    }

    private void ended(Exchange exchange, ReportOnCompletion completion) {
        try {
            completion.callback(exchange);
            // The user's exception handler, or that of bridgeErrorHandler. If there is none, the log lines below are
            // shorter and complete.
            if (exchange.getException() != null && endpoint.getExceptionHandler() != null) {
                consumer.getExceptionHandler()
                        .handleException("The route of a job has failed", exchange, exchange.getException());
            }
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    @Override
    public void failed(String thing, RuntimeException failure, boolean repeated) {
        if (endpoint.isBridgeErrorHandler() || endpoint.getExceptionHandler() != null) {
            consumer.getExceptionHandler().handleException("Cannot poll thing " + thing, failure);
        } else {
            log(thing, failure, failures.failed(thing, repeated));
        }
    }

    private void log(String thing, RuntimeException failure, FailureLog.Verdict verdict) {
        if (!verdict.isLogged()) {
            LOG.debug("The poll of thing {} failed; the thing is polled again.", thing, failure);
        } else if (isOfAClosedClient(failure) && closedIsTold.getAndSet(true)) {
            LOG.debug("Thing {} cannot be polled, because its client is closed", thing, failure);
        } else {
            LOG.warn(
                    "{} Thing {} is polled again at growing intervals of at most {} s. {}",
                    failure.getMessage(),
                    thing,
                    endpoint.getConfiguration().getMaxDelay().toSeconds(),
                    whatIsLoggedNext(verdict));
            LOG.debug("Thing {} cannot be polled", thing, failure);
        }
    }

    private static String whatIsLoggedNext(FailureLog.Verdict verdict) {
        String silent = verdict.silent() == 0
                ? ""
                : "It has failed and recovered " + verdict.silent() + " more time(s) since the last such line. ";
        return silent
                + (verdict.isLast()
                        ? "It fails and recovers repeatedly: for the rest of " + FailureLog.WINDOW.toMinutes()
                                + " minutes this is logged at DEBUG only."
                        : "Not repeated until a poll works.");
    }

    private static boolean isOfAClosedClient(RuntimeException failure) {
        return failure instanceof JobsCallException call && call.isClientClosed();
    }

    @Override
    public void recovered(String thing) {
        if (failures.recovered(thing)) {
            LOG.info("A poll of thing {} works again.", thing);
        } else {
            LOG.debug("A poll of thing {} works again.", thing);
        }
    }

    @Override
    public void blocked(String thing, ClaimResult.Blocked by) {
        LOG.info(
                "Thing {} is held: job {} (execution {}, attempt {}) by {}, last update {} s ago. It may "
                        + "be taken over{}.",
                thing,
                by.jobId(),
                by.executionNumber(),
                by.attempt(),
                by.owner(),
                by.age() == null ? "?" : by.age().toSeconds(),
                by.left() == null
                        ? " at a time that is not known"
                        : " in " + by.left().toSeconds() + " s");
    }
}
