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

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A release or a hand-over without a response, whether it took effect or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostReleaseResponseTest {

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
    void aReleaseWithoutAResponseIsSentAgainSoThatAnotherWorkerGoesOn(Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());

        session.finish(Outcome.released("the worker stops"));

        assertThat(session.state()).isEqualTo(State.REPORTING);
        bed.advance(Duration.ofSeconds(1));
        bed.one().tick();
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(bed.two().claim(bed.thing()).attempt()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aHandOverWithoutAResponseSucceedsWhenRepeated(Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());
        Runnable handOver = () -> session.handOver(Duration.ofSeconds(600), null);

        assertThat(catchThrowable(handOver::run)).isInstanceOf(JobsCallException.class);
        assertThat(session.state()).isEqualTo(State.OPEN);
        handOver.run();

        assertThat(session.state()).isEqualTo(State.HANDED);
        assertThat(bed.two().next(bed.thing())).isInstanceOf(ClaimResult.Blocked.class);
        bed.advance(Duration.ofSeconds(603));
        assertThat(bed.two().claim(bed.thing()).attempt()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aRouteThatGoesOnAfterAHandOverWithoutAResponseReports(Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());
        var unused = catchThrowable(() -> session.handOver(Duration.ofSeconds(9_000), null));

        bed.advance(TestWorker.LEASE.dividedBy(3));
        bed.one().tick();

        ClaimMarker marker = ClaimMarker.in(bed.execution().statusDetails()).orElseThrow();
        assertThat(marker.state())
                .as("state of the claim marker: the session holds the job and runs it")
                .isEqualTo(ClaimMarker.State.run);
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }
}
