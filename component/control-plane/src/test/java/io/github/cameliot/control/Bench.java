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

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.JobsEmulatorBuilder;
import io.github.cameliot.emulator.Operation;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Job;

/** An emulator, a context whose component talks to it, and a client of AWS's own to look at what came of it. */
final class Bench implements AutoCloseable {

    private final JobsEmulator emulator;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final IotClient aws;
    private final ProducerTemplate template;

    private Bench(JobsEmulatorBuilder service, Consumer<Bench> change) {
        emulator = service.region("eu-west-1").start();
        aws = client(emulator.endpoint());
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
        IotJobsConfiguration options = component().getConfiguration();
        options.setUriEndpointOverride(emulator.endpoint().toString());
        options.setRegion("eu-west-1");
        options.setAccessKey("AKIDEXAMPLE");
        options.setSecretKey("not-a-secret");
        change.accept(this);
        camel.start();
        template = camel.createProducerTemplate();
    }

    static Bench open() {
        return open(bench -> {});
    }

    /** @param change what is to be done before the context starts */
    static Bench open(Consumer<Bench> change) {
        return open(JobsEmulator.builder(), change);
    }

    static Bench open(JobsEmulatorBuilder service, Consumer<Bench> change) {
        return new Bench(service, change);
    }

    static IotClient client(URI endpoint) {
        return IotClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build();
    }

    JobsEmulator emulator() {
        return emulator;
    }

    CamelContext camel() {
        return camel;
    }

    IotJobsComponent component() {
        return camel.getComponent("iot-jobs", IotJobsComponent.class);
    }

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

    /** Sends a message to an endpoint; the exchange that comes back has what happened, an exception too. */
    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    /** The same, when it has to go well. */
    Exchange sent(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = send(uri, body, headers);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange;
    }

    Exchange sent(String uri, Object body) {
        return sent(uri, body, Map.of());
    }

    Job job(String jobId) {
        return aws.describeJob(r -> r.jobId(jobId)).job();
    }

    String document(String jobId) {
        return aws.getJobDocument(r -> r.jobId(jobId)).document();
    }

    /** The ARN of a thing, which is made when it is missing. */
    String thing(String name) {
        emulator.createThing(name);
        return aws.describeThing(r -> r.thingName(name)).thingArn();
    }

    IotClient aws() {
        return aws;
    }

    long count(Operation operation) {
        return emulator.requests().count(operation);
    }

    @Override
    public void close() {
        camel.stop();
        aws.close();
        emulator.close();
    }
}
