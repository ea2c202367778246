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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobLostException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a worker does when its job ends without it.
 *
 * <ul>
 * <li>Cancelled by force while it runs: the next heartbeat or report notices, the route is told, no terminal report is
 * sent, and the next job is claimed.
 * <li>Deleted while it runs (404): the session ends, and nothing more is sent.
 * <li>TIMED_OUT while the route finishes: the late SUCCEEDED gets a 409, is not sent again, and is counted on its own.
 * <li>Retried: the same job ID with a new execution number runs again, and a late update of the old execution is
 * refused.
 * </ul>
 */
class JobEndedElsewhereTest {

    private final ManualClock clock = new ManualClock();
    private final BlockingJob job = new BlockingJob();

    private JobsEmulator emulator;
    private CamelWorker worker;

    @AfterEach
    void close() {
        job.letEnd();
        worker.close();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobCancelledByForceIsNoticedAtTheNextHeartbeatAndTheNextJobRuns(boolean conflictCarriesState)
            throws Exception {
        start(conflictCarriesState, JobSpec.of("ota-7").things("pump-12"));
        JobSession session = job.awaitSession();
        emulator.createJob("ota-8", "{}", "pump-12");
        emulator.cancelJob("ota-7", true);

        clock.advance(Duration.ofSeconds(100));

        await().until(session::isLost);
        assertThat(session.loss()).contains(Loss.ended);
        assertThat(emulator.execution("pump-12", "ota-8").status())
                .as("the slot stays taken until the exchange ends")
                .isEqualTo(ExecutionStatus.QUEUED);
        job.letEnd();
        await().until(() -> emulator.execution("pump-12", "ota-8").status() == ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
        await().until(() -> worker.count(Counter.reported) == 1); // counted when the response has come
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeletedJobEndsItsSessionAndNothingMoreIsSent(boolean conflictCarriesState) throws Exception {
        start(conflictCarriesState, JobSpec.of("ota-7").things("pump-12"));
        JobSession session = job.awaitSession();
        emulator.deleteJob("ota-7", true);

        job.letEnd();

        await().until(session::isLost);
        assertThat(session.loss()).contains(Loss.deleted);
        await().until(() -> worker.sessions().isEmpty());
        assertThat(worker.count(Counter.reported)).isZero();
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLateSuccessIsNotSentAgainAndIsCountedOnItsOwn(boolean conflictCarriesState) throws Exception {
        start(conflictCarriesState, JobSpec.of("ota-7").things("pump-12").inProgressTimeout(Duration.ofMinutes(1)));
        JobSession session = job.awaitSession();
        clock.advance(Duration.ofSeconds(61));

        job.letEnd();

        await().until(session::isLost);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        await().until(() -> worker.count(Counter.ended) == 1);
        assertThat(worker.count(Counter.probablyReported) + worker.count(Counter.reportRetries))
                .isZero();
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRetryRunsAgainAndALateUpdateOfTheOldExecutionIsRefused(boolean conflictCarriesState) throws Exception {
        start(
                conflictCarriesState,
                JobSpec.of("ota-7")
                        .things("pump-12")
                        .inProgressTimeout(Duration.ofMinutes(1))
                        .retryTimedOut(1));
        JobSession old = job.awaitSession();
        clock.advance(Duration.ofSeconds(61));

        Throwable late = catchThrowable(
                () -> old.update(io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS, null, null));
        job.letEnd();

        await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        assertThat(late).isInstanceOf(JobLostException.class);
        assertThat(job.runs()).isEqualTo(2);
        assertThat(emulator.executions("pump-12"))
                .extracting(e -> e.executionNumber() + " " + e.status())
                .containsExactly("1 TIMED_OUT", "2 SUCCEEDED");
    }

    private void start(boolean conflictCarriesState, JobSpec spec) throws Exception {
        emulator = JobsEmulator.builder()
                .clock(clock)
                .readings(Readings.DEFAULT
                        .conflictCarriesState(conflictCarriesState)
                        .terminalBeforeVersion(conflictCarriesState))
                .start();
        emulator.createJob(spec);
        worker = new CamelWorker(emulator, clock).run("pump-12", "", job);
    }
}
