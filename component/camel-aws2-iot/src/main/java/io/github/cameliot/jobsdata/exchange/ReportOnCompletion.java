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
package io.github.cameliot.jobsdata.exchange;

import io.github.cameliot.jobsdata.OnFailure;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.PooledExchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the outcome when the exchange has ended, wherever that is: an exchange that has taken over the job reports
 * too.
 */
public final class ReportOnCompletion extends SynchronizationAdapter {

    /** The exchange property that holds this object for the job of a consumer, if Camel traces. */
    public static final String PROPERTY = "CamelAwsIotJobsReport";

    private static final Logger LOG = LoggerFactory.getLogger(ReportOnCompletion.class);

    private final JobSession session;
    private final OnFailure onFailure;
    private final Interrupter interrupter;
    private final Runnable after;
    private volatile Exchange exchange;
    private volatile long created;
    private volatile boolean done;
    private volatile boolean handedOver;

    public ReportOnCompletion(JobSession session, OnFailure onFailure, Exchange exchange) {
        this(session, onFailure, exchange, Interrupter.NONE, () -> {});
    }

    /**
     * @param interrupter closed first, when the route has ended
     * @param after run last, whatever the result of the report is
     */
    public ReportOnCompletion(
            JobSession session, OnFailure onFailure, Exchange exchange, Interrupter interrupter, Runnable after) {
        this.session = session;
        this.onFailure = onFailure;
        this.interrupter = interrupter;
        this.after = after;
        belongsTo(exchange);
        forgetFailureOfEarlierMessage(exchange);
    }

    /**
     * Camel 4.18.0 does not clear this flag on an exchange that it returns to its pool, although it clears the
     * exception.
     */
    private static void forgetFailureOfEarlierMessage(Exchange exchange) {
        if (exchange.getExchangeExtension().isFailureHandled()
                && exchange.getProperty(Exchange.EXCEPTION_CAUGHT) == null) {
            exchange.getExchangeExtension().setFailureHandled(false);
        }
    }

    private void belongsTo(Exchange owner) {
        exchange = owner;
        created = owner.getClock().getCreated();
    }

    @Override
    public void beforeHandover(Exchange target) {
        handedOver = true;
        belongsTo(target);
    }

    @Override
    public void onDone(Exchange ended) {
        if (done) {
            return; // a loop ends its exchange more than once
        }
        done = true;
        try {
            interrupter.close();
            session.finish(ExchangeOutcome.of(ended, onFailure));
        } catch (RuntimeException e) {
            LOG.error("Reporting {} failed; it is retried in the background.", session.execution(), e);
        } finally {
            after.run();
        }
    }

    /**
     * The callback of the exchange was called, so the exchange has ended. Camel loses completions of pooled exchanges
     * ({@code split().stopOnException()}, seen in 4.18.0); in this case the callback is the end.
     */
    public void callback(Exchange ended) {
        if (!done && !handedOver) {
            onDone(ended);
        }
    }

    /**
     * The outcome that would be reported if the exchange ended now.
     *
     * @return empty if it was reported, or if another exchange continues the job
     */
    public Optional<Outcome> outcome(Exchange ended) {
        return done || handedOver ? Optional.empty() : Optional.of(ExchangeOutcome.of(ended, onFailure));
    }

    /**
     * Whether the exchange has gone back to its pool, or is used for another message, without a call of this
     * completion.
     */
    public boolean isExchangeGone() {
        return !done
                && exchange instanceof PooledExchange
                && exchange.getClock().getCreated() != created;
    }
}
