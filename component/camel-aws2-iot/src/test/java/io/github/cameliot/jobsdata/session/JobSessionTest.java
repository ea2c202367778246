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

import static io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS;
import static io.github.cameliot.jobsdata.model.ExecutionStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session from its claim to its end: one call for the claim, heartbeats while the job runs, and one terminal report. */
class JobSessionTest {

    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final SessionTestBed bed = new SessionTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aShortJobIsTwoCallsAndNoHeartbeat() {
        JobSession session = bed.claim();
        bed.emulator().requests().clear();
        bed.one().tick();

        session.finish(Outcome.SUCCEEDED);
        bed.one().tick();

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bed.emulator().requests().total()).isEqualTo(1);
        assertThat(bed.one().sessions.all()).isEmpty();
    }

    @Test
    void heartbeatsKeepTheClaimForAsLongAsTheJobLasts() {
        JobSession session = bed.claim();

        for (int i = 0; i < 30; i++) {
            bed.advance(THIRD);
            bed.one().tick();
        }

        assertThat(session.isLost()).isFalse();
        assertThat(bed.one().count(Counter.heartbeats)).isEqualTo(30);
        assertThat(bed.execution().versionNumber()).isEqualTo(32);
        session.finish(Outcome.SUCCEEDED);
        bed.advance(THIRD);
        bed.one().tick();
        assertThat(bed.execution().versionNumber()).isEqualTo(33);
    }

    @Test
    void detailsOfTheRouteAreKeptAndTheReasonIsAddedToThem() {
        JobSession session = bed.claim();
        session.update(IN_PROGRESS, JobSession.userDetails(Map.of("step", "download", "claimedBy", "me")), null);

        session.finish(Outcome.failed("checksum"));

        assertThat(bed.execution().statusDetails())
                .containsEntry("step", "download")
                .containsEntry("reason", "checksum")
                .hasEntrySatisfying(ClaimMarker.KEY, m -> assertThat(m).contains("worker=one"));
    }

    @Test
    void aTerminalUpdateInTheRouteEndsTheSession() {
        JobSession session = bed.claim();
        session.update(SUCCEEDED, new StatusDetails(Map.of("version", "7"), List.of()), null);
        bed.emulator().requests().clear();

        session.finish(Outcome.failed("too late"));

        assertThat(bed.emulator().requests().total()).isZero();
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThatThrownBy(() -> session.update(IN_PROGRESS, null, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A job is reported once");
    }

    @Test
    void anotherWorkerMayTakeAReleasedJobAtOnce() {
        JobSession session = bed.claim();

        session.finish(Outcome.released("not today"));

        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(bed.execution().statusDetails()).containsEntry("reason", "not today");
        assertThat(bed.two().claim("pump-12").attempt()).isEqualTo(2);
    }
}
