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
package io.github.cameliot.jobsdata.session;

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSessionTest {

    private static final io.github.cameliot.jobsdata.model.ExecutionStatus RUNNING =
            io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS;
    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final ManualClock clock = new ManualClock();
    private JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private TestWorker worker = TestWorker.named("one", emulator, clock);

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void aShortJobIsTwoCallsAndNoHeartbeat() {
        JobSession session = claimed();
        emulator.requests().clear();
        worker.tick();

        session.finish(Outcome.SUCCEEDED);
        worker.tick();

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.requests().total()).isEqualTo(1);
        assertThat(worker.sessions.all()).isEmpty();
    }

    @Test
    void heartbeatsKeepTheClaimForAsLongAsTheJobLasts() {
        JobSession session = claimed();

        for (int i = 0; i < 30; i++) {
            clock.advance(THIRD);
            worker.tick();
        }

        assertThat(session.isLost()).isFalse();
        assertThat(worker.count(Counter.heartbeats)).isEqualTo(30);
        assertThat(execution().versionNumber()).isEqualTo(32);
        session.finish(Outcome.SUCCEEDED);
        clock.advance(THIRD);
        worker.tick();
        assertThat(execution().versionNumber()).isEqualTo(33);
    }

    @Test
    void detailsOfTheRouteStayBesideTheMarkAndTheReasonJoinsThem() {
        JobSession session = claimed();
        session.update(RUNNING, JobSession.userDetails(Map.of("step", "download", "claimedBy", "me")), null);

        session.finish(Outcome.failed("checksum"));

        assertThat(execution().statusDetails())
                .containsEntry("step", "download")
                .containsEntry("reason", "checksum")
                .hasEntrySatisfying(ClaimMarker.KEY, m -> assertThat(m).contains("worker=one"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportWhoseAnswerWasLostIsDeliveredOnce(boolean conflictCarriesState) {
        restart(Readings.DEFAULT.conflictCarriesState(conflictCarriesState));
        JobSession session = claimed();
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));

        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTING);
        clock.advance(Duration.ofSeconds(1));
        worker.tick();

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution().versionNumber()).isEqualTo(3);
        assertThat(session.state()).isEqualTo(conflictCarriesState ? State.REPORTED : State.PROBABLY_REPORTED);
        assertThat(session.isLost()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeartbeatWhoseAnswerWasLostDoesNotLoseTheJob(boolean conflictCarriesState) {
        restart(Readings.DEFAULT.conflictCarriesState(conflictCarriesState));
        JobSession session = claimed();
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        clock.advance(THIRD);
        worker.tick();

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aReportIsTriedAgainUntilTheServiceTakesIt() {
        JobSession session = claimed();
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(4));

        session.finish(Outcome.rejected("wrong model"));
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofSeconds(2));
            worker.tick();
        }

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(worker.count(Counter.reportRetries)).isEqualTo(4);
        assertThat(worker.count(Counter.heartbeats)).isZero();
    }

    @Test
    void anAnswer200WithAnErrorInItIsNoDelivery() {
        JobSession session = claimed();
        emulator.faults().add(Fault.errorBody().on(UPDATE_JOB_EXECUTION).first(1));
        emulator.faults().add(Fault.emptyBody().on(UPDATE_JOB_EXECUTION).nth(2));

        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTING);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(2));
            worker.tick();
        }

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aJobCancelledByForceIsLostAtTheNextHeartbeatAndTheRouteIsTold() {
        JobSession session = claimed();
        List<Loss> told = new ArrayList<>();
        session.onLost(told::add);
        emulator.cancelJob("ota-7", true);
        clock.advance(THIRD);

        worker.tick();
        session.finish(Outcome.SUCCEEDED);

        assertThat(told).containsExactly(Loss.ended);
        assertThat(session.isLost()).isTrue();
        assertThat(execution().status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThatThrownBy(() -> session.update(RUNNING, null, null)).isInstanceOf(JobLostException.class);
        assertThat(worker.sessions.all()).isEmpty();
    }

    @Test
    void aDeletedJobIsLostAsDeleted() {
        JobSession session = claimed();
        emulator.deleteJob("ota-7", true);

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.loss()).contains(Loss.deleted);
    }

    @Test
    void aJobDeletedAndMadeAgainUnderItsIdIsNotReported() {
        JobSession session = claimed();
        emulator.deleteJob("ota-7", true);
        emulator.createJob("ota-7", "{}", "pump-12");

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.isLost()).isTrue();
        assertThat(execution().status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void aLateReportAfterATimeoutIsLostAndTheRetryRunsAgain() {
        emulator.createJob(JobSpec.of("ota-7")
                .document("{}")
                .things("pump-12")
                .inProgressTimeout(Duration.ofMinutes(2))
                .retryTimedOut(1));
        JobSession old = worker.claim("pump-12");
        assertThat(old.remaining()).isEqualTo(Duration.ofMinutes(2));
        clock.advance(Duration.ofSeconds(100));
        worker.tick();
        clock.advance(Duration.ofSeconds(100));

        old.finish(Outcome.SUCCEEDED);
        JobSession retry = worker.claim("pump-12");

        assertThat(old.loss()).contains(Loss.ended);
        assertThat(retry.execution().executionNumber()).isEqualTo(2);
        assertThat(retry.fencingToken()).isGreaterThan(old.fencingToken());
        assertThat(execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void aWorkerPausedPastItsLeaseFindsOutBeforeItDoesAnythingMore() {
        JobSession session = claimed();
        emulator.requests().clear();
        clock.advance(TestWorker.LEASE.minus(Lease.SAFETY));

        assertThat(session.isLost()).isTrue();
        assertThatThrownBy(() -> session.update(RUNNING, null, null))
                .isInstanceOf(JobLostException.class)
                .hasMessageContaining("ota-7")
                .hasMessageContaining("pump-12");
        session.finish(Outcome.SUCCEEDED);
        assertThat(emulator.requests().total()).isZero();
        assertThat(worker.count(Counter.leaseExpired)).isEqualTo(1);
    }

    @Test
    void detailsReplacedByAConsoleAreAssertedAgainOnce() {
        JobSession session = claimed();
        replaceDetails(Map.of("note", "looked at by hand"));

        clock.advance(THIRD);
        worker.tick();

        assertThat(session.isLost()).isFalse();
        assertThat(ClaimMarker.in(execution().statusDetails())).isPresent();
        assertThat(execution().statusDetails()).containsEntry("note", "looked at by hand");
        assertThat(worker.count(Counter.asserted)).isEqualTo(1);
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void aJobThatRunsTooLongIsFailedAndItsRouteIsTold() {
        JobSession session = claimed();
        for (int i = 0; i < 36; i++) {
            clock.advance(THIRD);
            worker.tick();
        }

        assertThat(execution().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution().statusDetails()).containsEntry("reason", "still running");
        assertThat(session.loss()).contains(Loss.overrun);
        session.finish(Outcome.SUCCEEDED);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aTerminalUpdateInTheRouteEndsTheSession() {
        JobSession session = claimed();
        session.update(
                io.github.cameliot.jobsdata.model.ExecutionStatus.SUCCEEDED,
                new StatusDetails(Map.of("version", "7"), List.of()),
                null);
        emulator.requests().clear();

        session.finish(Outcome.failed("too late"));

        assertThat(emulator.requests().total()).isZero();
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThatThrownBy(() -> session.update(RUNNING, null, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A job is reported once");
    }

    private JobSession claimed() {
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
        return worker.claim("pump-12");
    }

    private Execution execution() {
        return emulator.execution("pump-12", "ota-7");
    }

    private void replaceDetails(Map<String, String> details) {
        TestWorker console = TestWorker.named("console", emulator, clock);
        console.write("pump-12", "ota-7", details);
        console.close();
    }

    private void restart(Readings readings) {
        close();
        emulator = JobsEmulator.builder().clock(clock).readings(readings).start();
        worker = TestWorker.named("one", emulator, clock);
    }
}
