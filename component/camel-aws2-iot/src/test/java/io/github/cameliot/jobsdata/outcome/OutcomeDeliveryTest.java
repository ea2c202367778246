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
package io.github.cameliot.jobsdata.outcome;

import static io.github.cameliot.emulator.Operation.DESCRIBE_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import io.github.cameliot.jobsdata.session.State;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outcome whose session is no more is delivered by any worker with the same repository, once, while its claim stands. */
class OutcomeDeliveryTest {

    private final OutcomeTestBed bed = new OutcomeTestBed();
    private final MemoryOutcomes outcomes = bed.outcomes();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void anOutcomeNotAcceptedWhenItsWorkerDiedIsDeliveredUnchangedByAnother() {
        TestWorker dead = bed.worker("one");
        JobSession session = bed.claim(dead);
        session.update(IN_PROGRESS, JobSession.userDetails(Map.of("step", "flash")), null);
        bed.dieReporting(session, Outcome.failed("checksum"));

        TestWorker two = bed.worker("two");
        bed.sweep(two);

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bed.execution().statusDetails())
                .containsEntry("reason", "checksum")
                .containsEntry("step", "flash")
                .hasEntrySatisfying(ClaimMarker.KEY, m -> assertThat(m).contains("worker=one"));
        assertThat(outcomes.rows()).isEmpty();
        assertThat(two.count(Counter.outcomesDelivered)).isEqualTo(1);
        assertThat(bed.emulator().requests().count(DESCRIBE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(bed.emulator().requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void anOutcomeThatArrivedBeforeItsWorkerDiedIsProvenByTheConflictAndRemoved() {
        JobSession session = bed.claim(bed.worker("one"));
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.resetAfterEffect());
        session.finish(Outcome.SUCCEEDED);

        TestWorker two = bed.worker("two");
        bed.sweep(two);

        assertThat(outcomes.rows()).isEmpty();
        assertThat(two.count(Counter.outcomesQuarantined)).isZero();
        assertThat(bed.execution().versionNumber()).isEqualTo(3);
    }

    @Test
    void whereConflictsShowNothingAReportOfThisProcessWithoutAResponseIsProbablyDelivered() {
        bed.with(Readings.DEFAULT.conflictCarriesState(false));
        TestWorker one = bed.worker("one");
        JobSession session = bed.claim(one);
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.resetAfterEffect());
        session.finish(Outcome.SUCCEEDED);
        bed.advance(TestWorker.LEASE);
        assertThat(session.loss()).isEmpty();
        one.tick();
        assertThat(session.loss()).contains(Loss.leaseExpired);

        bed.sweep(one);

        assertThat(outcomes.rows()).isEmpty();
        assertThat(one.count(Counter.probablyReported)).isEqualTo(1);
        assertThat(one.count(Counter.outcomesQuarantined)).isZero();
    }

    @Test
    void anOutcomeWhoseLeaseHasExpiredIsDeliveredIfItsClaimStillStands() {
        TestWorker one = bed.worker("one");
        JobSession session = bed.claim(one);
        bed.dieReporting(session, Outcome.SUCCEEDED);
        bed.advance(TestWorker.LEASE);
        one.tick();
        assertThat(session.loss()).contains(Loss.leaseExpired);

        bed.sweep(one);

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void anOutcomeThatASlowRepositoryKeptAfterItsLeaseIsDelivered() {
        TestWorker one = bed.worker("one");
        JobSession session = bed.claim(one);
        outcomes.whileKeeping(() -> bed.advance(TestWorker.LEASE));
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.loss()).contains(Loss.leaseExpired);
        outcomes.whileKeeping(() -> {});

        bed.sweep(one);

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void anOutcomeOfAWorkerThatStopsIsDeliveredByTheNext() {
        TestWorker one = bed.worker("one");
        JobSession session = bed.claim(one);
        bed.emulator().faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(2));
        session.finish(Outcome.SUCCEEDED);
        session.stop("the worker stops");
        session.stopped();
        assertThat(session.loss()).contains(Loss.stopped);

        bed.sweep(bed.worker("two"));

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void withoutPermissionAnOutcomeStaysKeptAndIsShownUntilItIsDelivered() {
        bed.dieReportingSucceeded();
        bed.emulator().faults().add(Fault.forbidden());
        TestWorker two = bed.worker("two");

        bed.tickFor(two, Duration.ofMinutes(2));

        assertThat(outcomes.rows()).hasSize(1);
        assertThat(two.outcomes.shown().values())
                .singleElement()
                .asString()
                .contains("HTTP 403", "Allow iotjobsdata:DescribeJobExecution");
        assertThat(bed.emulator().requests().total()).as("backoff").isBetween(4L, 12L);
        bed.emulator().faults().clear();
        bed.tickFor(two, Duration.ofMinutes(1));
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(two.outcomes.shown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttle", "unavailable", "resetBeforeEffect", "resetAfterEffect", "errorBody"})
    void aDeliveryIsTriedAgainUntilItIsAccepted(String trouble) {
        bed.dieReportingSucceeded();
        Fault fault =
                switch (trouble) {
                    case "throttle" -> Fault.throttle();
                    case "unavailable" -> Fault.unavailable();
                    case "resetBeforeEffect" -> Fault.resetBeforeEffect();
                    case "resetAfterEffect" -> Fault.resetAfterEffect();
                    default -> Fault.errorBody();
                };
        bed.emulator().faults().add(fault.first(5));
        TestWorker two = bed.worker("two");

        bed.tickFor(two, Duration.ofMinutes(3));

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bed.execution().versionNumber()).isEqualTo(3);
        assertThat(outcomes.rows()).isEmpty();
        assertThat(two.outcomes.quarantined()).isEmpty();
    }

    @Test
    void twoWorkersThatDeliverAtOnceReportOnce() {
        bed.dieReportingSucceeded();
        TestWorker two = bed.worker("two");
        TestWorker three = bed.worker("three");
        two.tick();
        three.tick();
        bed.advance(OutcomeSweep.PATIENCE);
        two.beforeNextResponse(three::tick); // both have seen the claim stand

        two.tick();

        assertThat(bed.execution().versionNumber()).isEqualTo(3);
        assertThat(outcomes.rows()).isEmpty();
        bed.tickFor(two, Duration.ofMinutes(1));
        bed.tickFor(three, Duration.ofMinutes(1));
        assertThat(two.count(Counter.outcomesQuarantined) + three.count(Counter.outcomesQuarantined))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOutcomeThatItsLiveWorkerAndAnotherDeliverIsReportedOnce(boolean conflictCarriesState) {
        bed.with(Readings.DEFAULT.conflictCarriesState(conflictCarriesState));
        TestWorker live = bed.worker("one");
        JobSession session = bed.claim(live);
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.unavailable());
        session.finish(Outcome.SUCCEEDED);
        TestWorker two = bed.worker("two");
        bed.sweep(two);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);

        bed.tickFor(live, Duration.ofSeconds(10));

        assertThat(session.state()).isEqualTo(conflictCarriesState ? State.REPORTED : State.PROBABLY_REPORTED);
        assertThat(bed.execution().versionNumber()).isEqualTo(3);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void anOutcomeOfAnotherServiceIsNotTouched() {
        bed.dieReportingSucceeded();
        KeptOutcomes elsewhere = new KeptOutcomes("elsewhere", outcomes, new Counters(), Runnable::run);
        bed.emulator().requests().clear();
        Redelivery unused = new Redelivery(null, RequestRate.UNBOUNDED);
        OutcomeSweep sweep = new OutcomeSweep(
                elsewhere,
                unused,
                new Counters(),
                () -> TimeUnit.MILLISECONDS.toNanos(bed.clock().millis()),
                () -> 0);

        for (int i = 0; i < 5; i++) {
            sweep.tick(Runnable::run);
            bed.advance(Duration.ofSeconds(15));
        }

        assertThat(outcomes.rows()).hasSize(1);
        assertThat(elsewhere.quarantined()).isEmpty();
        assertThat(elsewhere.shown().values()).singleElement().asString().contains("another service, test");
    }
}
