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
package io.github.cameliot.jobsdata.push;

import io.github.cameliot.jobsdata.poll.FailureLog;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged about the notifications of a route: when they begin, when they end, and what to do about it. A
 * connection that comes and goes is logged a few times, as {@link FailureLog} says. So is a failure that turns out to be a
 * refusal.
 */
final class PushLog {

    private static final Logger LOG = LoggerFactory.getLogger(PushLog.class);

    private final String routeId;
    private final PushSettings settings;
    private final FailureLog outages;
    private boolean isFailing;
    /** Whether the permissions were logged, or would have been, since it worked. */
    private boolean isRefused;

    private boolean isOverflowTold;

    PushLog(String routeId, PushSettings settings, LongSupplier clock) {
        this.routeId = routeId;
        this.settings = settings;
        this.outages = new FailureLog(clock);
    }

    synchronized void works(int subscriptions) {
        boolean isFirst = !isFailing;
        isFailing = false;
        isRefused = false;
        if (isFirst || outages.recovered(routeId)) {
            LOG.info(
                    "Route {}: push is connected to {} as MQTT client {} with {} subscription(s). Its things are "
                            + "polled when they have a job, and every pushMaxDelay.",
                    routeId,
                    settings.address(),
                    settings.clientId(),
                    subscriptions);
        }
    }

    synchronized void fails(Connection.Cause cause) {
        boolean isNew = !isFailing || cause.isRefused() && !isRefused;
        FailureLog.Verdict verdict = outages.failed(routeId, !isNew);
        isFailing = true;
        isRefused |= cause.isRefused();
        if (!verdict.isLogged()) {
            LOG.debug("Route {}: push does not work: {}", routeId, cause.what());
            return;
        }
        LOG.warn(
                "Route {}: push does not work at {}: {}. Things are polled between delay and maxDelay until it works; it is tried "
                        + "again at growing intervals. {}{}",
                routeId,
                settings.address(),
                cause.what(),
                cause.isRefused() ? permissions() + " " : "",
                verdict.isLast()
                        ? "It fails and recovers repeatedly: for the rest of " + FailureLog.WINDOW.toMinutes()
                                + " minutes this is logged at DEBUG only."
                        : "Not repeated until it works.");
    }

    private String permissions() {
        return "If the credentials are right, allow iot:Connect on client/" + settings.clientId()
                + ", iot:Subscribe on topicfilter/" + settings.topics().topic("*") + " and iot:Receive on topic/"
                + settings.topics().topic("*") + ".";
    }

    /** The cause, with the permissions that may be missing. */
    String shown(Connection.Cause cause) {
        return cause.isRefused() ? cause.what() + ". " + permissions() : cause.what();
    }

    synchronized void overflows(int things) {
        if (things > 0 && !isOverflowTold) {
            LOG.warn(
                    "Route {}: {} thing(s) have no subscription, because AWS allows {} for each connection. They are polled "
                            + "between delay and maxDelay. Use pushSubscriptions=wildcard where the policy allows it.",
                    routeId,
                    things,
                    Subscriptions.MOST);
        }
        isOverflowTold = things > 0;
    }
}
