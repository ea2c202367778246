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
package io.github.cameliot.example.pipeline;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/** Writes to the journal when a step begins and ends, whatever its route does. */
final class JournalOfSteps implements RoutePolicyFactory {

    private static final String STEP = "pipeline-step";

    private final Journal journal;
    private final String worker;

    JournalOfSteps(Journal journal, String worker) {
        this.journal = journal;
        this.worker = worker;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route route, Exchange exchange) {
                if (isStep(route)) {
                    Integer step = exchange.getMessage().getHeader(WorkflowConstants.STEP_INDEX, Integer.class);
                    exchange.setProperty(STEP, step);
                    write(exchange, step, true);
                }
            }

            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                if (isStep(route)) {
                    write(exchange, exchange.getProperty(STEP, Integer.class), false);
                }
            }
        };
    }

    private static boolean isStep(Route route) {
        return route.getEndpoint().getEndpointUri().startsWith("direct://step-");
    }

    private void write(Exchange exchange, int step, boolean isBegin) {
        String thing = exchange.getMessage().getHeader(IotJobsDataConstants.THING, String.class);
        try {
            journal.write(new Journal.Entry(System.currentTimeMillis(), worker, thing, step, isBegin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
