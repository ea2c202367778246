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
package io.github.cameliot.routes;

import io.github.cameliot.jobsdata.client.JobsCallException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of a Camel context that retry a record until it is accepted, and the reason. Reports it once in the log, and in
 * a health check if camel-health is there.
 */
final class HeldRoutes {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.cameliot.routes.held");

    /**
     * When to forget a route whose partition Kafka has given to another process, so that it never succeeds here: twice
     * Kafka's max.poll.interval.ms.
     */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    /** The number of attempts after which a busy service is an alarm: one round of retries is none. */
    private static final int ROUND = 6;

    private final Map<String, Held> routes = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /**
     * A route that holds a record.
     *
     * @param cause of the last attempt
     * @param attempts since the last success
     * @param lastAt when the last attempt failed
     */
    record Held(JobsCallException cause, int attempts, Instant lastAt) {

        boolean isAlarming() {
            return attempts >= ROUND || CallerFault.is(cause);
        }

        private boolean isOf(JobsCallException other) {
            return cause.statusCode() == other.statusCode() && cause.errorType().equals(other.errorType());
        }
    }

    HeldRoutes(InstantSource clock) {
        this.clock = clock;
    }

    /** Those of a context, with their health check. */
    static synchronized HeldRoutes of(CamelContext context) {
        HeldRoutes held = context.getCamelContextExtension().getContextPlugin(HeldRoutes.class);
        if (held == null) {
            held = new HeldRoutes(InstantSource.system());
            context.getCamelContextExtension().addContextPlugin(HeldRoutes.class, held);
            HealthCheckRegistry registry = HealthCheckRegistry.get(context);
            if (registry != null) {
                registry.register(new HeldRoutesHealthCheck(held));
            }
        }
        return held;
    }

    /** An attempt has failed, and the record is retried until it is accepted. */
    void hold(Exchange exchange, JobsCallException cause) {
        if (cause.statusCode() == 409) {
            return; // another writer was quicker: that concerns one record, and the next attempt knows it
        }
        String route = exchange.getFromRouteId();
        Held before = routes.get(route);
        routes.put(route, new Held(cause, before == null ? 1 : before.attempts + 1, clock.instant()));
        String place = DeadLetters.place(exchange.getMessage());
        if (before != null && before.isOf(cause)) {
            LOG.debug("Route {} still retries {}: {}", route, place, cause.getMessage());
        } else {
            LOG.warn(
                    "Route {} retries {} until it is accepted: {} Until then no later record of its partition is read or"
                            + " committed. Further attempts are logged at DEBUG.",
                    route,
                    place,
                    cause.getMessage());
        }
    }

    /** The service has accepted a record of the route, or refused that record alone. */
    void goOn(String route) {
        Held before = routes.remove(route);
        if (before != null) {
            LOG.info("Route {} continues after {} failed attempt(s).", route, before.attempts);
        }
    }

    /** By route id. */
    Map<String, Held> held() {
        Instant now = clock.instant();
        routes.values().removeIf(held -> held.lastAt.plus(FORGOTTEN).isBefore(now));
        return new TreeMap<>(routes);
    }
}
