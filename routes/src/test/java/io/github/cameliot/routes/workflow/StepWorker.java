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

import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/** A worker that runs workflows for {@code pump-12}, with the routes of a test, and remembers which steps it has run. */
final class StepWorker implements AutoCloseable {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // much longer than a busy machine needs
    }

    static final String ACTION = "kamelet:aws-iot-jobs-workflow-action";

    private final DefaultCamelContext context = new DefaultCamelContext(false);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    StepWorker(JobsEmulator emulator) {
        this(emulator.endpoint());
    }

    StepWorker(URI endpoint) {
        context.build();
        IotJobsDataComponent component = context.getComponent("iot-jobs-data", IotJobsDataComponent.class);
        component.getConfiguration().setRegion("us-east-1");
        component.getConfiguration().setAccessKey("emulator");
        component.getConfiguration().setSecretKey("emulator");
        component.getConfiguration().setUriEndpointOverride(endpoint.toString());
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(100);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    }

    CamelContext context() {
        return context;
    }

    /** The handlers that were run, in order. */
    List<String> ran() {
        return ran;
    }

    /** Adds a route for each of these handlers. */
    StepWorker steps(String... handlers) {
        Arrays.stream(handlers).forEach(handler -> step(handler, e -> {}));
        return this;
    }

    /** Adds the route of a handler, which does this once it is noted that it ran. */
    StepWorker step(String handler, Processor work) {
        return route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:step-" + handler)
                        .routeId(handler)
                        .process(e -> ran.add(handler))
                        .process(work);
            }
        });
    }

    StepWorker route(RoutesBuilder route) {
        try {
            context.addRoutes(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Works off jobs with these options of the action, and these of the consumer. */
    StepWorker run(String options, String consumerOptions) {
        return run(new RouteBuilder() {
            @Override
            public void configure() {
                from(source(consumerOptions)).routeId("jobs").to(ACTION + options);
            }
        });
    }

    StepWorker run(RoutesBuilder jobs) {
        route(jobs);
        context.start();
        return this;
    }

    StepWorker run() {
        return run("", "");
    }

    /** The consumer of a test's own route. */
    static String source(String options) {
        return "iot-jobs-data:startNext?thing=pump-12&maxDelay=100ms" + options
                + (options.contains("&delay=") ? "" : "&delay=50ms");
    }

    /** The execution once it has ended. */
    static Execution ended(JobsEmulator emulator, String jobId) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> emulator.execution("pump-12", jobId).status().isTerminal());
        return emulator.execution("pump-12", jobId);
    }

    @Override
    public void close() {
        // Camel looks once a second whether all exchanges have ended: most have in a moment.
        long begun = System.nanoTime();
        while (context.getInflightRepository().size() > 0 && System.nanoTime() - begun < 500_000_000L) {
            Thread.onSpinWait();
        }
        context.stop();
    }
}
