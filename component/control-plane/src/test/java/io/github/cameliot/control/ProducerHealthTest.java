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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.client.RetryMode;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;

/** The health checks of producers: what their own calls, and the reads of their waits, have come to. */
class ProducerHealthTest {

    @Test
    void itIsDownAfterACallThatWasRefusedAndUpAfterOneThatWorked() {
        try (Bench bench = bench(true)) {
            bench.emulator().faults().add(Fault.forbidden());
            bench.send("iot-jobs:describe?jobId=ota-7", null);
            assertThat(state(bench, "describe")).contains(State.DOWN);

            bench.emulator().faults().clear();
            bench.send("iot-jobs:describe?jobId=ota-7", null);
            assertThat(state(bench, "describe"))
                    .as("404: the service was reached")
                    .contains(State.UP);
        }
    }

    @Test
    void aWaitWhoseReadsFailIsDownWhileItGoesOn() {
        try (Bench bench = bench(true)) {
            bench.routes(r -> r.from("seda:await?waitForTaskToComplete=Never")
                    .to("iot-jobs:await?jobId=ota-7&delay=100ms&maxDelay=200ms"));
            bench.emulator().createJob("ota-7", "{}", "pump-12");
            assertThat(state(bench, "await")).as("before the first read").contains(State.UP);
            bench.emulator().faults().add(Fault.unavailable());

            bench.send("seda:await", null);

            await().until(() -> state(bench, "await").orElseThrow() == State.DOWN);
            bench.emulator().faults().clear();
            await().until(() -> state(bench, "await").orElseThrow() == State.UP);
        }
    }

    @Test
    void withoutHealthCheckProducerEnabledThereIsNone() {
        try (Bench bench = bench(false)) {
            bench.send("iot-jobs:describe?jobId=ota-7", null);

            assertThat(state(bench, "describe")).isEmpty();
        }
    }

    private static Bench bench(boolean enabled) {
        return Bench.open(b -> {
            b.component().setHealthCheckProducerEnabled(enabled);
            b.component().getConfiguration().setRetryMode(RetryMode.none);
            HealthCheckHelper.getHealthCheckRepository(b.camel(), "producers").setEnabled(true);
        });
    }

    private static Optional<State> state(Bench bench, String operation) {
        return HealthCheckHelper.getHealthCheckRepository(bench.camel(), "producers").stream()
                .filter(check -> check.getId().equals("producer:iot-jobs:" + operation))
                .map(HealthCheck::call)
                .map(HealthCheck.Result::getState)
                .findFirst();
    }
}
