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
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.outcome.OutcomeSweep;
import io.github.cameliot.jobsdata.outcome.Redelivery;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.session.MemoryOutcomes.Use;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An outcome outlives its worker: a worker is dropped, and another one finds what it had kept. */
class OutcomeSweepTest {

    private static final Duration TAKEABLE = TestWorker.LEASE.plus(Lease.MARGIN);

    private final ManualClock clock = new ManualClock();
    private JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final MemoryOutcomes outcomes = new MemoryOutcomes();
    private final List<TestWorker> workers = new ArrayList<>();

    @AfterEach
    void close() {
        workers.forEach(TestWorker::close);
        emulator.close();
    }

    @Test
    void withoutFaultsAJobIsStillOneClaimAndOneReport() {
        TestWorker one = worker("one");
        TestWorker two = worker("two");
        JobSession session = claimed(one);
        emulator.requests().clear();
        outcomes.whileKeeping(two::tick); // sees nothing yet
        session.finish(Outcome.SUCCEEDED);
        later(one, Duration.ofSeconds(30));
        later(two, Duration.ofSeconds(30));

        assertThat(emulator.requests().total()).isEqualTo(1);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void anOutcomeNotAcceptedWhenItsWorkerDiedIsDeliveredByAnotherAsItWas() {
        TestWorker dead = worker("one");
        JobSession session = claimed(dead);
        session.update(
                io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS,
                JobSession.userDetails(Map.of("step", "flash")),
                null);
        diesReporting(session, Outcome.failed("checksum"));

        TestWorker two = worker("two");
        sweeps(two);

        assertThat(execution().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution().statusDetails())
                .containsEntry("reason", "checksum")
                .containsEntry("step", "flash")
                .hasEntrySatisfying(ClaimMarker.KEY, m -> assertThat(m).contains("worker=one"));
        assertThat(outcomes.rows()).isEmpty();
        assertThat(two.count(Counter.outcomesDelivered)).isEqualTo(1);
        assertThat(emulator.requests().count(DESCRIBE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void whatIsKeptHasNoDocument() {
        emulator.createJob("ota-7", "{\"url\":\"https://firmware?X-Amz-Signature=secret\"}", "pump-12");
        diesReporting(worker("one").claim("pump-12"), Outcome.SUCCEEDED);

        assertThat(outcomes.only())
                .contains("\"status\":\"SUCCEEDED\"", "\"versionNumber\":2")
                .doesNotContain("url", "secret");
    }

    @Test
    void aJobWhoseOutcomeIsKeptIsNotTakenOverButReported() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        TestWorker two = worker("two");
        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
        clock.advance(TAKEABLE);

        ClaimResult claim = two.next("pump-12");

        assertThat(claim).isInstanceOf(ClaimResult.Ended.class);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void aWorkerThatRestartsAndResumesItsOwnDeliversBeforeItClaims() {
        Worker before = TestWorker.worker("edge-3", Resume.own, TestWorker.LEASE);
        diesReporting(claimed(worker(before)), Outcome.SUCCEEDED);
        Worker after = new Worker("edge-3", true, "another-run", TestWorker.LEASE, Resume.own, 3);

        ClaimResult claim = worker(after).next("pump-12");

        assertThat(claim).isInstanceOf(ClaimResult.Ended.class);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aJobAtItsLastAttemptIsReportedAsItEndedAndNotGivenUp() {
        Worker once = new Worker("one", true, "run-one", TestWorker.LEASE, Resume.expired, 1);
        diesReporting(claimed(worker(once)), Outcome.SUCCEEDED);
        clock.advance(TAKEABLE);

        worker(once).next("pump-12");

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aRefusedDeliveryAtATakeOverIsNoRunEither() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        TestWorker two = worker("two");
        clock.advance(TAKEABLE);
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(1));

        assertThatThrownBy(() -> two.next("pump-12")).isInstanceOf(JobsCallException.class);

        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Ended.class);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void anOutcomeThatArrivedBeforeItsWorkerDiedIsProvenByTheConflictAndForgotten() {
        JobSession session = claimed(worker("one"));
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        session.finish(Outcome.SUCCEEDED);

        TestWorker two = worker("two");
        sweeps(two);

        assertThat(outcomes.rows()).isEmpty();
        assertThat(two.count(Counter.outcomesQuarantined)).isZero();
        assertThat(execution().versionNumber()).isEqualTo(3);
    }

    @Test
    void whereConflictsShowNothingAnOutcomeThatHasEndedGoesToQuarantine() {
        restart(Readings.DEFAULT.conflictCarriesState(false));
        JobSession session = claimed(worker("one"));
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        session.finish(Outcome.SUCCEEDED);

        TestWorker two = worker("two");
        thenItIsQuarantined(two, "does not show how");
    }

    @Test
    void whereConflictsShowNothingAReportOfThisProcessWithoutAnAnswerIsProbablyDelivered() {
        restart(Readings.DEFAULT.conflictCarriesState(false));
        TestWorker one = worker("one");
        JobSession session = claimed(one);
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        session.finish(Outcome.SUCCEEDED);
        clock.advance(TestWorker.LEASE);
        assertThat(session.loss()).isEmpty();
        one.tick();
        assertThat(session.loss()).contains(Loss.leaseExpired);

        sweeps(one);

        assertThat(outcomes.rows()).isEmpty();
        assertThat(one.count(Counter.probablyReported)).isEqualTo(1);
        assertThat(one.count(Counter.outcomesQuarantined)).isZero();
    }

    @Test
    void anOutcomeOfAClaimThatWasFencedIsDeliveredWhileTheClaimStands() {
        TestWorker one = worker("one");
        JobSession session = claimed(one);
        diesReporting(session, Outcome.SUCCEEDED);
        clock.advance(TestWorker.LEASE);
        one.tick();
        assertThat(session.loss()).contains(Loss.leaseExpired);

        sweeps(one);

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void anOutcomeThatASlowDiskKeptAfterItsLeaseIsDeliveredToo() {
        TestWorker one = worker("one");
        JobSession session = claimed(one);
        outcomes.whileKeeping(() -> clock.advance(TestWorker.LEASE));
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.loss()).contains(Loss.leaseExpired);
        outcomes.whileKeeping(() -> {});

        sweeps(one);

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void anOutcomeOfAWorkerThatStopsIsDeliveredByTheNext() {
        TestWorker one = worker("one");
        JobSession session = claimed(one);
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(2));
        session.finish(Outcome.SUCCEEDED);
        session.stop("the worker stops");
        session.stopped();
        assertThat(session.loss()).contains(Loss.stopped);

        sweeps(worker("two"));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void anOutcomeOfAJobThatAnotherWorkerTookGoesToQuarantineAndIsAnAlarmOnce() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        clock.advance(TAKEABLE);
        JobSession taken = TestWorker.named("stranger", emulator, clock).claim("pump-12");

        thenItIsQuarantined(worker("two"), "claimed by stranger since");
        TestWorker three = worker("three");
        sweeps(three);
        sweeps(three);

        assertThat(three.count(Counter.outcomesQuarantined)).isZero();
        assertThat(three.outcomes.quarantined()).hasSize(1);
        taken.finish(Outcome.failed("as the other found"));
        assertThat(execution().status()).isEqualTo(ExecutionStatus.FAILED);
        String key = three.outcomes.quarantined().keySet().iterator().next();
        three.outcomes.forget(key);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void anOutcomeOfACancelledJobGoesToQuarantine() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        emulator.cancelJob("ota-7", true);

        thenItIsQuarantined(worker("two"), "ended otherwise, CANCELED");
        assertThat(execution().status()).isEqualTo(ExecutionStatus.CANCELED);
    }

    @Test
    void anOutcomeOfADeletedJobGoesToQuarantine() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        emulator.deleteJob("ota-7", true);

        thenItIsQuarantined(worker("two"), "deleted");
    }

    @Test
    void anOutcomeIsNotOfTheJobThatWasMadeAgainUnderItsId() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        emulator.deleteJob("ota-7", true);
        emulator.createJob("ota-7", "{}", "pump-12");

        thenItIsQuarantined(worker("two"), "QUEUED, without the mark");
        assertThat(execution().status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void anOutcomeIsNotOfTheRetryThatRunsAgain() {
        emulator.createJob(JobSpec.of("ota-7")
                .document("{}")
                .things("pump-12")
                .inProgressTimeout(Duration.ofMinutes(2))
                .retryTimedOut(1));
        diesReporting(worker("one").claim("pump-12"), Outcome.SUCCEEDED);
        clock.advance(Duration.ofMinutes(3));

        TestWorker two = worker("two");
        JobSession retry = two.claim("pump-12");
        thenItIsQuarantined(two, "TIMED_OUT");

        assertThat(retry.execution().executionNumber()).isEqualTo(2);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void withoutPermissionItStaysKeptAndSaysSoUntilItMay() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        emulator.faults().add(Fault.forbidden());
        TestWorker two = worker("two");

        later(two, Duration.ofMinutes(2));

        assertThat(outcomes.rows()).hasSize(1);
        assertThat(two.outcomes.shown().values())
                .singleElement()
                .asString()
                .contains("HTTP 403", "Allow iotjobsdata:DescribeJobExecution");
        assertThat(emulator.requests().total()).as("backoff").isBetween(4L, 12L);
        emulator.faults().clear();
        later(two, Duration.ofMinutes(1));
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(two.outcomes.shown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttle", "unavailable", "resetBeforeEffect", "resetAfterEffect", "errorBody"})
    void aDeliveryIsTriedAgainUntilItIsThere(String trouble) {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        Fault fault =
                switch (trouble) {
                    case "throttle" -> Fault.throttle();
                    case "unavailable" -> Fault.unavailable();
                    case "resetBeforeEffect" -> Fault.resetBeforeEffect();
                    case "resetAfterEffect" -> Fault.resetAfterEffect();
                    default -> Fault.errorBody();
                };
        emulator.faults().add(fault.first(5));
        TestWorker two = worker("two");

        later(two, Duration.ofMinutes(3));

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(execution().versionNumber()).isEqualTo(3);
        assertThat(outcomes.rows()).isEmpty();
        assertThat(two.outcomes.quarantined()).isEmpty();
    }

    @Test
    void twoWorkersThatDeliverAtOnceReportOnce() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        TestWorker two = worker("two");
        TestWorker three = worker("three");
        two.tick();
        three.tick();
        clock.advance(OutcomeSweep.PATIENCE);
        two.beforeNextAnswer(three::tick); // both have seen the claim stand

        two.tick();

        assertThat(execution().versionNumber()).isEqualTo(3);
        assertThat(outcomes.rows()).isEmpty();
        later(two, Duration.ofMinutes(1));
        later(three, Duration.ofMinutes(1));
        assertThat(two.count(Counter.outcomesQuarantined) + three.count(Counter.outcomesQuarantined))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOutcomeThatItsLiveWorkerAndAnotherDeliverIsReportedOnce(boolean conflictCarriesState) {
        restart(Readings.DEFAULT.conflictCarriesState(conflictCarriesState));
        TestWorker live = worker("one");
        JobSession session = claimed(live);
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(1));
        session.finish(Outcome.SUCCEEDED);
        TestWorker two = worker("two");
        sweeps(two);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

        later(live, Duration.ofSeconds(10));

        assertThat(session.state()).isEqualTo(conflictCarriesState ? State.REPORTED : State.PROBABLY_REPORTED);
        assertThat(execution().versionNumber()).isEqualTo(3);
        assertThat(outcomes.rows()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void aRepositoryThatFailsHoldsUpNoReport(Use use) {
        TestWorker one = worker("one");
        JobSession session = claimed(one);
        outcomes.fails(use);
        emulator.requests().clear();

        session.finish(Outcome.SUCCEEDED);
        later(one, Duration.ofMinutes(1));

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(emulator.requests().total()).isEqualTo(1);
        assertThat(one.outcomes.failure()).as("until the same works again").isPresent();
        assertThat(one.count(Counter.outcomeRepositoryFailures)).isPositive();
        outcomes.fails();
        later(one, Duration.ofMinutes(1));
        emulator.createJob("next", "{}", "pump-12");
        one.claim("pump-12").finish(Outcome.SUCCEEDED);
        later(one, Duration.ofMinutes(1));
        assertThat(one.outcomes.failure()).isEmpty();
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void whileTheRepositoryCannotBeReadNothingIsTakenOverThatMayHaveAnOutcome() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        TestWorker two = worker("two");
        clock.advance(TAKEABLE);
        outcomes.fails(Use.FIND);

        assertThatThrownBy(() -> two.next("pump-12"))
                .hasMessageContaining("disk full")
                .hasMessageStartingWith("Cannot take over job ota-7 on thing pump-12: ");

        outcomes.fails();
        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Ended.class);
        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aRowThatCannotBeReadGoesToQuarantineAndBlocksNothing() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        outcomes.rows().put("a corrupt one", "v1\nthing=pum");
        outcomes.rows().put("z another", "");
        TestWorker two = worker("two");

        sweeps(two);

        assertThat(execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(two.outcomes.quarantined()).containsOnlyKeys("a corrupt one", "z another");
        assertThat(outcomes.rows().get("a corrupt one"))
                .startsWith("quarantined ")
                .endsWith("v1\nthing=pum");
        assertThat(two.count(Counter.outcomesQuarantined)).isEqualTo(2);
    }

    @Test
    void aJobWhoseOutcomeWasCutIsNotRunAgainBeforeAPersonForgetsTheOutcome() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        outcomes.rows().replaceAll((key, text) -> text.substring(0, 40));
        clock.advance(TAKEABLE);
        TestWorker two = worker("two");

        assertThat(two.next("pump-12")).isInstanceOfSatisfying(ClaimResult.Blocked.class, b -> assertThat(b.owner())
                .contains("damaged"));
        assertThat(two.next("pump-12")).as("still").isInstanceOf(ClaimResult.Blocked.class);
        assertThat(two.count(Counter.outcomesQuarantined)).isEqualTo(1);
        two.outcomes.forget(outcomes.rows().keySet().iterator().next());
        assertThat(two.claim("pump-12").isResumed()).isTrue();
    }

    @Test
    void anOutcomeThatWasAlteredIsNotDelivered() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        outcomes.rows().replaceAll((key, text) -> text.replace("SUCCEEDED", "REJECTED"));
        TestWorker two = worker("two");

        sweeps(two);

        assertThat(execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(two.outcomes.quarantined().values())
                .singleElement()
                .asString()
                .contains("cut or altered");
    }

    @Test
    void anOutcomeOfAnotherServiceIsLeftToItsWorkers() {
        diesReporting(claimed(worker("one")), Outcome.SUCCEEDED);
        KeptOutcomes elsewhere = new KeptOutcomes("elsewhere", outcomes, new Counters(), Runnable::run);
        emulator.requests().clear();
        Redelivery unused = new Redelivery(null, RequestRate.UNBOUNDED);
        OutcomeSweep sweep = new OutcomeSweep(
                elsewhere, unused, new Counters(), () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()), () -> 0);

        for (int i = 0; i < 5; i++) {
            sweep.tick(Runnable::run);
            clock.advance(Duration.ofSeconds(15));
        }

        assertThat(outcomes.rows()).hasSize(1);
        assertThat(elsewhere.quarantined()).isEmpty();
        assertThat(elsewhere.shown().values()).singleElement().asString().contains("another service, test");
    }

    @Test
    void aReportOfTheRouteThatFailedIsNotKeptBecauseTheRouteGoesOn() {
        JobSession session = claimed(worker("one"));
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(1));

        assertThatThrownBy(
                        () -> session.update(io.github.cameliot.jobsdata.model.ExecutionStatus.SUCCEEDED, null, null))
                .isInstanceOf(JobsCallException.class);

        assertThat(outcomes.rows()).isEmpty();
        session.finish(Outcome.failed("no report"));
        assertThat(execution().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void aReportOfTheRouteIsKeptWhileItIsOnItsWay() {
        TestWorker one = worker("one");
        JobSession session = claimed(one);
        List<String> kept = new ArrayList<>();
        one.beforeNextCall(() -> kept.addAll(outcomes.rows().values()));

        session.update(io.github.cameliot.jobsdata.model.ExecutionStatus.SUCCEEDED, null, null);

        assertThat(kept).singleElement().asString().contains("\"status\":\"SUCCEEDED\"");
        assertThat(outcomes.rows()).isEmpty();
    }

    private void thenItIsQuarantined(TestWorker worker, String why) {
        sweeps(worker);
        assertThat(worker.outcomes.quarantined()).as("seen once").isEmpty();
        sweeps(worker);

        assertThat(worker.outcomes.quarantined().values())
                .singleElement()
                .asString()
                .contains(why);
        assertThat(outcomes.only()).startsWith("quarantined ").contains("\"status\":\"SUCCEEDED\"");
        assertThat(worker.count(Counter.outcomesQuarantined)).isEqualTo(1);
        emulator.requests().clear();
        later(worker, Duration.ofMinutes(1));
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isZero();
        assertThat(worker.count(Counter.outcomesQuarantined)).isEqualTo(1);
    }

    /** The service refuses the report, and the worker is not heard of again. */
    private void diesReporting(JobSession session, Outcome outcome) {
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(1));
        session.finish(outcome);
        emulator.requests().clear();
        assertThat(outcomes.rows()).hasSize(1);
    }

    private static void sweeps(TestWorker worker, ManualClock clock) {
        worker.tick();
        clock.advance(OutcomeSweep.PATIENCE);
        worker.tick();
    }

    private void sweeps(TestWorker worker) {
        clock.advance(OutcomeSweep.ROUND);
        sweeps(worker, clock);
    }

    private void later(TestWorker worker, Duration by) {
        for (long second = 0; second < by.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            worker.tick();
        }
    }

    private TestWorker worker(String workerId) {
        return worker(TestWorker.worker(workerId, Resume.expired, TestWorker.LEASE));
    }

    private TestWorker worker(Worker worker) {
        TestWorker added = TestWorker.keeping(outcomes, worker, emulator, clock);
        workers.add(added);
        return added;
    }

    private JobSession claimed(TestWorker worker) {
        emulator.createJob("ota-7", "{}", "pump-12");
        return worker.claim("pump-12");
    }

    private void restart(Readings readings) {
        emulator.close();
        emulator = JobsEmulator.builder().clock(clock).readings(readings).start();
    }

    private Execution execution() {
        return emulator.execution("pump-12", "ota-7");
    }
}
