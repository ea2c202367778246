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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * After a crash between claim and report the restarted worker gets the same execution, sees that it is a resume, and
 * continues it, leaves it alone or fails it, as its options say.
 *
 * <p>The crash of a whole process is in {@link ProcessTest}; here its traces are written by hand.
 */
class CrashAfterTheClaimTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final List<Object> resumed = new CopyOnWriteArrayList<>();
    private final CamelWorker worker = new CamelWorker(emulator, clock);

    @BeforeEach
    void aWorkerThatCrashed() {
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
        try (IotJobsDataPlaneClient crashed = PlainSdkClient.of(emulator)) {
            crashed.startNextPendingJobExecution(r -> r.thingName("pump-12")
                    .statusDetails(Map.of(
                            "claimedBy", "v1 worker=edge-3 run=before claim=9b1d attempt=1 lease=300 state=run")));
        }
    }

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void theRestartedWorkerWaitsUntilTheLeaseIsOverAndThenResumesTheJob() throws Exception {
        work("");
        await().until(() -> emulator.requests().total() > 4);
        assertThat(resumed).isEmpty();

        clock.advance(Duration.ofSeconds(303));

        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
        assertThat(resumed).containsExactly(true);
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(4);
    }

    @Test
    void withResumeOwnTheJobIsResumedAtOnce() throws Exception {
        work("&resume=own&workerId=edge-3");

        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
        assertThat(resumed).containsExactly(true);
    }

    @Test
    void withResumeNeverTheJobIsLeftToTheService() throws Exception {
        work("&resume=never");
        clock.advance(Duration.ofDays(1));

        await().until(() -> emulator.requests().total() > 4);

        assertThat(resumed).isEmpty();
        assertThat(status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void afterMaxAttemptsTheJobIsFailedAndNotRun() throws Exception {
        work("&maxAttempts=1");
        clock.advance(Duration.ofSeconds(303));

        await().until(() -> status() == ExecutionStatus.FAILED);

        assertThat(resumed).isEmpty();
    }

    private void work(String options) throws Exception {
        worker.run(
                "pump-12",
                options,
                exchange -> resumed.add(exchange.getMessage().getHeader(IotJobsDataConstants.RESUMED)));
    }

    private ExecutionStatus status() {
        return emulator.execution("pump-12", "ota-7").status();
    }
}
