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
package io.github.cameliot.routes.workflow;

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.model.Names;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.StringHelper;

/**
 * The routes that steps may run: those of this Camel context that begin with {@code direct:<prefix><handler>}. A name from a
 * document is compared with them and never becomes part of a URI.
 */
final class StepRoutes {

    private static final Pattern HANDLER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Managed templates name scripts, as in {@code reboot.sh}. */
    private static final String SCRIPT = ".sh";

    private static final String REPEATABLE = "repeatable";

    /** While the context starts, its routes do not start all at once; as long as direct waits itself. */
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MILLIS = 50;

    private final CamelContext context;
    private final String prefix;
    private final Set<String> notRepeatable;

    /** @param notRepeatable the handlers whose steps are not repeated, whatever their routes say */
    StepRoutes(CamelContext context, String prefix, Set<String> notRepeatable) {
        this.context = context;
        this.prefix = prefix;
        this.notRepeatable = notRepeatable;
    }

    /**
     * Looks up the routes of these steps.
     *
     * @throws JobRejectedException for the first one that there is no route for
     * @throws WorkflowFailedException for the first one whose route does not run
     */
    void check(List<Step> steps) {
        for (Step step : steps) {
            Route route = of(step);
            if (!isStarted(route)) {
                throw stopped(step, route);
            }
        }
    }

    /** The handler whose route runs a step: with or without {@code .sh}. */
    String handler(Step step) {
        String whole = step.handler();
        return whole.endsWith(SCRIPT) && find(whole).isEmpty()
                ? whole.substring(0, whole.length() - SCRIPT.length())
                : whole;
    }

    /** Where the route of a step begins. */
    DefaultConsumer consumer(Step step) {
        Route route = of(step);
        if (isStarted(route) && route.getConsumer() instanceof DefaultConsumer consumer) {
            return consumer;
        }
        throw stopped(step, route);
    }

    /**
     * Whether a step may be run a second time: unless its handler is declared otherwise, or its route by the property
     * {@code repeatable=false}, which YAML cannot write (Camel 4.18.0).
     */
    boolean isRepeatable(Step step) {
        if (notRepeatable.contains(handler(step))) {
            return false;
        }
        Object declared = of(step).getProperties().get(REPEATABLE);
        return declared == null || "true".equals(declared.toString().strip());
    }

    private Route of(Step step) {
        if (!isNamed(step.handler())) {
            throw new JobRejectedException("Step " + step.index() + " (" + step.location() + "): "
                    + Names.shown(step.handler())
                    + " is not the name of a handler. A name has 1 to 64 letters, digits and ._- and begins with a letter"
                    + " or a digit.");
        }
        return find(handler(step))
                .orElseThrow(() -> new JobRejectedException(
                        "Step " + step.index() + " (" + step.location() + ") needs the handler "
                                + Names.shown(step.handler()) + ", and no route of this worker begins with direct:"
                                + prefix + handler(step) + ". Write that route to allow the handler."));
    }

    private static boolean isNamed(String handler) {
        return HANDLER.matcher(handler).matches();
    }

    private Optional<Route> find(String handler) {
        String uri = "direct://" + prefix + handler;
        return context.getRoutes().stream()
                .filter(route ->
                        uri.equals(StringHelper.before(route.getEndpoint().getEndpointUri() + "?", "?")))
                .findFirst();
    }

    private boolean isStarted(Route route) {
        long begun = System.nanoTime();
        while (!status(route).isStarted()) {
            boolean mayStart = !context.isStarted() && !context.isStopping() && !context.isStopped();
            if (!mayStart || System.nanoTime() - begun > LONGEST_START.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private ServiceStatus status(Route route) {
        ServiceStatus status = context.getRouteController().getRouteStatus(route.getId());
        return status == null ? ServiceStatus.Stopped : status;
    }

    private WorkflowFailedException stopped(Step step, Route route) {
        return new WorkflowFailedException("Step " + step.index() + " (" + step.location() + "): the route "
                + route.getId() + " of direct:" + prefix + handler(step) + " is " + status(route)
                + ". Start it; the step was not run.");
    }
}
