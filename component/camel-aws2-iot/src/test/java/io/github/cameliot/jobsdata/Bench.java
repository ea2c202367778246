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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * An emulator, and a started Camel context whose component reaches it. Tests of one class share a bench and take things
 * of their own.
 */
final class Bench implements AutoCloseable {

    private final JobsEmulator emulator = JobsEmulator.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    private Bench(Consumer<Bench> change) {
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
        IotJobsDataConfiguration options = component().getConfiguration();
        options.setUriEndpointOverride(emulator.endpoint().toString());
        options.setRegion("eu-west-1");
        options.setAccessKey("AKIDEXAMPLE");
        options.setSecretKey("not-a-secret");
        options.setDelay(Duration.ofMillis(50));
        options.setMaxDelay(Duration.ofMillis(200));
        change.accept(this);
        camel.start();
        template = camel.createProducerTemplate();
    }

    static Bench open() {
        return open(bench -> {});
    }

    /** @param change what is to be done before the context starts */
    static Bench open(Consumer<Bench> change) {
        return new Bench(change);
    }

    JobsEmulator emulator() {
        return emulator;
    }

    CamelContext camel() {
        return camel;
    }

    IotJobsDataComponent component() {
        return camel.getComponent("iot-jobs-data", IotJobsDataComponent.class);
    }

    /** Adds routes and starts them. */
    Bench routes(LambdaRouteBuilder routes) {
        try {
            RouteBuilder.addRoutes(camel, routes);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Creates a job with a small document for one thing. */
    Bench job(String jobId, String thing) {
        emulator.createJob(jobId, "{\"job\":\"" + jobId + "\"}", thing);
        return this;
    }

    /** Sends a message to an endpoint; the exchange that comes back has what happened, an exception too. */
    Exchange send(String uri, Consumer<Message> message) {
        return template.send(uri, exchange -> message.accept(exchange.getMessage()));
    }

    Exchange send(String uri) {
        return send(uri, message -> {});
    }

    Exchange send(String uri, Map<String, Object> headers) {
        return send(uri, message -> message.setHeaders(headers));
    }

    /** The details of an execution without the claim marker. */
    static Map<String, String> told(Execution execution) {
        assertThat(execution.statusDetails()).containsKey("claimedBy");
        return told(execution.statusDetails());
    }

    /** The details in the header of a message, without the claim marker. */
    static Map<Object, Object> told(Message message) {
        Map<?, ?> shown = message.getHeader(IotJobsDataConstants.STATUS_DETAILS, Map.class);
        Map<Object, Object> told = new HashMap<>(shown);
        told.remove("claimedBy");
        return told;
    }

    private static Map<String, String> told(Map<String, String> statusDetails) {
        Map<String, String> told = new HashMap<>(statusDetails);
        told.remove("claimedBy");
        return told;
    }

    /** Waits until the execution is over. */
    Execution ended(String thing, String jobId) {
        return await().pollInterval(Duration.ofMillis(10))
                .until(
                        () -> emulator.execution(thing, jobId),
                        execution -> execution.status().isTerminal());
    }

    /**
     * Waits until a consumer polls the thing again by a read: then nothing is in flight on it, and every report is counted.
     */
    void idle(String thing) {
        long reads = count(Operation.DESCRIBE_JOB_EXECUTION, thing);
        await().pollInterval(Duration.ofMillis(10)).until(() -> count(Operation.DESCRIBE_JOB_EXECUTION, thing) > reads);
    }

    long count(Operation operation, String thing) {
        return emulator.requests().count(operation, thing);
    }

    /** All calls of the data plane about one thing. */
    long calls(String thing) {
        return java.util.Arrays.stream(Operation.values())
                .filter(Operation::isDataPlane)
                .mapToLong(operation -> count(operation, thing))
                .sum();
    }

    @Override
    public void close() {
        camel.stop();
        emulator.close();
    }
}
