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
package io.github.cameliot.jobsdata.operation;

import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.claim.ClaimRequest;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.exchange.ExecutionHeaders;
import io.github.cameliot.jobsdata.exchange.ReportOnCompletion;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.options.StepTimeouts;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code startNext?session=true}: claims a job for the exchange, and reports its outcome when the exchange ends. */
public record OpenSession(Claims claims, Sessions sessions, CallValues values, IotJobsDataConfiguration options)
        implements Operation {

    /** How many executions may end without a run in one call: more than a thing has pending. */
    private static final int MOST_ENDED = 20;

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String thing = values.thing(message);
        refuseWithoutRoute(exchange, thing);
        refuseSecond(exchange, thing);
        StepTimeout stepTimeout = values.startStepTimeout(message);
        StepTimeouts.refuseUnlessLongerThan(IotJobsDataConstants.STEP_TIMEOUT, stepTimeout, options.getLease());
        StatusDetails details = values.sessionDetails(message);
        ClaimRequest request = new ClaimRequest(thing, false, details == null ? Map.of() : details.pairs(), () -> true);
        ClaimResult result = claims.next(request);
        for (int i = 0; i < MOST_ENDED && result instanceof ClaimResult.Ended; i++) {
            result = claims.next(request); // one was ended without a run: there may be another one
        }
        if (!(result instanceof ClaimResult.Job job)) {
            ExecutionHeaders.show(message, thing, Optional.empty());
            return;
        }
        JobSession session = sessions.open(job.claimed(), stepTimeout);
        ReportOnCompletion completion = new ReportOnCompletion(session, options.getOnFailure(), exchange);
        exchange.getExchangeExtension().addOnCompletion(completion);
        session.endWhen(completion::isExchangeGone);
        session.claimedBy(exchange.getFromRouteId());
        exchange.setProperty(IotJobsDataConstants.SESSION, session);
        message.setBody(session.execution().jobDocument());
        ExecutionHeaders.set(message, session);
    }

    private static void refuseWithoutRoute(Exchange exchange, String thing) {
        if (exchange.getFromRouteId() == null) {
            throw new IllegalStateException(
                    "Cannot open a session for thing " + thing + ": this exchange is not in a route, so its end "
                            + "would not be noticed. Send it to a route, or remove session=true and report with "
                            + "iot-jobs-data:update.");
        }
    }

    private static void refuseSecond(Exchange exchange, String thing) {
        JobSession held = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        if (held != null && !held.state().isFinal()) {
            throw new IllegalStateException("Cannot open a session for thing " + thing + ": this exchange still has "
                    + "the session of " + held.execution() + ". End that session first, with an update to a terminal "
                    + "status.");
        }
    }
}
