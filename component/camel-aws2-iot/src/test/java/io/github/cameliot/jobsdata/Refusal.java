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

import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;

/** Starts a route in a context of its own that reaches nothing, to see it refused. */
final class Refusal {

    private Refusal() {}

    /** Why a route to this endpoint does not start: the innermost refusal; null if it starts. */
    static Throwable ofTo(String uri) {
        return ofTo(uri, options -> {});
    }

    static Throwable ofTo(String uri, Consumer<IotJobsDataConfiguration> options) {
        return of("direct:start", uri, options);
    }

    /** Why a route from this endpoint does not start. */
    static Throwable ofFrom(String uri) {
        return of(uri, "log:end?level=OFF", options -> {});
    }

    /** Why a route from this endpoint does not start with these options of the component, as camel-main sets them. */
    static Throwable withProperties(String uri, Map<String, String> options) {
        Main main = new Main();
        main.addInitialProperty("camel.main.jmx-enabled", "false");
        main.addInitialProperty("camel.component.iot-jobs-data.region", "eu-west-1");
        main.addInitialProperty("camel.component.iot-jobs-data.uri-endpoint-override", "http://127.0.0.1:1");
        options.forEach((name, value) -> main.addInitialProperty("camel.component.iot-jobs-data." + name, value));
        main.configure().addLambdaRouteBuilder(r -> r.from(uri).to("log:end?level=OFF"));
        try {
            Throwable thrown = catchThrowable(main::start);
            return thrown == null ? null : refusal(thrown);
        } finally {
            main.stop();
        }
    }

    private static Throwable of(String from, String to, Consumer<IotJobsDataConfiguration> change) {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            camel.getShutdownStrategy().setTimeout(5);
            IotJobsDataConfiguration options = camel.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                    .getConfiguration();
            options.setRegion("eu-west-1");
            options.setUriEndpointOverride("http://127.0.0.1:1");
            camel.getPropertiesComponent().addInitialProperty("pause", "-5");
            camel.getPropertiesComponent().addInitialProperty("long", "2m");
            camel.getRegistry().bind("long", Duration.ofMinutes(2));
            change.accept(options);
            Throwable thrown = catchThrowable(() -> {
                RouteBuilder.addRoutes(camel, r -> r.from(from).to(to));
                camel.start();
            });
            return thrown == null ? null : refusal(thrown);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Throwable refusal(Throwable thrown) {
        Throwable found = thrown;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof IllegalArgumentException) {
                found = t;
            }
        }
        return found;
    }
}
