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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iotjobsdataplane.model.InvalidRequestException;
import software.amazon.awssdk.services.iotjobsdataplane.model.IotJobsDataPlaneException;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecutionStatus;
import software.amazon.awssdk.services.iotjobsdataplane.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iotjobsdataplane.model.TerminalStateException;

/** UpdateJobExecution and what is left of an execution after it. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class UpdateContractTest {

    private final Service service;

    UpdateContractTest(Service service) {
        this.service = service;
    }

    @Test
    void eachUpdateRaisesTheVersionByOne() {
        String thing = service.thing();
        String job = service.job(thing);
        service.startNext(thing);

        service.update(thing, job, u -> u.status(JobExecutionStatus.IN_PROGRESS));
        service.update(thing, job, u -> u.status(JobExecutionStatus.IN_PROGRESS).expectedVersion(3L));

        assertThat(service.describe(thing, job).versionNumber()).isEqualTo(4);
    }

    @Test
    void detailsAreReplacedWholeWhenPresentAndKeptWhenAbsent() {
        String thing = service.thing();
        String job = service.job(thing);
        service.update(thing, job, u -> u.status("IN_PROGRESS").statusDetails(Map.of("a", "1", "b", "2")));

        service.update(thing, job, u -> u.status("IN_PROGRESS"));
        JobExecution kept = service.describe(thing, job);
        service.update(thing, job, u -> u.status("IN_PROGRESS").statusDetails(Map.of("c", "3")));
        JobExecution replaced = service.describe(thing, job);

        assertThat(kept.statusDetails()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(replaced.statusDetails()).isEqualTo(Map.of("c", "3"));
    }

    @Test
    void responseHasTheStateAndTheDocumentWhenRequested() {
        String thing = service.thing();
        String job = service.job(thing);

        var response = service.data().updateJobExecution(u -> u.thingName(thing)
                .jobId(job)
                .status("IN_PROGRESS")
                .statusDetails(Map.of("a", "1"))
                .includeJobExecutionState(true)
                .includeJobDocument(true));

        assertThat(response.executionState().status()).isEqualTo(JobExecutionStatus.IN_PROGRESS);
        assertThat(response.executionState().versionNumber()).isEqualTo(2);
        assertThat(response.executionState().statusDetails()).isEqualTo(Map.of("a", "1"));
        assertThat(response.jobDocument()).contains(job);
    }

    @Test
    void responseIsEmptyUnlessMoreIsRequested() {
        String thing = service.thing();
        String job = service.job(thing);

        var response = service.data()
                .updateJobExecution(u -> u.thingName(thing).jobId(job).status("IN_PROGRESS"));

        assertThat(response.executionState()).isNull();
        assertThat(response.jobDocument()).isNull();
    }

    @Test
    void anotherVersionThanExpectedIsAConflictAndChangesNothing() {
        String thing = service.thing();
        String job = service.job(thing);
        service.startNext(thing);

        IotJobsDataPlaneException conflict = catchThrowableOfType(
                IotJobsDataPlaneException.class,
                () -> service.update(thing, job, u -> u.status("SUCCEEDED").expectedVersion(1L)));

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(service.describe(thing, job).versionNumber()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED", "REJECTED"})
    void anExecutionInProgressEndsByWhatTheWorkerReportsAndIsGoneForDescribe(Ending ending) {
        String thing = service.thing();
        String job = service.job(thing);
        service.startNext(thing);

        service.update(thing, job, u -> u.status(ending.name()));

        assertThatThrownBy(() -> service.describe(thing, job)).isInstanceOf(TerminalStateException.class);
        assertThat(service.startNext(thing)).isNull();
    }

    enum Ending {
        SUCCEEDED,
        FAILED,
        REJECTED
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "REJECTED"})
    void aQueuedExecutionMayFailOrBeRejectedWithoutAStart(String ending) {
        String thing = service.thing();
        String job = service.job(thing);

        service.update(thing, job, u -> u.status(ending));

        assertThatThrownBy(() -> service.describe(thing, job)).isInstanceOf(TerminalStateException.class);
    }

    @Test
    void anUpdateOfATerminalExecutionIsAConflict() {
        String thing = service.thing();
        String job = service.job(thing);
        service.startNext(thing);
        service.update(thing, job, u -> u.status("SUCCEEDED"));

        IotJobsDataPlaneException conflict = catchThrowableOfType(
                IotJobsDataPlaneException.class, () -> service.update(thing, job, u -> u.status("IN_PROGRESS")));

        assertThat(conflict.statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUEUED", "TIMED_OUT", "CANCELED", "REMOVED", "DONE"})
    void aStatusThatIsNotTheWorkersIsRefused(String status) {
        String thing = service.thing();
        String job = service.job(thing);

        assertThatThrownBy(() -> service.update(thing, job, u -> u.status(status)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void anUnknownJobOrExecutionNumberIsNotFound() {
        String thing = service.thing();
        String job = service.job(thing);

        assertThatThrownBy(() -> service.update(thing, "contract-none", u -> u.status("IN_PROGRESS")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() ->
                        service.update(thing, job, u -> u.status("IN_PROGRESS").executionNumber(7L)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void severalExecutionsOfAThingCanBeInProgress() {
        String thing = service.thing();
        String first = service.job(thing);
        String second = service.job(thing);

        service.update(thing, second, u -> u.status("IN_PROGRESS"));
        service.update(thing, first, u -> u.status("IN_PROGRESS"));

        assertThat(service.data()
                        .getPendingJobExecutions(r -> r.thingName(thing))
                        .inProgressJobs())
                .extracting(e -> e.jobId())
                .containsExactly(first, second);
    }

    @Test
    void ofManyUpdatesThatExpectTheSameVersionOneWins() {
        String thing = service.thing();
        String job = service.job(thing);
        service.startNext(thing);

        long winners = IntStream.range(0, 16)
                .parallel()
                .filter(worker -> isUpdated(thing, job))
                .count();

        assertThat(winners).isEqualTo(1);
        assertThat(service.describe(thing, job).versionNumber()).isEqualTo(3);
    }

    private boolean isUpdated(String thing, String job) {
        try {
            service.update(thing, job, u -> u.status("IN_PROGRESS").expectedVersion(2L));
            return true;
        } catch (IotJobsDataPlaneException conflict) {
            return false;
        }
    }
}
