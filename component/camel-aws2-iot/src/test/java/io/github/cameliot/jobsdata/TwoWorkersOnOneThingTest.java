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

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * If two workers poll one thing, its job runs once; the second worker sees that the execution is not its own.
 *
 * <p>A worker that was paused past its lease finds out before it sends anything more. What a pause does to a whole process
 * is in {@link ProcessTest}.
 */
class TwoWorkersOnOneThingTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);
    private final CamelWorker other = new CamelWorker(emulator, clock);
    private final BlockingJob job = new BlockingJob();

    @AfterEach
    void close() {
        job.letEnd();
        worker.close();
        other.close();
        emulator.close();
    }

    @Test
    void oneWorkerRunsTheJobAndTheOtherOnlyReads() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        for (CamelWorker one : List.of(worker, other)) {
            one.run("pump-12", "", job);
        }
        await().until(() -> job.runs() == 1);
        emulator.requests().clear();

        await().until(() -> emulator.requests().total() > 10);

        assertThat(job.runs()).isEqualTo(1);
        assertThat(emulator.requests().count(START_NEXT_PENDING_JOB_EXECUTION))
                .as("calls of the worker that is not the owner: reads only")
                .isZero();
        job.letEnd();
        await().until(() -> execution("ota-7").status() == ExecutionStatus.SUCCEEDED);
        assertThat(job.runs()).isEqualTo(1);
    }

    @Test
    void aWorkerPausedPastItsLeaseDoesNotReportOverTheNextOne() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        JobSession session = worker.start("pump-12", "&workerId=paused", job);

        clock.advance(Duration.ofSeconds(303));
        other.run("pump-12", "&workerId=next", e -> {});
        await().until(() -> execution("ota-7").status() == ExecutionStatus.SUCCEEDED);
        long version = execution("ota-7").versionNumber();
        job.letEnd();

        await().until(() -> worker.context().getInflightRepository().size() == 0);
        assertThat(session.loss()).contains(Loss.leaseExpired);
        assertThat(execution("ota-7").versionNumber()).isEqualTo(version);
        assertThat(execution("ota-7").statusDetails().get("claimedBy")).contains("worker=next");
    }

    private Execution execution(String jobId) {
        return emulator.execution("pump-12", jobId);
    }
}
