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
package io.github.cameliot.benchmarks.push;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.IotJobsDataConsumer;
import io.github.cameliot.jobsdata.Things;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A worker with push for all things of a fleet. */
final class Fleet implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    /** @param runs is told of the thing and the job id when a route begins */
    Fleet(JobsEmulator emulator, List<String> things, String options, BiConsumer<String, String> runs)
            throws Exception {
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(10);
        camel.getRegistry().bind("fleet", (Things) () -> things);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?things=#bean:fleet&push=true&pushMaxDelay=1h&region=eu-west-1"
                                + "&accessKey=AKIDEXAMPLE&secretKey=not-a-secret&uriEndpointOverride="
                                + emulator.endpoint() + "&" + options)
                        .routeId("fleet")
                        .process(e -> runs.accept(
                                e.getMessage().getHeader(IotJobsDataConstants.THING, String.class),
                                e.getMessage().getHeader(IotJobsDataConstants.JOB_ID, String.class)));
            }
        });
        camel.start();
    }

    private IotJobsDataConsumer consumer() {
        return (IotJobsDataConsumer) camel.getRoute("fleet").getConsumer();
    }

    /** Jobs whose route is running now. */
    int running() {
        return consumer().getJobsRunning();
    }

    /** Waits until push is connected, and each thing was polled since then. */
    void awaitIdle(Duration patience) throws InterruptedException {
        Instant until = Instant.now().plus(patience);
        long before = -1;
        while (!consumer().getPush().startsWith("connected")
                || before != consumer().getCounters().get("emptyPolls")) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException(
                        "Not idle after " + patience + ": " + consumer().getPush());
            }
            before = consumer().getCounters().get("emptyPolls");
            // Longer than delay, after which a thing is polled that is not notified yet.
            TimeUnit.SECONDS.sleep(11);
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
