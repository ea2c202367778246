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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A terminal report without a response, whether it took effect or not: it is delivered once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostReportResponseTest {

    private final BothReadings services = new BothReadings();
    private SessionTestBed bed;

    @AfterAll
    void close() {
        services.close();
    }

    static Stream<Arguments> troubles() {
        return Trouble.inBothReadings();
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aReportWithoutAResponseIsDeliveredOnce(Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());

        session.finish(Outcome.failed("checksum"));
        assertThat(session.state()).isEqualTo(State.REPORTING);
        assertThat(bed.two().next(bed.thing())).isInstanceOfAny(ClaimResult.Blocked.class, ClaimResult.Nothing.class);
        bed.advance(Duration.ofSeconds(1));
        bed.one().tick();

        assertThat(session.state())
                .isEqualTo(trouble.hasEffect() && !conflictCarriesState ? State.PROBABLY_REPORTED : State.REPORTED);
        assertThat(bed.execution().status().name()).isEqualTo("FAILED");
        assertThat(bed.execution().versionNumber()).isEqualTo(3);
        assertThat(bed.one().next(bed.thing())).isInstanceOf(ClaimResult.Nothing.class);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aReportInTheRouteWithoutAResponseEndsTheSessionAtTheNextHeartbeat(
            Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());
        assertThat(catchThrowable(() -> session.update(ExecutionStatus.SUCCEEDED, null, null)))
                .isInstanceOf(JobsCallException.class);

        bed.advance(TestWorker.LEASE.dividedBy(3));
        bed.one().tick();

        assertThat(session.isLost()).isFalse();
        assertThat(session.state().isFinal()).isEqualTo(trouble.hasEffect());
        session.finish(Outcome.SUCCEEDED);
        assertThat(bed.execution().status().name()).isEqualTo("SUCCEEDED");
        assertThat(session.state().isFinal()).isTrue();
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void afterAReportInTheRouteThatTookEffectThereIsNothingToHandOver(Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());
        var unused = catchThrowable(() -> session.update(ExecutionStatus.SUCCEEDED, null, null));

        session.handOver(Duration.ofSeconds(600), null);

        assertThat(session.state() == State.HANDED).isEqualTo(!trouble.hasEffect());
        assertThat(bed.execution().status().isTerminal()).isEqualTo(trouble.hasEffect());
    }
}
