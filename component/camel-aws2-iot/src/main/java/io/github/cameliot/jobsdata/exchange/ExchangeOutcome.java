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

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.OnFailure;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.Secrets;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outcome of a job, from its exchange that has ended.
 *
 * <p>An exception, rollback-only, or a failure that was handled by an error handler (dead-letter channel, {@code
 * onException.handled}) is a failure; an exception that the route itself caught ({@code doTry}) or continued is not.
 * The route can overrule this with a {@link JobRejectedException} or with the header {@link
 * IotJobsDataConstants#OUTCOME}, which cannot turn an unhandled exception into a success.
 */
public final class ExchangeOutcome {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeOutcome.class);

    private ExchangeOutcome() {}

    public static Outcome of(Exchange exchange, OnFailure onFailure) {
        try {
            return read(exchange, onFailure);
        } catch (RuntimeException e) {
            String wrong = Secrets.masked("the outcome of the route cannot be read: " + e.getMessage());
            LOG.error("{}. The job is treated as failed.", wrong, e);
            return onFailure.outcome(wrong);
        }
    }

    private static Outcome read(Exchange exchange, OnFailure onFailure) {
        String reason = Secrets.masked(text(exchange, IotJobsDataConstants.OUTCOME_REASON));
        Outcome shown = shown(exchange, onFailure, reason);
        String said = text(exchange, IotJobsDataConstants.OUTCOME);
        if (said == null) {
            return shown;
        }
        ExecutionStatus status = ExecutionStatus.of(said.strip().toUpperCase(java.util.Locale.ROOT));
        if (!status.isSettable() || !status.isTerminal()) {
            String wrong = IotJobsDataConstants.OUTCOME + "=" + Names.shown(said)
                    + " is not an outcome: the route must set SUCCEEDED, FAILED or REJECTED, or nothing";
            LOG.error("{}. The job is reported FAILED.", wrong);
            return Outcome.failed(wrong);
        }
        if (status == ExecutionStatus.SUCCEEDED) {
            return isUnhandled(exchange) ? shown : new Outcome(status, reason);
        }
        return new Outcome(status, reason != null ? reason : shown.reason());
    }

    private static Outcome shown(Exchange exchange, OnFailure onFailure, String given) {
        if (!isUnhandled(exchange) && !isHandled(exchange)) {
            return given == null ? Outcome.SUCCEEDED : new Outcome(ExecutionStatus.SUCCEEDED, given);
        }
        Throwable cause = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof RejectedExecutionException && isStopped(exchange)) {
            return Outcome.released(
                    "the worker stopped while the route was running"); // Camel runs no further step of a stopped route
        }
        String reason = given != null ? given : reason(cause);
        if (ObjectHelper.getException(JobRejectedException.class, cause) != null) {
            return Outcome.rejected(reason);
        }
        if (isStopped(exchange) && exchange.getContext().getShutdownStrategy().isForceShutdown()) {
            // Resources of the route may have been closed while it was running, and the steps that would handle the
            // failure do not run any more.
            return Outcome.released("the worker stopped while the route was running (" + reason + ")");
        }
        return onFailure.outcome(reason);
    }

    private static boolean isUnhandled(Exchange exchange) {
        return exchange.getException() != null || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast();
    }

    /**
     * Whether an error handler has handled a failure. The flag alone is also true for a failure that the error handler
     * of a sub-route passed on and a {@code doTry} of the route caught; in that case another flag shows that it was not
     * handled.
     */
    private static boolean isHandled(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        boolean passedOn = extension.isErrorHandlerHandledSet() && !extension.isErrorHandlerHandled();
        return extension.isFailureHandled() && !passedOn;
    }

    private static boolean isStopped(Exchange exchange) {
        if (exchange.getContext().isStopping() || exchange.getContext().isStopped()) {
            return true;
        }
        String routeId = exchange.getFromRouteId();
        Route route = routeId == null ? null : exchange.getContext().getRoute(routeId);
        if (route == null) {
            return routeId != null; // the route was removed
        }
        ServiceStatus status = exchange.getContext().getRouteController().getRouteStatus(routeId);
        // A suspend that runs into its timeout stops the consumer, and leaves the state of the route unchanged.
        return isOver(status)
                || (route.getConsumer() instanceof StatefulService consumer && isOver(consumer.getStatus()));
    }

    private static boolean isOver(ServiceStatus status) {
        return status != null && (status.isStopping() || status.isStopped() || status.isSuspending());
    }

    private static String reason(Throwable cause) {
        if (cause == null) {
            return "the route was rolled back";
        }
        Throwable rejected = ObjectHelper.getException(JobRejectedException.class, cause);
        return Secrets.masked(
                rejected != null && rejected.getMessage() != null ? rejected.getMessage() : described(cause));
    }

    private static String described(Throwable cause) {
        String type = cause.getClass().getName();
        String name = type.substring(type.lastIndexOf('.') + 1);
        return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    }

    /** Converted by Camel: a body that was put into a header may be bytes or a stream. */
    private static String text(Exchange exchange, String header) {
        return exchange.getMessage().getHeader(header, String.class);
    }
}
