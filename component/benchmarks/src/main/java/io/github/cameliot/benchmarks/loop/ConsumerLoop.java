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
package io.github.cameliot.benchmarks.loop;

import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.ManagedJobsConsumer;
import io.github.cameliot.jobsdata.counters.Counter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * A route of the component with sessions: {@code from("iot-jobs-data:startNext")} and a step that reads the job
 * document.
 */
final class ConsumerLoop implements Contender {

    private static final Duration LOOK = Duration.ofMillis(1);

    /** How it differs from the others: whether JMX is on, whether exchanges are pooled, and which client it uses. */
    record Kind(String name, String prefix, boolean jmx, boolean pooled, boolean ownClient) {}

    private final Kind kind;
    private final ServerProcess server;
    private final IotJobsDataPlaneClient client;
    private final DefaultCamelContext context;
    private final ManagedJobsConsumer consumer;
    private final List<String> things;
    private final LongAdder done = new LongAdder();
    /** Jobs of the slice that are not done; below zero if a poll at the start ran jobs before their slice began. */
    private final AtomicInteger left = new AtomicInteger();
    /**
     * For the last job of a slice only. If each job woke the thread that waits for all of them, that would cost more than
     * the consumer itself, and the loop by hand has nothing like it.
     */
    private final Semaphore last = new Semaphore(0);

    boolean isPooled() {
        return kind.pooled;
    }

    /** @param client the user's client; closed here */
    ConsumerLoop(Kind kind, ServerProcess server, IotJobsDataPlaneClient client, int threads, int things)
            throws Exception {
        this.kind = kind;
        this.server = server;
        this.client = client;
        this.things = ServerProcess.names(kind.prefix, things);
        this.context = new DefaultCamelContext();
        if (!kind.jmx) {
            context.disableJMX();
        }
        if (kind.pooled) {
            context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        }
        IotJobsDataConfiguration options = context.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                .getConfiguration();
        if (kind.ownClient) {
            options.setUriEndpointOverride(server.endpoint().toString());
            options.setRegion(Clients.REGION.id());
            options.setAccessKey("benchmark");
            options.setSecretKey("benchmark");
        } else {
            options.setIotJobsDataPlaneClient(client);
        }
        // Polled when there are jobs, but not in between, so that idle contenders do not disturb the others.
        options.setDelay(Duration.ofMinutes(30));
        options.setMaxDelay(Duration.ofMinutes(30));
        options.setMaxInFlight(threads);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?thing=" + String.join(",", ConsumerLoop.this.things))
                        .routeId("jobs")
                        .process(exchange -> {
                            if (exchange.getMessage().getBody(String.class).isEmpty()) {
                                throw new IllegalStateException("No document");
                            }
                            done.increment();
                            if (left.decrementAndGet() == 0) {
                                last.release();
                            }
                        });
            }
        });
        context.start();
        this.consumer = (ManagedJobsConsumer) context.getRoute("jobs").getConsumer();
        awaitFirstPoll();
    }

    /** It opens a connection, which would be counted in the slice of another contender. */
    private void awaitFirstPoll() {
        while (consumer.getCounters().get(Counter.emptyPolls.name()) == 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public String name() {
        return kind.name;
    }

    @Override
    public String prefix() {
        return kind.prefix;
    }

    @Override
    public void workOff(int jobs) throws InterruptedException {
        things.forEach(consumer::pollNow);
        if (left.addAndGet(jobs) > 0) {
            last.acquire();
        }
        while (consumer.getThingsWaiting() < things.size() || server.read().startNext() < jobs + things.size()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public long done() {
        return done.sum();
    }

    @Override
    public void close() {
        context.stop();
        client.close();
    }
}
