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
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * If another writer has changed an execution that is not terminal, the next heartbeat gets a version conflict. The worker
 * reads the execution, decides by the claim marker whether it is still its own, and tries once more, never in a loop.
 */
class UpdateByAnotherWriterTest {

    private static final Duration BEAT = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);
    private final BlockingJob job = new BlockingJob();

    @AfterEach
    void close() {
        job.letEnd();
        worker.close();
        emulator.close();
    }

    @Test
    void afterAConsoleReplacedTheDetailsTheClaimMarkerIsWrittenOnceMore() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "&lease=15s", job);
        job.awaitExchange();
        update(Map.of("note", "by hand"));
        emulator.requests().clear();

        clock.advance(BEAT);

        await().until(() -> worker.count(Counter.asserted) == 1);
        await().until(() -> worker.count(Counter.heartbeats) == 1);
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(2);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails()).containsKeys("note", "claimedBy");
        job.letEnd();
        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
    }

    @Test
    void anotherClaimInTheDetailsIsALossWithoutAnotherAttempt() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "&lease=15s", job);
        JobSession session = job.awaitSession();
        update(Map.of("claimedBy", "v1 worker=other run=r claim=f00d attempt=2 lease=300 state=run"));
        emulator.requests().clear();

        clock.advance(BEAT);

        await().until(session::isLost);
        job.letEnd();
        await().until(() -> worker.sessions().isEmpty());
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    private void update(Map<String, String> details) {
        try (IotJobsDataPlaneClient console = PlainSdkClient.of(emulator)) {
            console.updateJobExecution(r ->
                    r.thingName("pump-12").jobId("ota-7").status("IN_PROGRESS").statusDetails(details));
        }
    }

    private ExecutionStatus status() {
        return emulator.execution("pump-12", "ota-7").status();
    }
}
