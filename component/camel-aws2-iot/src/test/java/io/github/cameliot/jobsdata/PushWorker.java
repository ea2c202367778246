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

import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.push.PushStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A worker with push. Without a notification it would poll an idle thing after a quarter of an hour at the earliest, so
 * that a job that is run was notified.
 */
final class PushWorker implements AutoCloseable {

    private static final String OPTIONS = "push=true&delay=300&maxDelay=600&region=eu-west-1";
    private static final String KEYS = "accessKey=AKIDEXAMPLE&secretKey=not-a-secret&";

    private String pushMaxDelay = "1h";

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final JobsEmulator emulator;

    PushWorker(JobsEmulator emulator) {
        this.emulator = emulator;
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(5);
    }

    /** Polls idle things this often. */
    PushWorker sweep(String every) {
        pushMaxDelay = every;
        return this;
    }

    /** Changes the context before it starts. */
    PushWorker with(Consumer<DefaultCamelContext> change) {
        change.accept(camel);
        return this;
    }

    /** Starts the route {@code jobs}, with these options besides those of all tests. */
    PushWorker run(String options, Processor job) throws Exception {
        return start(KEYS + options, job);
    }

    PushWorker runWithoutKeys(String options) throws Exception {
        return start(options, exchange -> {});
    }

    private PushWorker start(String options, Processor job) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?" + OPTIONS + "&pushMaxDelay=" + pushMaxDelay + "&uriEndpointOverride="
                                + emulator.endpoint() + "&" + options)
                        .routeId("jobs")
                        .process(job);
            }
        });
        camel.start();
        return this;
    }

    PushWorker run(String options) throws Exception {
        return run(options, exchange -> {});
    }

    DefaultCamelContext camel() {
        return camel;
    }

    IotJobsDataConsumer consumer() {
        return (IotJobsDataConsumer) camel.getRoute("jobs").getConsumer();
    }

    PushStatus status() {
        return consumer().push().orElseThrow();
    }

    long count(Counter counter) {
        return consumer().worker().count(counter);
    }

    PushWorker connected() {
        until(() -> status().isConnected());
        return this;
    }

    /** Waits until each thing waits for a poll by the sweep. */
    PushWorker idle() {
        connected();
        until(() -> consumer().loop().waiting() == consumer().loop().things()
                && consumer().loop().nextPoll().in().compareTo(Duration.ofMinutes(30)) > 0);
        return this;
    }

    static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofMinutes(1))
                .until(condition);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
