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

/** A Camel context that works off jobs of an emulator: its route is one processor, unless a test adds others. */
final class CaseWorker implements AutoCloseable {

    private static final String DEFAULTS = "?delay=20&maxDelay=50&region=eu-west-1&accessKey=a&secretKey=s";

    static {
        // What tests wait for comes within milliseconds.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final JobsEmulator emulator;
    /** Asked for once: a context that has stopped would make another one. */
    private final IotJobsDataComponent component = context.getComponent("iot-jobs-data", IotJobsDataComponent.class);

    CaseWorker(JobsEmulator emulator) {
        this.emulator = emulator;
        context.getShutdownStrategy().setTimeout(5);
    }

    /** One whose leases run by that clock. */
    CaseWorker(JobsEmulator emulator, ManualClock clock) {
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
    CaseWorker run(String thing, String options, Processor job) throws Exception {
        return with(new RouteBuilder() {
            @Override
            public void configure() {
                from(jobsOf(thing, options)).routeId("jobs").process(job);
            }
        });
    }

    /** Starts with these routes. */
    CaseWorker with(RouteBuilder routes) throws Exception {
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

    @Override
    public void close() {
        context.stop();
    }
}
