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

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iot.model.InvalidStateTransitionException;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobStatus;
import software.amazon.awssdk.services.iot.model.VersionConflictException;
import software.amazon.awssdk.services.iotjobsdataplane.model.IotJobsDataPlaneException;
import software.amazon.awssdk.services.iotjobsdataplane.model.ResourceNotFoundException;

/** Cancelling and deleting, with force and without. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class CancelContractTest {

    private final Service service;
    private final String working;
    private final String waiting;
    private final String job;

    CancelContractTest(Service service) {
        this.service = service;
        this.working = service.thing();
        this.waiting = service.thing();
        this.job = service.job(working, waiting);
        service.startNext(working);
    }

    @Test
    void cancelWithoutForceEndsOnlyWhatIsQueued() {
        service.iot().cancelJob(r -> r.jobId(job).reasonCode("RECALL_7").comment("wrong image"));

        assertThat(status(waiting)).isEqualTo(JobExecutionStatus.CANCELED);
        assertThat(status(working)).isEqualTo(JobExecutionStatus.IN_PROGRESS);
        var described = service.iot().describeJob(r -> r.jobId(job)).job();
        assertThat(described.status()).isEqualTo(JobStatus.CANCELED);
        assertThat(described.reasonCode()).isEqualTo("RECALL_7");
        assertThat(described.comment()).isEqualTo("wrong image");
    }

    @Test
    void whatACanceledJobLeftInProgressMaySucceed() {
        service.iot().cancelJob(r -> r.jobId(job));

        service.update(working, job, u -> u.status("SUCCEEDED"));

        assertThat(status(working)).isEqualTo(JobExecutionStatus.SUCCEEDED);
    }

    @Test
    void cancelWithForceEndsWhatIsInProgressAndTheWorkersNextReportIsAConflict() {
        service.iot().cancelJob(r -> r.jobId(job).force(true));

        IotJobsDataPlaneException conflict = catchThrowableOfType(
                IotJobsDataPlaneException.class, () -> service.update(working, job, u -> u.status("SUCCEEDED")));

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(status(working)).isEqualTo(JobExecutionStatus.CANCELED);
    }

    @Test
    void oneExecutionIsCanceledWithoutTheOthers() {
        service.iot().cancelJobExecution(r -> r.thingName(waiting).jobId(job).statusDetails(Map.of("why", "spare")));

        var execution = service.iot()
                .describeJobExecution(r -> r.thingName(waiting).jobId(job))
                .execution();
        assertThat(execution.status()).isEqualTo(JobExecutionStatus.CANCELED);
        assertThat(execution.statusDetails().detailsMap()).isEqualTo(Map.of("why", "spare"));
        assertThat(status(working)).isEqualTo(JobExecutionStatus.IN_PROGRESS);
    }

    @Test
    void anExecutionInProgressIsCanceledOnlyByForce() {
        assertThatThrownBy(() -> service.iot()
                        .cancelJobExecution(r -> r.thingName(working).jobId(job)))
                .isInstanceOf(InvalidStateTransitionException.class);

        service.iot().cancelJobExecution(r -> r.thingName(working).jobId(job).force(true));

        assertThat(status(working)).isEqualTo(JobExecutionStatus.CANCELED);
    }

    @Test
    void cancellingAnExecutionOfAnotherVersionIsAVersionConflict() {
        assertThatThrownBy(() -> service.iot()
                        .cancelJobExecution(r -> r.thingName(waiting).jobId(job).expectedVersion(7L)))
                .isInstanceOf(VersionConflictException.class);
    }

    @Test
    void aJobInProgressIsDeletedOnlyByForceAndItsExecutionsWithIt() {
        assertThatThrownBy(() -> service.iot().deleteJob(r -> r.jobId(job)))
                .isInstanceOf(InvalidStateTransitionException.class);

        service.iot().deleteJob(r -> r.jobId(job).force(true));

        assertThatThrownBy(() -> service.update(working, job, u -> u.status("SUCCEEDED")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(service.startNext(waiting)).isNull();
    }

    @Test
    void aDeletedJobsIdCanBeUsedAgain() {
        service.iot().deleteJob(r -> r.jobId(job).force(true));
        service.iot().createJob(r -> r.jobId(job)
                .document("{}")
                .targets(service.iot().describeThing(t -> t.thingName(waiting)).thingArn()));

        assertThat(service.startNext(waiting).executionNumber()).isEqualTo(1);
    }

    @Test
    void anExecutionInProgressIsDeletedOnlyByForce() {
        assertThatThrownBy(() -> service.iot()
                        .deleteJobExecution(r -> r.thingName(working).jobId(job).executionNumber(1L)))
                .isInstanceOf(InvalidStateTransitionException.class);

        service.iot()
                .deleteJobExecution(
                        r -> r.thingName(working).jobId(job).executionNumber(1L).force(true));

        assertThatThrownBy(() -> service.describe(working, job)).isInstanceOf(ResourceNotFoundException.class);
    }

    private JobExecutionStatus status(String thing) {
        return service.iot()
                .describeJobExecution(r -> r.thingName(thing).jobId(job))
                .execution()
                .status();
    }
}
