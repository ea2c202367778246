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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A lease runs from when the call that renewed it was sent. Once it is over, the session is lost and sends nothing more,
 * whatever a late response says.
 */
class SessionLeaseTest {

    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final SessionTestBed bed = new SessionTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aWorkerPausedPastItsLeaseFindsOutBeforeItSendsAnythingMore() {
        JobSession session = bed.claim();
        bed.emulator().requests().clear();
        bed.advance(TestWorker.LEASE.minus(Lease.SAFETY));

        assertThat(session.isLost()).isTrue();
        assertThatThrownBy(() -> session.update(IN_PROGRESS, null, null))
                .isInstanceOf(JobLostException.class)
                .hasMessageContaining("ota-7")
                .hasMessageContaining("pump-12");
        session.finish(Outcome.SUCCEEDED);
        assertThat(bed.emulator().requests().total()).isZero();
        assertThat(bed.one().count(Counter.leaseExpired)).isEqualTo(1);
    }

    @Test
    void aReportWhoseResponseComesAfterTheLeaseDoesNotUndoTheLoss() {
        JobSession session = bed.claim();
        List<Loss> told = new ArrayList<>();
        session.onLost(told::add);
        bed.one().beforeNextResponse(() -> {
            bed.advance(TestWorker.LEASE);
            assertThat(session.isLost()).isTrue();
        });

        session.finish(Outcome.SUCCEEDED);

        assertThat(told).containsExactly(Loss.leaseExpired);
        assertThat(session.state()).isEqualTo(State.LOST);
        assertThat(bed.one().count(Counter.leaseExpired) + bed.one().count(Counter.reported))
                .isEqualTo(1);
    }

    @Test
    void progressWhoseResponseComesAfterTheLeaseIsToldAsALoss() {
        JobSession session = bed.claim();
        bed.one().beforeNextResponse(() -> {
            bed.advance(TestWorker.LEASE);
            assertThat(session.isLost()).isTrue();
        });

        assertThatThrownBy(() -> session.update(IN_PROGRESS, null, null)).isInstanceOf(JobLostException.class);
    }

    @Test
    void aConflictWhoseResponseComesAfterTheLeaseIsFollowedByNoWrite() {
        JobSession session = bed.claim();
        bed.replaceDetails(Map.of("note", "by hand"));
        bed.emulator().requests().clear();
        bed.one().beforeNextResponse(() -> bed.advance(TestWorker.LEASE));

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.loss()).contains(Loss.leaseExpired);
        assertThat(bed.one().count(Counter.leaseExpired)).isEqualTo(1);
        assertThat(bed.emulator().requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(bed.execution().status().name()).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aSlowResponseInTimeRenewsTheLeaseFromWhenTheCallWasSent() {
        JobSession session = bed.claim();
        bed.advance(Duration.ofSeconds(100));
        bed.one().beforeNextResponse(() -> bed.advance(Duration.ofSeconds(100)));
        bed.one().tick();

        bed.advance(TestWorker.LEASE.minus(Lease.SAFETY).minusSeconds(101));
        assertThat(session.isLost()).isFalse();
        bed.advance(Duration.ofSeconds(1));
        assertThat(session.isLost()).isTrue();
    }

    @Test
    void aServiceWithoutADateHeaderDoesNotStopRenewalsAndReports() {
        JobSession session = bed.claim();
        bed.emulator().faults().add(Fault.withoutDate());
        for (int i = 0; i < 10; i++) {
            bed.advance(THIRD);
            bed.one().tick();
        }

        session.finish(Outcome.SUCCEEDED);

        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void aMonotonicClockThatOverflowsDoesNotEndTheLease() {
        bed.createJob();
        long[] nanos = {Long.MAX_VALUE - 5};
        TestWorker odd = TestWorker.withClock(() -> nanos[0], "odd", bed.emulator());
        JobSession session = odd.claim("pump-12");

        nanos[0] += THIRD.toNanos();
        odd.tick();

        assertThat(odd.count(Counter.heartbeats)).isEqualTo(1);
        assertThat(session.isLost()).isFalse();
        nanos[0] += TestWorker.LEASE.toNanos();
        assertThat(session.isLost()).isTrue();
        odd.close();
    }
}
