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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same job ID again, as a retry or as a new job, is another execution: the session of the old one neither reports nor
 * disturbs it.
 */
class JobIdUsedAgainTest {

    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final SessionTestBed bed = new SessionTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRouteThatOutlivesItsTimeoutNeitherEndsNorDisturbsTheRetry(boolean conflictCarriesState) {
        bed.withConflicts(conflictCarriesState);
        bed.emulator()
                .createJob(JobSpec.of("ota-7")
                        .things("pump-12")
                        .inProgressTimeout(Duration.ofMinutes(1))
                        .retryTimedOut(1));
        JobSession old = bed.one().claim("pump-12");
        bed.advance(Duration.ofSeconds(61));
        JobSession retry = bed.two().claim("pump-12");

        bed.one().tick();
        bed.advance(Duration.ofSeconds(40));
        bed.one().tick();
        old.finish(Outcome.SUCCEEDED);

        assertThat(old.loss()).contains(Loss.ended);
        assertThat(bed.execution().executionNumber()).isEqualTo(2);
        assertThat(bed.execution().versionNumber()).isEqualTo(2);
        retry.finish(Outcome.SUCCEEDED);
        assertThat(retry.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void theSameWorkerRunsTheRetryWhileItsOldRouteStillRuns() {
        bed.emulator()
                .createJob(JobSpec.of("ota-7")
                        .things("pump-12")
                        .inProgressTimeout(Duration.ofMinutes(1))
                        .retryTimedOut(1));
        JobSession old = bed.one().claim("pump-12");
        bed.advance(Duration.ofSeconds(61));
        JobSession retry = bed.one().claim("pump-12");

        old.finish(Outcome.failed("late"));
        retry.finish(Outcome.SUCCEEDED);

        assertThat(old.state()).isEqualTo(State.LOST);
        assertThat(retry.state()).isEqualTo(State.REPORTED);
        assertThat(bed.one().sessions.find(new ExecutionId("pump-12", "ota-7", 1)))
                .isEmpty();
    }

    @Test
    void aLateReportAfterATimeoutIsLostAndTheRetryRunsAgain() {
        bed.emulator()
                .createJob(JobSpec.of("ota-7")
                        .document("{}")
                        .things("pump-12")
                        .inProgressTimeout(Duration.ofMinutes(2))
                        .retryTimedOut(1));
        JobSession old = bed.one().claim("pump-12");
        assertThat(old.remaining()).isEqualTo(Duration.ofMinutes(2));
        bed.advance(Duration.ofSeconds(100));
        bed.one().tick();
        bed.advance(Duration.ofSeconds(100));

        old.finish(Outcome.SUCCEEDED);
        JobSession retry = bed.one().claim("pump-12");

        assertThat(old.loss()).contains(Loss.ended);
        assertThat(retry.execution().executionNumber()).isEqualTo(2);
        assertThat(retry.fencingToken()).isGreaterThan(old.fencingToken());
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void aJobDeletedAndCreatedAgainUnderItsIdIsNotReported() {
        JobSession session = bed.claim();
        bed.emulator().deleteJob("ota-7", true);
        bed.createJob();

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.isLost()).isTrue();
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJobCreatedAgainAndClaimedByAnotherAtTheExpectedVersionIsToldApartByItsClaimMarker(
            boolean conflictCarriesState) {
        JobSession ours = bed.withConflicts(conflictCarriesState).claim();
        bed.emulator().deleteJob("ota-7", true);
        bed.createJob();
        JobSession theirs = bed.two().claim("pump-12");
        bed.advance(THIRD);

        bed.one().tick();

        assertThat(ours.loss()).contains(Loss.taken);
        bed.two().tick();
        assertThat(theirs.isLost()).isFalse();
        theirs.finish(Outcome.SUCCEEDED);
        assertThat(theirs.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void aJobCreatedAgainAndClaimedByAnotherIsNotTakenOverForHowLongTheOldOneWasSeen() {
        bed.createJob();
        JobSession old = bed.two().claim("pump-12");
        assertThat(bed.one().next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
        bed.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        old.finish(Outcome.released("not today"));
        bed.emulator().deleteJob("ota-7", true);
        bed.createJob();
        JobSession now = bed.two().claim("pump-12");

        ClaimResult found = bed.one().next("pump-12");

        assertThat(found).isInstanceOf(ClaimResult.Blocked.class);
        bed.two().tick();
        assertThat(now.isLost()).isFalse();
    }

    @Test
    void aJobCreatedAgainAndClaimedByTheSameWorkerIsToldApartFromTheOldOne() {
        JobSession old = bed.claim();
        bed.emulator().deleteJob("ota-7", true);
        bed.emulator().createJob("ota-7", "{\"again\":1}", "pump-12");
        JobSession again = bed.one().claim("pump-12");
        bed.advance(THIRD);
        bed.one().tick();

        assertThat(old.isLost()).isTrue();
        assertThat(again.isLost()).isFalse();
        again.finish(Outcome.SUCCEEDED);
        assertThat(again.state()).isEqualTo(State.REPORTED);
    }
}
