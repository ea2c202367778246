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
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One component works for two services, in which things, jobs and executions have the same names. */
class TwoServicesTest {

    private static final String THING = "pump-12";

    private final JobsEmulator one = JobsEmulator.start();
    private final JobsEmulator two = JobsEmulator.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> runs = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        camel.stop();
        one.close();
        two.close();
    }

    @Test
    void progressThatAnotherExchangeReportsGoesToTheServiceOfItsEndpoint() throws Exception {
        one.createJob("ota-7", "{}", THING);
        two.createJob("ota-7", "{}", THING);

        start(2);

        await().until(() -> isSucceeded(one) && isSucceeded(two));
        assertThat(runs).containsExactlyInAnyOrder("one false", "two false");
        assertThat(execution(one).statusDetails()).containsEntry("by", "one");
        assertThat(execution(two).statusDetails()).containsEntry("by", "two");
    }

    @Test
    void aClaimWhoseResponseWasLostInOneIsNotAdoptedInTheOther() throws Exception {
        one.faults().add(Fault.resetAfterEffect().on(Operation.START_NEXT_PENDING_JOB_EXECUTION));
        one.createJob("ota-7", "{}", THING);
        two.createJob("ota-7", "{}", THING);

        start(2);

        await().until(() -> isSucceeded(two));
        assertThat(execution(one).status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        one.faults().clear();
        await().until(() -> isSucceeded(one));
        assertThat(runs).containsExactlyInAnyOrder("one false", "two false");
    }

    private void start(int services) throws Exception {
        camel.getShutdownStrategy().setTimeout(2);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < services; i++) {
                    String name = i == 0 ? "one" : "two";
                    String at = "region=eu-west-1&accessKey=a&secretKey=s&uriEndpointOverride="
                            + (i == 0 ? one : two).endpoint();
                    from("iot-jobs-data:startNext?delay=50&maxDelay=100&thing=" + THING + "&" + at)
                            .process(e -> runs.add(name + " " + e.getMessage().getHeader(IotJobsDataConstants.RESUMED)))
                            .removeProperty(IotJobsDataConstants.SESSION)
                            .to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.by=" + name + "&" + at);
                }
            }
        });
        camel.start();
    }

    private static boolean isSucceeded(JobsEmulator service) {
        return execution(service).status() == ExecutionStatus.SUCCEEDED;
    }

    private static Execution execution(JobsEmulator service) {
        return service.execution(THING, "ota-7");
    }
}
