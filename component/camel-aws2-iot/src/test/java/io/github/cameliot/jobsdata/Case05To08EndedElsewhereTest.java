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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Case05To08EndedElsewhereTest {

    private final ManualClock clock = new ManualClock();
    private final List<Exchange> running = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private JobsEmulator emulator;
    private CaseWorker worker;

    @AfterEach
    void close() {
        mayEnd.countDown();
        worker.close();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case05AJobCancelledByForceIsNoticedAtTheNextHeartbeatAndTheNextJobRuns(boolean conflictCarriesState)
            throws Exception {
        start(conflictCarriesState, JobSpec.of("ota-7").things("pump-12"));
        JobSession session = theJobThatRuns();
        emulator.createJob("ota-8", "{}", "pump-12");
        emulator.cancelJob("ota-7", true);

        clock.advance(Duration.ofSeconds(100));

        await().until(session::isLost);
        assertThat(session.loss()).contains(Loss.ended);
        assertThat(emulator.execution("pump-12", "ota-8").status())
                .as("the slot stays taken until the exchange ends")
                .isEqualTo(ExecutionStatus.QUEUED);
        mayEnd.countDown();
        await().until(() -> emulator.execution("pump-12", "ota-8").status() == ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
        await().until(() -> worker.count(Counter.reported) == 1); // counted when the answer has come back
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case06ADeletedJobIsForgotten(boolean conflictCarriesState) throws Exception {
        start(conflictCarriesState, JobSpec.of("ota-7").things("pump-12"));
        JobSession session = theJobThatRuns();
        emulator.deleteJob("ota-7", true);

        mayEnd.countDown();

        await().until(session::isLost);
        assertThat(session.loss()).contains(Loss.deleted);
        await().until(() -> worker.sessions().isEmpty());
        assertThat(worker.count(Counter.reported)).isZero();
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case07ALateSuccessIsNotRepeatedAndCountsApart(boolean conflictCarriesState) throws Exception {
        start(conflictCarriesState, JobSpec.of("ota-7").things("pump-12").inProgressTimeout(Duration.ofMinutes(1)));
        JobSession session = theJobThatRuns();
        clock.advance(Duration.ofSeconds(61));

        mayEnd.countDown();

        await().until(session::isLost);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        await().until(() -> worker.count(Counter.ended) == 1);
        assertThat(worker.count(Counter.probablyReported) + worker.count(Counter.reportRetries))
                .isZero();
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case08ARetryRunsAgainAndALateUpdateOfTheOldExecutionIsRefused(boolean conflictCarriesState) throws Exception {
        start(
                conflictCarriesState,
                JobSpec.of("ota-7")
                        .things("pump-12")
                        .inProgressTimeout(Duration.ofMinutes(1))
                        .retryTimedOut(1));
        JobSession old = theJobThatRuns();
        clock.advance(Duration.ofSeconds(61));

        Throwable late = catchThrowable(
                () -> old.update(io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS, null, null));
        mayEnd.countDown();

        await().until(() -> emulator.execution("pump-12", "ota-7").status() == ExecutionStatus.SUCCEEDED);
        assertThat(late).isInstanceOf(JobLostException.class);
        assertThat(running).hasSize(2);
        assertThat(emulator.executions("pump-12"))
                .extracting(e -> e.executionNumber() + " " + e.status())
                .containsExactly("1 TIMED_OUT", "2 SUCCEEDED");
    }

    private void start(boolean conflictCarriesState, JobSpec job) throws Exception {
        emulator = JobsEmulator.builder()
                .clock(clock)
                .readings(Readings.DEFAULT
                        .conflictCarriesState(conflictCarriesState)
                        .terminalBeforeVersion(conflictCarriesState))
                .start();
        emulator.createJob(job);
        worker = new CaseWorker(emulator, clock).run("pump-12", "", exchange -> {
            running.add(exchange);
            mayEnd.await();
        });
    }

    private JobSession theJobThatRuns() {
        await().until(() -> !running.isEmpty());
        return running.get(0).getProperty(IotJobsDataConstants.SESSION, JobSession.class);
    }
}
