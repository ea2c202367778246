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

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.SessionRounds;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/** A Camel context whose routes work off jobs of an emulator. */
final class CamelWorker implements AutoCloseable {

    private static final String DEFAULTS = "?delay=20&maxDelay=50&region=eu-west-1&accessKey=a&secretKey=s";

    static {
        // What tests wait for happens within milliseconds.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final JobsEmulator emulator;
    /** Kept from the start: a context that has stopped would create another one. */
    private final IotJobsDataComponent component = context.getComponent("iot-jobs-data", IotJobsDataComponent.class);

    CamelWorker(JobsEmulator emulator) {
        this.emulator = emulator;
        context.getShutdownStrategy().setTimeout(5);
    }

    /** A worker whose leases run by that clock. */
    CamelWorker(JobsEmulator emulator, ManualClock clock) {
        this(emulator);
        component().useClock(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /** The URI of a consumer. */
    String jobsOf(String thing, String options) {
        return "iot-jobs-data:startNext" + DEFAULTS + "&uriEndpointOverride=" + emulator.endpoint() + "&thing=" + thing
                + options;
    }

    /** The URI of a producer; delay and maxDelay mean nothing there. */
    String call(String operation, String options) {
        return "iot-jobs-data:" + operation + "?region=eu-west-1&accessKey=a&secretKey=s&uriEndpointOverride="
                + emulator.endpoint() + options;
    }

    /** Starts to work off the jobs of a thing. */
    CamelWorker run(String thing, String options, Processor job) throws Exception {
        return with(new RouteBuilder() {
            @Override
            public void configure() {
                from(jobsOf(thing, options)).routeId("jobs").process(job);
            }
        });
    }

    /**
     * Starts to work off the jobs of a thing with a route that blocks.
     *
     * @return the session of the first job
     */
    JobSession start(String thing, String options, BlockingJob job) throws Exception {
        run(thing, options, job);
        return job.awaitSession();
    }

    /** Starts with these routes. */
    CamelWorker with(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
        return this;
    }

    DefaultCamelContext context() {
        return context;
    }

    IotJobsDataComponent component() {
        return component;
    }

    Collection<JobSession> sessions() {
        return component().sessions();
    }

    /** A round of heartbeats now: the component's own comes four times a second. */
    void tick() {
        SessionRounds.tick(sessions());
    }

    long count(Counter counter) {
        return component().counters().get(counter);
    }

    /** After a stop: waits until the context has no thread, session, exchange or client. */
    void awaitNothingLeft() {
        String name = context.getName();
        await().untilAsserted(() -> {
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(t -> t.getName().contains("(" + name + ")") && t.isAlive())
                    .isEmpty();
            assertThat(sessions()).isEmpty();
            assertThat(context.getInflightRepository().size()).isZero();
            assertThat(component.clients().open()).isZero();
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
