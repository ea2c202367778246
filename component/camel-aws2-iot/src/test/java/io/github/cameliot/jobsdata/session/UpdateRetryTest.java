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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.RetryMode;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An update that a route waits for is tried three times, as the SDK tries the call of a hand-written loop. */
class UpdateRetryTest {

    private static final io.github.cameliot.jobsdata.model.ExecutionStatus IN_PROGRESS =
            io.github.cameliot.jobsdata.model.ExecutionStatus.IN_PROGRESS;
    private static final io.github.cameliot.jobsdata.model.ExecutionStatus SUCCEEDED =
            io.github.cameliot.jobsdata.model.ExecutionStatus.SUCCEEDED;
    private static final StatusDetails INSTALLING = StatusDetails.of(Map.of("step", "installing"));

    private final SessionTestBed bed = new SessionTestBed();
    private final TestWorker worker = TestWorker.of(
            TestWorker.worker("one", Resume.expired, TestWorker.LEASE),
            TestWorker.options(Duration.ofHours(1), Outcome.failed("still running"), RetryMode.standard.attempts()),
            bed.emulator(),
            bed.clock());

    @AfterEach
    void close() {
        worker.close();
        bed.close();
    }

    static List<Fault> passing() {
        return List.of(
                Fault.throttle(),
                Fault.unavailable(),
                Fault.resetAfterEffect(),
                Fault.resetBeforeEffect(),
                Fault.errorBody());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void progressSurvivesTwoCallsThatFail(Fault fault) {
        JobSession session = bed.claim(worker);
        bed.emulator().faults().add(fault.on(UPDATE_JOB_EXECUTION).first(2));

        session.update(IN_PROGRESS, INSTALLING, null);

        assertThat(bed.execution().statusDetails()).containsEntry("step", "installing");
        assertThat(session.version()).isEqualTo(bed.execution().versionNumber());
        assertThat(session.state()).isEqualTo(State.OPEN);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void theReportOfARouteSurvivesACallThatFails(Fault fault) {
        JobSession session = bed.claim(worker);
        bed.emulator().faults().add(fault.on(UPDATE_JOB_EXECUTION).first(1));

        session.update(SUCCEEDED, INSTALLING, null);

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(session.state()).isIn(State.REPORTED, State.PROBABLY_REPORTED);
    }

    @Test
    void handOverSurvivesTwoCallsThatFail() {
        JobSession session = bed.claim(worker);
        bed.emulator().faults().add(Fault.throttle().on(UPDATE_JOB_EXECUTION).first(2));

        session.handOver(Duration.ofMinutes(30), null);

        assertThat(session.state()).isEqualTo(State.HANDED);
        assertThat(bed.execution().statusDetails().get("claimedBy")).contains("state=handed");
    }

    @Test
    void theThirdFailureIsThrownAndTheSessionStaysOpen() {
        JobSession session = bed.claim(worker);
        bed.emulator().faults().add(Fault.throttle().on(UPDATE_JOB_EXECUTION).first(3));

        assertThatThrownBy(() -> session.update(IN_PROGRESS, INSTALLING, null))
                .isInstanceOf(JobsCallException.class)
                .hasMessageContaining("429");

        assertThat(bed.emulator().requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(3);
        assertThat(session.state()).isEqualTo(State.OPEN);
        session.update(IN_PROGRESS, INSTALLING, null);
        assertThat(bed.execution().statusDetails()).containsEntry("step", "installing");
    }

    @Test
    void aMissingPermissionIsThrownAtOnce() {
        JobSession session = bed.claim(worker);
        bed.emulator().faults().add(Fault.forbidden().on(UPDATE_JOB_EXECUTION));

        assertThatThrownBy(() -> session.update(IN_PROGRESS, INSTALLING, null)).hasMessageContaining("403");

        assertThat(bed.emulator().requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void anInterruptedThreadDoesNotTryAgain() {
        JobSession session = bed.claim(worker);
        bed.emulator().faults().add(Fault.throttle().on(UPDATE_JOB_EXECUTION));
        Thread route = Thread.currentThread();

        Thread stopper = new Thread(() -> {
            while (bed.emulator().requests().count(UPDATE_JOB_EXECUTION) == 0) {
                Thread.onSpinWait();
            }
            route.interrupt();
        });
        stopper.start();
        assertThatThrownBy(() -> session.update(IN_PROGRESS, INSTALLING, null)).isInstanceOf(RuntimeException.class);

        assertThat(Thread.interrupted()).as("the interruption is kept").isTrue();
        assertThat(bed.emulator().requests().count(UPDATE_JOB_EXECUTION)).isLessThan(3);
    }
}
