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
package io.github.cameliot.springboot;

import io.github.cameliot.jobsdata.model.OneLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateConsumerException;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.URISupport;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Shows what a component refuses when a route starts, as Spring Boot shows failures of a start: the route and the endpoint,
 * what was found, and what to do. Other failures of routes are left to Spring Boot.
 */
final class EndpointRefusedAnalyzer implements FailureAnalyzer {

    private static final List<String> OURS = List.of("io.github.cameliot.jobsdata.", "io.github.cameliot.control.");

    /** What a refusal advises comes last. */
    private static final Pattern ADVICE =
            Pattern.compile("(?<=[.:!]) (?=(?:Use|Leave|Set|Give|Add|Remove|Let|Name|Claim|Check|Make|Raise) )");

    private static final int LONGEST = 1_000;

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (isRefusal(cause)) {
                return analysis(causes, cause);
            }
        }
        return null;
    }

    private static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }

    /** Made by one of our components: what is wrong with an option. */
    private static boolean isRefusal(Throwable t) {
        boolean isType = t instanceof IllegalArgumentException || t instanceof UnsupportedOperationException;
        StackTraceElement[] trace = t.getStackTrace();
        return isType && t.getMessage() != null && trace.length > 0 && isOurs(trace[0].getClassName());
    }

    private static boolean isOurs(String className) {
        return OURS.stream().anyMatch(className::startsWith);
    }

    private static FailureAnalysis analysis(List<Throwable> causes, Throwable refusal) {
        String message = refusal.getMessage();
        Matcher advice = ADVICE.matcher(message);
        boolean has = advice.find();
        String found = has ? message.substring(0, advice.start()) : message;
        String action = has ? message.substring(advice.end()) : "Change it as the description says.";
        return new FailureAnalysis(
                where(causes) + found,
                action
                        + " Options are set in the URI of the endpoint, or for all endpoints of a component in a property"
                        + " camel.component.*.",
                refusal);
    }

    /** As far as the exceptions of Camel tell. */
    private static String where(List<Throwable> causes) {
        String route = null;
        String uri = null;
        for (Throwable t : causes) {
            if (t instanceof FailedToCreateRouteException e) {
                route = e.getRouteId();
            } else if (t instanceof FailedToStartRouteException e) {
                route = e.getRouteId();
            } else if (t instanceof ResolveEndpointFailedException e) {
                uri = e.getUri();
            } else if (t instanceof FailedToCreateConsumerException e) {
                uri = e.getUri();
            } else if (t instanceof FailedToCreateProducerException e) {
                uri = e.getUri();
            }
        }
        if (route == null && uri == null) {
            return "";
        }
        return (route == null
                        ? "An endpoint cannot be used"
                        : "Route " + OneLine.of(route, LONGEST) + " cannot be started")
                + (uri == null ? "" : ", because of the endpoint " + shown(uri))
                + ":\n\n";
    }

    private static String shown(String uri) {
        return OneLine.printable(URISupport.sanitizeUri(uri));
    }
}
