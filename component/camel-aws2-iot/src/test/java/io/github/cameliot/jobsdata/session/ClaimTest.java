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

import static io.github.cameliot.emulator.Operation.DESCRIBE_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private TestWorker one;
    private TestWorker two;

    @BeforeEach
    void twoWorkersAndAJob() {
        one = TestWorker.named("one", emulator, clock);
        two = TestWorker.named("two", emulator, clock);
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        emulator.close();
    }

    @Test
    void aFreshClaimLeavesItsMarkAndIsNotResumed() {
        JobSession session = one.claim("pump-12");

        assertThat(session.execution().jobDocument()).isEqualTo("{\"version\":7}");
        assertThat(session.isResumed()).isFalse();
        assertThat(session.attempt()).isEqualTo(1);
        assertThat(mark().workerId()).isEqualTo("one");
        assertThat(mark().state()).isEqualTo(ClaimMarker.State.run);
        assertThat(mark().lease()).isEqualTo(TestWorker.LEASE);
    }

    @Test
    void anIdlePollIsOneReadAndAFindIsOneReadAndOneWrite() {
        one.next("pump-12");
        emulator.createThing("idle");
        emulator.requests().clear();

        ClaimResult nothing = one.next("idle");

        assertThat(nothing).isInstanceOf(ClaimResult.Nothing.class);
        assertThat(emulator.requests().total()).isEqualTo(1);
        assertThat(emulator.requests().count(DESCRIBE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void theSecondWorkerSeesThatTheExecutionIsNotItsOwn() {
        one.claim("pump-12");
        clock.advance(Duration.ofSeconds(100));

        ClaimResult second = two.next("pump-12");

        assertThat(second).isInstanceOfSatisfying(ClaimResult.Blocked.class, b -> {
            assertThat(b.owner()).isEqualTo("one");
            assertThat(b.age()).isEqualTo(Duration.ofSeconds(100));
            assertThat(b.left()).isEqualTo(Duration.ofSeconds(300 - 100 + 3));
        });
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isZero();
    }

    @Test
    void twoWorkersThatAskAtOnceGetOneRun() {
        one.next("pump-12");

        ClaimResult byStartNextAlone = two.next("pump-12", true);

        assertThat(byStartNextAlone).isInstanceOf(ClaimResult.Blocked.class);
    }

    @Test
    void anExecutionWhoseLeaseHasRunOutIsTakenOverOnce() {
        JobSession first = one.claim("pump-12");
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));

        JobSession second = two.claim("pump-12");

        assertThat(second.isResumed()).isTrue();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.execution().jobDocument()).isEqualTo("{\"version\":7}");
        assertThat(first.isLost()).isTrue();
        assertThat(mark().workerId()).isEqualTo("two");
        assertThat(one.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
    }

    @Test
    void theLeaseThatCountsIsTheOneInTheMark() {
        TestWorker shortLease = TestWorker.of(
                TestWorker.worker("short", Resume.expired, Duration.ofSeconds(30)),
                TestWorker.options(),
                emulator,
                clock);
        shortLease.claim("pump-12");
        clock.advance(Duration.ofSeconds(34));

        JobSession taken = one.claim("pump-12");

        assertThat(taken.isResumed()).isTrue();
        shortLease.close();
    }

    @Test
    void withoutADateAClaimIsTakenOverWhenItWasSeenUnchangedForItsLease() {
        one.claim("pump-12");
        clock.advance(Duration.ofHours(1));
        emulator.faults().add(Fault.withoutDate());

        ClaimResult claim = two.next("pump-12");

        assertThat(claim).isInstanceOfSatisfying(ClaimResult.Blocked.class, b -> assertThat(b.left())
                .isEqualTo(TestWorker.LEASE.plus(Lease.MARGIN)));
        clock.advance(TestWorker.LEASE);
        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
        clock.advance(Lease.MARGIN);
        assertThat(two.claim("pump-12").attempt()).isEqualTo(2);
    }

    @Test
    void withoutADateAClaimThatIsRenewedIsNotTakenOver() {
        one.claim("pump-12");
        emulator.faults().add(Fault.withoutDate());

        for (int i = 0; i < 20; i++) {
            assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
            clock.advance(TestWorker.LEASE.dividedBy(3));
            one.tick();
        }
    }

    @Test
    void aClaimWhoseAnswerWasLostIsAdoptedFresh() {
        emulator.faults()
                .add(Fault.resetAfterEffect()
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .first(1));
        assertThatThrownBy(() -> one.next("pump-12")).isInstanceOf(JobsCallException.class);

        JobSession session = one.claim("pump-12");

        assertThat(session.isResumed()).isFalse();
        assertThat(session.execution().versionNumber()).isEqualTo(2);
        assertThat(session.execution().jobDocument()).isEqualTo("{\"version\":7}");
        assertThat(one.count(Counter.adopted)).isEqualTo(1);
    }

    @Test
    void aLostClaimThatHasNeverRunIsRenewedBeforeItIsRunHoweverOldItIs() {
        emulator.faults()
                .add(Fault.resetAfterEffect()
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .first(1));
        assertThatThrownBy(() -> one.next("pump-12")).isInstanceOf(JobsCallException.class);
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));

        JobSession session = one.claim("pump-12");

        assertThat(session.attempt()).isEqualTo(1);
        assertThat(session.isLost()).isFalse();
        assertThat(session.execution().versionNumber()).isEqualTo(3);
        assertThat(one.count(Counter.takenOver)).isZero();
        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
    }

    @Test
    void aLostClaimThatAnotherHasTakenOverIsNotAdopted() {
        emulator.faults()
                .add(Fault.resetAfterEffect()
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .first(1));
        assertThatThrownBy(() -> one.next("pump-12")).isInstanceOf(JobsCallException.class);
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));

        two.claim("pump-12");

        assertThat(one.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
    }

    @Test
    void aTakeOverWhoseAnswerWasLostIsAdoptedAsResumed() {
        one.claim("pump-12");
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        assertThatThrownBy(() -> two.next("pump-12")).isInstanceOf(JobsCallException.class);

        JobSession session = two.claim("pump-12");

        assertThat(session.isResumed()).isTrue();
        assertThat(session.attempt()).isEqualTo(2);
        assertThat(session.execution().jobDocument()).isEqualTo("{\"version\":7}");
    }

    @Test
    void anExecutionClaimedTooOftenIsFailedAndNotRun() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(one.claim("pump-12").attempt()).isEqualTo(attempt);
            clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        }

        ClaimResult fourth = two.next("pump-12");

        assertThat(fourth).isInstanceOf(ClaimResult.Ended.class);
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails().get(JobSession.REASON))
                .contains("claimed 3 times", "maxAttempts=3");
        assertThat(two.count(Counter.attemptsExhausted)).isEqualTo(1);
    }

    @Test
    void aReleasedExecutionIsTakenAtOnceAndOneThatNeverRanIsFresh() {
        one.claim("pump-12").releaseUnrun("the worker stops");

        JobSession second = two.claim("pump-12");

        assertThat(second.isResumed()).isFalse();
        assertThat(second.attempt()).isEqualTo(1);
    }

    @Test
    void aHandedExecutionIsLeftAloneUntilItsDeadline() {
        JobSession handing = one.claim("pump-12");
        handing.handOver(Duration.ofHours(2), null);
        clock.advance(Duration.ofHours(1));

        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);

        clock.advance(Duration.ofHours(1).plus(Lease.MARGIN));
        assertThat(two.claim("pump-12").isResumed()).isTrue();
        assertThat(handing.state()).isEqualTo(State.HANDED);
    }

    @Test
    void ownTakesOverAtOnceWhatAnEarlierProcessOfTheSameIdBegan() {
        one.claim("pump-12");
        Worker restarted = new Worker("one", true, "later-run", TestWorker.LEASE, Resume.own, 3);
        TestWorker again = TestWorker.of(restarted, TestWorker.options(), emulator, clock);

        assertThat(again.claim("pump-12").isResumed()).isTrue();
        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
        again.close();
    }

    @Test
    void neverTakesNothingOver() {
        one.claim("pump-12").finish(Outcome.released("the worker stops"));
        clock.advance(Duration.ofDays(1));
        TestWorker never = TestWorker.of(
                TestWorker.worker("never", Resume.never, TestWorker.LEASE), TestWorker.options(), emulator, clock);

        assertThat(never.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
        never.close();
    }

    @Test
    void aFinishedExecutionThatStartNextStillReturnsCountsAsNothing() {
        one.claim("pump-12").finish(Outcome.SUCCEEDED);
        emulator.faults().add(Fault.finishedStartNext());

        assertThat(one.next("pump-12", true)).isInstanceOf(ClaimResult.Nothing.class);
    }

    private ClaimMarker mark() {
        return ClaimMarker.in(emulator.execution("pump-12", "ota-7").statusDetails())
                .orElseThrow();
    }
}
