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
package io.github.cameliot.jobsdata.claim;

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.session.BothReadings;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.SessionTestBed;
import io.github.cameliot.jobsdata.session.State;
import io.github.cameliot.jobsdata.session.TestWorker;
import io.github.cameliot.jobsdata.session.Trouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A claim or a take-over without a response, whether it took effect or not: the job is run once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostClaimResponseTest {

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
    void aClaimWithoutAResponseIsRunOnceByTheWorkerThatSentIt(Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        bed.createJob();
        bed.failNext(START_NEXT_PENDING_JOB_EXECUTION, trouble.fault());
        // An empty body is also the response when nothing is pending: the two cannot be told apart.
        Throwable failure = catchThrowable(() -> bed.one().next(bed.thing()));
        assertThat(failure == null || failure instanceof JobsCallException).isTrue();

        if (failure == null) {
            bed.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        }
        JobSession session = bed.one().claim(bed.thing());

        assertThat(bed.two().next(bed.thing())).isInstanceOf(ClaimResult.Blocked.class);
        assertThat(session.attempt()).isEqualTo(failure == null ? 2 : 1);
        session.finish(Outcome.SUCCEEDED);
        thenSucceeded(session, failure == null ? 4 : 3);
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void anotherWorkerTakesTheJobOfAWorkerThatDiedAfterAClaimWithoutAResponse(
            Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        bed.createJob();
        bed.failNext(START_NEXT_PENDING_JOB_EXECUTION, trouble.fault());
        var unused = catchThrowable(() -> bed.one().next(bed.thing()));

        if (trouble.hasEffect()) {
            assertThat(bed.two().next(bed.thing())).isInstanceOf(ClaimResult.Blocked.class);
            bed.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        }
        JobSession session = bed.two().claim(bed.thing());

        assertThat(session.isResumed()).isEqualTo(trouble.hasEffect());
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void aTakeOverWithoutAResponseIsRunOnce(Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        bed.createJob();
        JobSession first = bed.one().claim(bed.thing());
        bed.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());
        assertThat(catchThrowable(() -> bed.two().next(bed.thing()))).isInstanceOf(JobsCallException.class);

        JobSession second = bed.two().claim(bed.thing());

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.execution().jobDocument()).isEqualTo("{}");
        first.finish(Outcome.failed("late"));
        assertThat(first.isLost()).isTrue();
        second.finish(Outcome.SUCCEEDED);
        thenSucceeded(second, 4);
    }

    private void thenSucceeded(JobSession session, long version) {
        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(bed.execution().status().name()).isEqualTo("SUCCEEDED");
        assertThat(bed.execution().versionNumber()).isEqualTo(version);
    }
}
