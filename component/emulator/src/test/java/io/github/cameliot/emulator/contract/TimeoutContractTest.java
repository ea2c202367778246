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
package io.github.cameliot.emulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iotjobsdataplane.model.IotJobsDataPlaneException;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution;
import software.amazon.awssdk.services.iotjobsdataplane.model.TerminalStateException;

/** The in-progress timer of the job and the step timer of the execution. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE, Capability.CLOCK})
class TimeoutContractTest {

    private final Service service;
    private final String thing;

    TimeoutContractTest(Service service) {
        this.service = service;
        this.thing = service.thing();
    }

    @Test
    void theInProgressTimerStartsWithTheExecutionNotWithTheJob() {
        String job = service.job(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(5L)), thing);
        service.advance(Duration.ofMinutes(10));

        JobExecution started = service.startNext(thing);
        service.advance(Duration.ofSeconds(299));
        JobExecution justBefore = service.describe(thing, job);
        service.advance(Duration.ofSeconds(1));

        assertThat(started.approximateSecondsBeforeTimedOut()).isEqualTo(300);
        assertThat(justBefore.approximateSecondsBeforeTimedOut()).isEqualTo(1);
        assertThat(status(job)).isEqualTo(JobExecutionStatus.TIMED_OUT);
        assertThatThrownBy(() -> service.describe(thing, job)).isInstanceOf(TerminalStateException.class);
    }

    @Test
    void updatesDoNotExtendTheInProgressTimer() {
        String job = service.job(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(5L)), thing);
        service.startNext(thing);
        service.advance(Duration.ofMinutes(4));

        service.update(thing, job, u -> u.status("IN_PROGRESS").stepTimeoutInMinutes(60L));
        service.advance(Duration.ofMinutes(1));

        assertThat(status(job)).isEqualTo(JobExecutionStatus.TIMED_OUT);
    }

    @Test
    void theStepTimerIsTheEarlierOneWhenItIsShorter() {
        String job = service.job(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(60L)), thing);

        JobExecution started = service.data()
                .startNextPendingJobExecution(r -> r.thingName(thing).stepTimeoutInMinutes(1L))
                .execution();
        service.advance(Duration.ofMinutes(1));

        assertThat(started.approximateSecondsBeforeTimedOut()).isEqualTo(60);
        assertThat(status(job)).isEqualTo(JobExecutionStatus.TIMED_OUT);
    }

    @Test
    void eachNewStepTimeoutReplacesTheLastSoThatHeartbeatsKeepTheExecutionAlive() {
        String job = service.job(thing);
        service.startNext(thing);

        for (int heartbeat = 0; heartbeat < 5; heartbeat++) {
            service.update(thing, job, u -> u.status("IN_PROGRESS").stepTimeoutInMinutes(1L));
            service.advance(Duration.ofSeconds(50));
        }

        assertThat(service.describe(thing, job).approximateSecondsBeforeTimedOut())
                .isEqualTo(10);
    }

    @Test
    void anUpdateWithoutAStepTimeoutDoesNotExtendTheTimer() {
        String job = service.job(thing);
        service.update(thing, job, u -> u.status("IN_PROGRESS").stepTimeoutInMinutes(1L));
        service.advance(Duration.ofSeconds(50));

        service.update(thing, job, u -> u.status("IN_PROGRESS"));
        service.advance(Duration.ofSeconds(10));

        assertThat(status(job)).isEqualTo(JobExecutionStatus.TIMED_OUT);
    }

    @Test
    void minusOneStopsTheStepTimerAndLeavesTheOther() {
        String job = service.job(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(60L)), thing);
        service.update(thing, job, u -> u.status("IN_PROGRESS").stepTimeoutInMinutes(1L));

        service.update(thing, job, u -> u.status("IN_PROGRESS").stepTimeoutInMinutes(-1L));
        service.advance(Duration.ofMinutes(59));
        JobExecution still = service.describe(thing, job);
        service.advance(Duration.ofMinutes(1));

        assertThat(still.approximateSecondsBeforeTimedOut()).isEqualTo(60);
        assertThat(status(job)).isEqualTo(JobExecutionStatus.TIMED_OUT);
    }

    @Test
    void theReportAfterATimeoutIsAConflict() {
        String job = service.job(thing);
        service.update(thing, job, u -> u.status("IN_PROGRESS").stepTimeoutInMinutes(1L));
        service.advance(Duration.ofMinutes(2));

        IotJobsDataPlaneException conflict = catchThrowableOfType(
                IotJobsDataPlaneException.class, () -> service.update(thing, job, u -> u.status("SUCCEEDED")));

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(status(job)).isEqualTo(JobExecutionStatus.TIMED_OUT);
    }

    @Test
    void aTimedOutExecutionGivesWayToTheNext() {
        service.job(thing);
        String next = service.job(thing);
        service.data().startNextPendingJobExecution(r -> r.thingName(thing).stepTimeoutInMinutes(1L));

        service.advance(Duration.ofMinutes(1));

        assertThat(service.startNext(thing).jobId()).isEqualTo(next);
    }

    @Test
    void aFinishedExecutionDoesNotTimeOut() {
        String job = service.job(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(1L)), thing);
        service.startNext(thing);
        service.update(thing, job, u -> u.status("SUCCEEDED"));

        service.advance(Duration.ofMinutes(5));

        assertThat(status(job)).isEqualTo(JobExecutionStatus.SUCCEEDED);
    }

    private JobExecutionStatus status(String job) {
        return service.iot()
                .describeJobExecution(r -> r.thingName(thing).jobId(job))
                .execution()
                .status();
    }
}
