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
import static io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS;
import static io.github.cameliot.jobsdata.model.ExecutionStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.RequestRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a session learns that its job is no longer its own, and tells its listeners. */
class LostJobTest {

    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final SessionTestBed bed = new SessionTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aJobCancelledByForceIsLostAtTheNextHeartbeatAndTheRouteIsTold() {
        JobSession session = bed.claim();
        List<Loss> told = new ArrayList<>();
        session.onLost(told::add);
        bed.emulator().cancelJob("ota-7", true);
        bed.advance(THIRD);

        bed.one().tick();
        session.finish(Outcome.SUCCEEDED);

        assertThat(told).containsExactly(Loss.ended);
        assertThat(session.isLost()).isTrue();
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThatThrownBy(() -> session.update(IN_PROGRESS, null, null)).isInstanceOf(JobLostException.class);
        assertThat(bed.one().sessions.all()).isEmpty();
    }

    @Test
    void aHeartbeatOfItsOwnFindsOutEarlier() {
        SessionOptions often = new SessionOptions(
                Duration.ofHours(1),
                Outcome.failed("still running"),
                null,
                Duration.ofSeconds(5),
                RequestRate.UNBOUNDED,
                1);
        bed.createJob();
        try (TestWorker one = TestWorker.of(
                TestWorker.worker("often", Resume.expired, TestWorker.LEASE), often, bed.emulator(), bed.clock())) {
            JobSession session = one.claim(bed.thing());
            bed.emulator().cancelJob("ota-7", true);
            bed.advance(Duration.ofMillis(4_900));
            one.tick();
            boolean before = session.isLost();
            bed.advance(Duration.ofMillis(100));
            one.tick();

            assertThat(before).isFalse();
            assertThat(session.loss()).contains(Loss.ended);
        }
    }

    @Test
    void aDeletedJobIsLostAsDeleted() {
        JobSession session = bed.claim();
        bed.emulator().deleteJob("ota-7", true);

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.loss()).contains(Loss.deleted);
    }

    @Test
    void aJobThatRunsTooLongIsFailedAndItsRouteIsTold() {
        JobSession session = bed.claim();
        for (int i = 0; i < 36; i++) {
            bed.advance(THIRD);
            bed.one().tick();
        }

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(bed.execution().statusDetails()).containsEntry("reason", "still running");
        assertThat(session.loss()).contains(Loss.overrun);
        session.finish(Outcome.SUCCEEDED);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void aTakeOverBetweenTheConflictAndItsSecondAttemptIsALoss() {
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.resetAfterEffect());
        bed.advance(THIRD);
        bed.one().tick();
        bed.advance(Duration.ofSeconds(1));
        bed.one().beforeNextResponse(() -> bed.one().beforeNextCall(() -> {
            Execution now = bed.execution();
            ClaimMarker marker = ClaimMarker.in(now.statusDetails()).orElseThrow();
            bed.replaceDetails(Map.of(ClaimMarker.KEY, marker.format().replace("claim=", "claim=f")));
        }));

        bed.one().tick();
        session.finish(Outcome.SUCCEEDED);

        assertThat(session.loss()).contains(Loss.taken);
        assertThat(bed.execution().status().name()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheLossFromTheOthers() {
        JobSession session = bed.claim();
        List<Loss> told = new ArrayList<>();
        session.onLost(loss -> {
            throw new IllegalStateException("of the listener");
        });
        session.onLost(told::add);
        bed.emulator().cancelJob("ota-7", true);
        bed.advance(THIRD);

        var unused = catchThrowable(() -> bed.one().tick());

        assertThat(told).containsExactly(Loss.ended);
        assertThat(bed.one().sessions.all()).isEmpty();
    }

    @Test
    void aListenerThatReportsIsRefusedAndDoesNotHang() {
        JobSession session = bed.claim();
        List<Throwable> refused = new ArrayList<>();
        session.onLost(loss -> refused.add(catchThrowable(() -> session.update(SUCCEEDED, null, null))));
        bed.emulator().cancelJob("ota-7", true);
        bed.advance(THIRD);

        bed.one().tick();

        assertThat(refused).singleElement().isInstanceOf(JobLostException.class);
    }
}
