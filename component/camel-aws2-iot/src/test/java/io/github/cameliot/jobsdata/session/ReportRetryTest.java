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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report without an accepted response is sent again until the service has it or the lease is over, and counts once. */
class ReportRetryTest {

    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final SessionTestBed bed = new SessionTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReportWhoseResponseWasLostIsDeliveredOnce(boolean conflictCarriesState) {
        bed.with(Readings.DEFAULT.conflictCarriesState(conflictCarriesState));
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.resetAfterEffect());

        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTING);
        bed.advance(Duration.ofSeconds(1));
        bed.one().tick();

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bed.execution().versionNumber()).isEqualTo(3);
        assertThat(session.state()).isEqualTo(conflictCarriesState ? State.REPORTED : State.PROBABLY_REPORTED);
        assertThat(session.isLost()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHeartbeatWhoseResponseWasLostDoesNotLoseTheJob(boolean conflictCarriesState) {
        bed.with(Readings.DEFAULT.conflictCarriesState(conflictCarriesState));
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.resetAfterEffect());
        bed.advance(THIRD);
        bed.one().tick();

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aReportIsTriedAgainUntilTheServiceAcceptsIt() {
        JobSession session = bed.claim();
        bed.emulator().faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(4));

        session.finish(Outcome.rejected("wrong model"));
        for (int i = 0; i < 20; i++) {
            bed.advance(Duration.ofSeconds(2));
            bed.one().tick();
        }

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(bed.one().count(Counter.reportRetries)).isEqualTo(4);
        assertThat(bed.one().count(Counter.heartbeats)).isZero();
    }

    @Test
    void aResponse200WithAnErrorInItIsNoDelivery() {
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.errorBody());
        bed.emulator().faults().add(Fault.emptyBody().on(UPDATE_JOB_EXECUTION).nth(2));

        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTING);
        for (int i = 0; i < 5; i++) {
            bed.advance(Duration.ofSeconds(2));
            bed.one().tick();
        }

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aReportThatIsForbiddenIsTriedUntilTheLeaseIsOver() {
        JobSession session = bed.claim();
        bed.emulator().faults().add(Fault.forbidden().on(UPDATE_JOB_EXECUTION));

        session.finish(Outcome.SUCCEEDED);
        for (int i = 0; i < 60; i++) {
            bed.advance(Duration.ofSeconds(6));
            bed.one().tick();
        }

        assertThat(session.loss()).contains(Loss.leaseExpired);
        assertThat(bed.one().sessions.all()).isEmpty();
        assertThat(bed.emulator().requests().count(UPDATE_JOB_EXECUTION)).isBetween(8L, 60L);
    }
}
