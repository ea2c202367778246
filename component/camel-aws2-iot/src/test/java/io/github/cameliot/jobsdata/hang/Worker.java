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
package io.github.cameliot.jobsdata.hang;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context that works off jobs, and waits one second for its routes when it stops. */
final class Worker implements AutoCloseable {

    /**
     * Workers start one after the other. Fifty that start at once use all processors for ten seconds, and each test
     * would measure that.
     */
    private static final Semaphore STARTS = new Semaphore(1, true);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final URI endpoint;

    Worker(URI endpoint) {
        this.endpoint = endpoint;
        camel.getShutdownStrategy().setTimeout(1);
    }

    DefaultCamelContext camel() {
        return camel;
    }

    /** Makes a bean known, as in {@code filter=#name}. */
    Worker bind(String name, Object bean) {
        camel.getRegistry().bind(name, bean);
        return this;
    }

    /**
     * The URI of a consumer with the shortest lease.
     *
     * @param options more of them, as in {@code maxInFlight=5&lease=20s}; they replace the defaults
     */
    String jobsOf(String things, String options) {
        return uri("startNext", "delay=100&maxDelay=500&maxInFlight=10&lease=15s&thing=" + things, options);
    }

    /** The URI of an endpoint. */
    String uri(String operation, String... options) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("region", "eu-west-1");
        all.put("accessKey", "AKIDEXAMPLE");
        all.put("secretKey", "not-a-secret");
        all.put("uriEndpointOverride", endpoint.toString());
        for (String pair : String.join("&", options).split("&")) {
            if (!pair.isEmpty()) {
                all.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return "iot-jobs-data:" + operation + "?"
                + all.entrySet().stream()
                        .filter(e -> !e.getValue().isEmpty())
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("&"));
    }

    /** Adds a route of one step, with the things' names as its id, or {@code listed} where a bean lists them, and starts it. */
    Worker work(String things, String options, Processor job) throws Exception {
        return routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(jobsOf(things, options))
                        .routeId(things.isEmpty() ? "listed" : things)
                        .process(job);
            }
        });
    }

    Worker routes(RouteBuilder routes) throws Exception {
        STARTS.acquire();
        try {
            camel.addRoutes(routes);
            camel.start();
        } finally {
            STARTS.release();
        }
        return this;
    }

    HealthCheck.Result health(String routeId) {
        return HealthCheckHelper.getHealthCheckRepository(camel, "consumers").stream()
                .filter(check -> check.getId().equals("consumer:" + routeId))
                .findFirst()
                .orElseThrow()
                .call();
    }

    /** Calls a JMX operation of the consumer, whose arguments are all texts; throws what it throws. */
    Object operate(String operation, Object... texts) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String[] types = new String[texts.length];
        Arrays.fill(types, String.class.getName());
        for (ObjectName name : server.queryNames(
                new ObjectName("org.apache.camel:context=" + camel.getManagementName() + ",*"), null)) {
            for (MBeanOperationInfo known : server.getMBeanInfo(name).getOperations()) {
                if (known.getName().equals(operation)) {
                    return server.invoke(name, operation, texts, types);
                }
            }
        }
        throw new IllegalArgumentException("No MBean has the operation " + operation);
    }

    /** Has a thing polled by a write, as if a job were known to wait there. */
    void pollNow(String thing) throws JMException {
        operate("pollNow", thing);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
