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
package io.github.cameliot.control;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.ExchangeHelper;

/**
 * Ends the waits of a route when the route begins to stop or to suspend. Camel notifies only the services of a route,
 * and a producer is not one of them. Then Camel waits for the exchanges of the route, up to the shutdown timeout.
 */
final class RouteStopping implements Service, ShutdownPrepared {

    private final Waits waits;
    private final String routeId;

    private RouteStopping(Waits waits, String routeId) {
        this.waits = waits;
        this.routeId = routeId;
    }

    /** Makes sure that the routes in which the exchange is, and from which it comes, are watched. */
    static void watch(Exchange exchange, Waits waits) {
        CamelContext camel = exchange.getContext();
        watch(ExchangeHelper.getRoute(exchange), waits);
        watch(exchange.getFromRouteId() == null ? null : camel.getRoute(exchange.getFromRouteId()), waits);
    }

    private static void watch(Route route, Waits waits) {
        if (route == null) {
            return;
        }
        synchronized (route) {
            boolean isWatched = route.getServices().stream()
                    .anyMatch(service -> service instanceof RouteStopping other && other.waits == waits);
            if (!isWatched) {
                route.addService(new RouteStopping(waits, route.getRouteId()));
            }
        }
    }

    /** Whether an exchange is in this route or comes from it. */
    static boolean isIn(Exchange exchange, String routeId) {
        Route route = ExchangeHelper.getRoute(exchange);
        return routeId.equals(exchange.getFromRouteId()) || (route != null && routeId.equals(route.getRouteId()));
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        waits.stopIn(routeId);
    }

    @Override
    public void start() {
        // it is only notified
    }

    @Override
    public void stop() {
        // as above
    }
}
