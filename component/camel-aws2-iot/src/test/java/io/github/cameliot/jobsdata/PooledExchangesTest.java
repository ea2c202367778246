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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * With pooled exchanges, each job is run with its own document.
 *
 * <p>What is reported for jobs that share an exchange is in the package hang.
 */
class PooledExchangesTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void eachJobIsRunWithItsOwnDocument() throws Exception {
        worker.context().getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        for (int i = 0; i < 30; i++) {
            emulator.createJob("job-" + i, "{\"n\":" + i + "}", "pump-" + i % 3);
        }
        AtomicInteger mixed = new AtomicInteger();
        worker.run("pump-0,pump-1,pump-2", "&maxInFlight=3", e -> {
            String own = "{\"n\":"
                    + e.getMessage()
                            .getHeader(IotJobsDataConstants.JOB_ID, String.class)
                            .substring(4) + "}";
            if (!own.equals(e.getMessage().getBody(String.class))) {
                mixed.incrementAndGet();
            }
        });

        for (int i = 0; i < 30; i++) {
            String jobId = "job-" + i;
            String thing = "pump-" + i % 3;
            await().until(() -> emulator.execution(thing, jobId).status() == ExecutionStatus.SUCCEEDED);
        }
        assertThat(mixed).hasValue(0);
        assertThat(emulator.executions("pump-0"))
                .allSatisfy(e -> assertThat(e.versionNumber()).isEqualTo(3));
        worker.close();
        worker.awaitNothingLeft();
    }
}
