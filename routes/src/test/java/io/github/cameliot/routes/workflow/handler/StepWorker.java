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
package io.github.cameliot.routes.workflow.handler;

import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A worker whose jobs are one step: a Kamelet, with what a workflow would set on the exchange. */
final class StepWorker implements AutoCloseable {

    private final JobsEmulator emulator;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> results = new CopyOnWriteArrayList<>();

    StepWorker(JobsEmulator emulator) {
        this.emulator = emulator;
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(5);
        IotJobsDataConfiguration options = context.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                .getConfiguration();
        options.setUriEndpointOverride(emulator.endpoint().toString());
        options.setRegion("eu-west-1");
        options.setAccessKey("AKIDEXAMPLE");
        options.setSecretKey("not-a-secret");
        options.setDelay(Duration.ofMillis(20));
        options.setMaxDelay(Duration.ofMillis(100));
    }

    /** Runs the jobs of these things, one at a time. */
    StepWorker run(String things, String kamelet, int step, String... arguments) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?maxInFlight=1&thing=" + things)
                        .setProperty(WorkflowConstants.JOB_DOCUMENT, body())
                        .process(e -> stepOf(e, step, arguments))
                        .to("kamelet:" + kamelet)
                        .process(e ->
                                results.add(e.getMessage().getHeader(WorkflowConstants.STEP_RESULT, "", String.class)));
            }
        });
        context.start();
        return this;
    }

    /** As the workflow does. */
    private static void stepOf(Exchange exchange, int step, String... arguments) {
        exchange.getMessage().setHeader(WorkflowConstants.STEP_INDEX, step);
        exchange.getMessage().setHeader(WorkflowConstants.STEP_NAME, "confirm");
        exchange.getMessage().setHeader(WorkflowConstants.STEP_ARGUMENTS, List.of(arguments));
    }

    /** A context without jobs, as another process. */
    StepWorker idle() {
        context.start();
        return this;
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().send(uri, e -> {
            e.getMessage().setBody(body);
            e.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** The results of the steps that went through. */
    List<String> results() {
        return results;
    }

    Execution ended(String jobId) {
        return await().pollInterval(Duration.ofMillis(10))
                .until(() -> emulator.execution("pump-12", jobId), e -> e.status()
                        .isTerminal());
    }

    @Override
    public void close() {
        context.stop();
    }
}
