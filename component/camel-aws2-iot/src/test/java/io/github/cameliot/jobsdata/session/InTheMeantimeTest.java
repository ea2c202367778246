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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens elsewhere while a session works, or between its call and the answer. */
class InTheMeantimeTest {

    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final ManualClock clock = new ManualClock();
    private JobsEmulator emulator;
    private TestWorker one;
    private TestWorker two;

    @AfterEach
    void close() {
        one.close();
        two.close();
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRouteThatOutlivesItsTimeoutNeitherEndsNorDisturbsTheRetry(boolean conflictCarriesState) {
        start(conflictCarriesState);
        emulator.createJob(JobSpec.of("ota-7")
                .things("pump-12")
                .inProgressTimeout(Duration.ofMinutes(1))
                .retryTimedOut(1));
        JobSession old = one.claim("pump-12");
        clock.advance(Duration.ofSeconds(61));
        JobSession retry = two.claim("pump-12");

        one.tick();
        clock.advance(Duration.ofSeconds(40));
        one.tick();
        old.finish(Outcome.SUCCEEDED);

        assertThat(old.loss()).contains(Loss.ended);
        assertThat(execution().executionNumber()).isEqualTo(2);
        assertThat(execution().versionNumber()).isEqualTo(2);
        retry.finish(Outcome.SUCCEEDED);
        assertThat(retry.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void theSameWorkerRunsTheRetryWhileItsOldRouteStillRuns() {
        start(true);
        emulator.createJob(JobSpec.of("ota-7")
                .things("pump-12")
                .inProgressTimeout(Duration.ofMinutes(1))
                .retryTimedOut(1));
        JobSession old = one.claim("pump-12");
        clock.advance(Duration.ofSeconds(61));
        JobSession retry = one.claim("pump-12");

        old.finish(Outcome.failed("late"));
        retry.finish(Outcome.SUCCEEDED);

        assertThat(old.state()).isEqualTo(State.LOST);
        assertThat(retry.state()).isEqualTo(State.REPORTED);
        assertThat(one.sessions.find(new ExecutionId("pump-12", "ota-7", 1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobMadeAgainAndClaimedByAnotherAtTheVersionThatWeExpectIsSeenByItsMark(boolean conflictCarriesState) {
        JobSession ours = startWithAClaim(conflictCarriesState);
        emulator.deleteJob("ota-7", true);
        emulator.createJob("ota-7", "{}", "pump-12");
        JobSession theirs = two.claim("pump-12");
        clock.advance(THIRD);

        one.tick();

        assertThat(ours.loss()).contains(Loss.taken);
        two.tick();
        assertThat(theirs.isLost()).isFalse();
        theirs.finish(Outcome.SUCCEEDED);
        assertThat(theirs.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void aJobMadeAgainAndClaimedByOurselvesIsNotMistakenForTheOldOne() {
        JobSession old = startWithAClaim(true);
        emulator.deleteJob("ota-7", true);
        emulator.createJob("ota-7", "{\"again\":1}", "pump-12");
        JobSession again = one.claim("pump-12");
        clock.advance(THIRD);
        one.tick();

        assertThat(old.isLost()).isTrue();
        assertThat(again.isLost()).isFalse();
        again.finish(Outcome.SUCCEEDED);
        assertThat(again.state()).isEqualTo(State.REPORTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConsoleThatReplacesTheDetailsBeforeTheReportLosesNothing(boolean conflictCarriesState) {
        JobSession session = startWithAClaim(conflictCarriesState);
        two.write("pump-12", "ota-7", Map.of("note", "by hand"));

        session.finish(Outcome.failed("checksum"));

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(execution().statusDetails())
                .containsEntry("reason", "checksum")
                .containsKey(ClaimMarker.KEY);
        assertThat(one.count(Counter.asserted)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConsoleThatReplacesTheDetailsTwiceIsAnsweredTwiceAndWaitsForNoLoop(boolean conflictCarriesState) {
        JobSession session = startWithAClaim(conflictCarriesState);
        two.write("pump-12", "ota-7", Map.of("note", "once"));
        clock.advance(THIRD);
        emulator.requests().clear();
        // Between the conflict and the second attempt the console writes again: that attempt conflicts too.
        one.beforeNextAnswer(() -> one.beforeNextCall(() -> two.write("pump-12", "ota-7", Map.of("note", "twice"))));
        one.tick();

        assertThat(session.isLost()).isFalse();
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isLessThanOrEqualTo(4);
        clock.advance(Duration.ofSeconds(1));
        one.tick();
        assertThat(ClaimMarker.in(execution().statusDetails())).isPresent();
        assertThat(execution().statusDetails()).containsKey("note");
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void anotherWorkerThatTakesOverWithoutTheMarkKnowsThatItIsTheSecondAttempt() {
        startWithAClaim(true);
        two.write("pump-12", "ota-7", Map.of("note", "by hand"));
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));

        assertThat(two.claim("pump-12").attempt()).isEqualTo(2);
    }

    @Test
    void aReportWhoseAnswerComesAfterTheLeaseLeavesTheSessionLostForGood() {
        JobSession session = startWithAClaim(true);
        List<Loss> told = new ArrayList<>();
        session.onLost(told::add);
        one.beforeNextAnswer(() -> {
            clock.advance(TestWorker.LEASE);
            assertThat(session.isLost()).isTrue();
        });

        session.finish(Outcome.SUCCEEDED);

        assertThat(told).containsExactly(Loss.leaseExpired);
        assertThat(session.state()).isEqualTo(State.LOST);
        assertThat(one.count(Counter.leaseExpired) + one.count(Counter.reported))
                .isEqualTo(1);
    }

    @Test
    void progressWhoseAnswerComesAfterTheLeaseIsToldAsALoss() {
        JobSession session = startWithAClaim(true);
        one.beforeNextAnswer(() -> {
            clock.advance(TestWorker.LEASE);
            assertThat(session.isLost()).isTrue();
        });

        assertThatThrownBy(() -> session.update(ExecutionStatus.IN_PROGRESS, null, null))
                .isInstanceOf(JobLostException.class);
    }

    @Test
    void aConflictWhoseAnswerComesAfterTheLeaseIsFollowedByNoWrite() {
        JobSession session = startWithAClaim(true);
        two.write("pump-12", "ota-7", Map.of("note", "by hand"));
        emulator.requests().clear();
        one.beforeNextAnswer(() -> clock.advance(TestWorker.LEASE));

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.loss()).contains(Loss.leaseExpired);
        assertThat(one.count(Counter.leaseExpired)).isEqualTo(1);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(execution().status().name()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aSlowAnswerThatComesInTimeRenewsFromWhenTheCallWasSent() {
        JobSession session = startWithAClaim(true);
        clock.advance(Duration.ofSeconds(100));
        one.beforeNextAnswer(() -> clock.advance(Duration.ofSeconds(100)));
        one.tick();

        clock.advance(TestWorker.LEASE.minus(Lease.SAFETY).minusSeconds(101));
        assertThat(session.isLost()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(session.isLost()).isTrue();
    }

    @Test
    void aTakeOverBetweenTheConflictAndItsSecondAttemptIsALoss() {
        JobSession session = startWithAClaim(true);
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        clock.advance(THIRD);
        one.tick();
        clock.advance(Duration.ofSeconds(1));
        one.beforeNextAnswer(() -> one.beforeNextCall(() -> {
            Execution now = execution();
            ClaimMarker theirs = ClaimMarker.in(now.statusDetails()).orElseThrow();
            two.write(
                    "pump-12", "ota-7", Map.of(ClaimMarker.KEY, theirs.format().replace("claim=", "claim=f")));
        }));

        one.tick();
        session.finish(Outcome.SUCCEEDED);

        assertThat(session.loss()).contains(Loss.taken);
        assertThat(execution().status().name()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aReportThatIsForbiddenIsTriedUntilTheLeaseIsOverAndThenGivenUp() {
        JobSession session = startWithAClaim(true);
        emulator.faults().add(Fault.forbidden().on(UPDATE_JOB_EXECUTION));

        session.finish(Outcome.SUCCEEDED);
        for (int i = 0; i < 60; i++) {
            clock.advance(Duration.ofSeconds(6));
            one.tick();
        }

        assertThat(session.loss()).contains(Loss.leaseExpired);
        assertThat(one.sessions.all()).isEmpty();
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isBetween(8L, 60L);
    }

    @Test
    void aLeftJobIsReleasedAndAnotherMayTakeItAtOnce() {
        JobSession session = startWithAClaim(true);

        session.finish(Outcome.released("not today"));

        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(execution().statusDetails()).containsEntry("reason", "not today");
        assertThat(two.claim("pump-12").attempt()).isEqualTo(2);
    }

    @Test
    void aListenerThatFailsHidesTheLossFromNobody() {
        JobSession session = startWithAClaim(true);
        List<Loss> told = new ArrayList<>();
        session.onLost(loss -> {
            throw new IllegalStateException("of the listener");
        });
        session.onLost(told::add);
        emulator.cancelJob("ota-7", true);
        clock.advance(THIRD);

        var unused = catchThrowable(() -> one.tick());

        assertThat(told).containsExactly(Loss.ended);
        assertThat(one.sessions.all()).isEmpty();
    }

    @Test
    void aListenerThatReportsIsRefusedAndDoesNotHang() {
        JobSession session = startWithAClaim(true);
        List<Throwable> refused = new ArrayList<>();
        session.onLost(
                loss -> refused.add(catchThrowable(() -> session.update(ExecutionStatus.SUCCEEDED, null, null))));
        emulator.cancelJob("ota-7", true);
        clock.advance(THIRD);

        one.tick();

        assertThat(refused).singleElement().isInstanceOf(JobLostException.class);
    }

    @Test
    void aServerWithoutADateRenewsAndReportsAllTheSame() {
        JobSession session = startWithAClaim(true);
        emulator.faults().add(Fault.withoutDate());
        for (int i = 0; i < 10; i++) {
            clock.advance(THIRD);
            one.tick();
        }

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void aClockOfTheHostThatIsWrongChangesNothing() {
        start(true);
        emulator.createJob("ota-7", "{}", "pump-12");
        long[] nanos = {Long.MAX_VALUE - 5};
        TestWorker odd = TestWorker.withClock(() -> nanos[0], "odd", emulator);
        JobSession session = odd.claim("pump-12");

        nanos[0] += THIRD.toNanos();
        odd.tick();

        assertThat(odd.count(Counter.heartbeats)).isEqualTo(1);
        assertThat(session.isLost()).isFalse();
        nanos[0] += TestWorker.LEASE.toNanos();
        assertThat(session.isLost()).isTrue();
        odd.close();
    }

    private JobSession startWithAClaim(boolean conflictCarriesState) {
        start(conflictCarriesState);
        emulator.createJob("ota-7", "{}", "pump-12");
        return one.claim("pump-12");
    }

    private void start(boolean conflictCarriesState) {
        Readings readings = Readings.DEFAULT
                .conflictCarriesState(conflictCarriesState)
                .terminalBeforeVersion(conflictCarriesState)
                .conflictName(conflictCarriesState ? Readings.ConflictName.MODEL : Readings.ConflictName.DOCUMENTATION);
        emulator = JobsEmulator.builder().clock(clock).readings(readings).start();
        one = TestWorker.named("one", emulator, clock);
        two = TestWorker.named("two", emulator, clock);
    }

    private Execution execution() {
        return emulator.execution("pump-12", "ota-7");
    }
}
