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

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.counters.Counter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A terminal report that AWS refuses with 429 or 503 is kept and sent before any new claim; the route does not run again.
 *
 * <p>Here the session keeps it. What outcomeRepository keeps over a restart is in {@link OutcomeRepositoryTest}.
 */
class RefusedReportTest {

    private final JobsEmulator emulator = JobsEmulator.start();
    private final CamelWorker worker = new CamelWorker(emulator);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusedReportIsRepeatedBeforeAnythingElseIsClaimed(boolean throttled) throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        emulator.faults()
                .add((throttled ? Fault.throttle() : Fault.unavailable())
                        .on(UPDATE_JOB_EXECUTION)
                        .first(2));
        emulator.createJob("ota-8", "{}", "pump-12");
        List<ExecutionStatus> before = new CopyOnWriteArrayList<>();

        worker.run("pump-12", "", e -> {
            runs.incrementAndGet();
            if ("ota-8".equals(e.getMessage().getHeader(IotJobsDataConstants.JOB_ID))) {
                before.add(status("ota-7"));
            }
        });

        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
        assertThat(before).containsExactly(ExecutionStatus.SUCCEEDED);
        assertThat(runs).hasValue(2);
        assertThat(worker.count(Counter.reportRetries)).isEqualTo(2);
    }

    private ExecutionStatus status(String jobId) {
        return emulator.execution("pump-12", jobId).status();
    }
}
