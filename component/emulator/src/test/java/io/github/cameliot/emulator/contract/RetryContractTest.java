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
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iot.model.CreateJobRequest;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.JobStatus;
import software.amazon.awssdk.services.iot.model.RetryCriteria;
import software.amazon.awssdk.services.iotjobsdataplane.model.IotJobsDataPlaneException;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution;

/** Executions that are queued again by the job's retry rules. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class RetryContractTest {

    private final Service service;
    private final String thing;

    RetryContractTest(Service service) {
        this.service = service;
        this.thing = service.thing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ALL"})
    void aFailedExecutionComesBackQueuedWithANewNumber(String failureType) {
        String job = service.job(retries(failureType, 1), thing);
        JobExecution first = service.startNext(thing);

        service.update(thing, job, u -> u.status("FAILED"));
        JobExecution second = service.startNext(thing);

        assertThat(first.executionNumber()).isEqualTo(1);
        assertThat(second.jobId()).isEqualTo(job);
        assertThat(second.executionNumber()).isEqualTo(2);
        assertThat(second.versionNumber()).isEqualTo(2);
        assertThat(second.statusDetails()).isEmpty();
    }

    @Test
    void theJobIsCompleteWhenItsRetriesAreUsedUp() {
        String job = service.job(retries("FAILED", 2), thing);

        for (int attempt = 1; attempt <= 3; attempt++) {
            service.startNext(thing);
            service.update(thing, job, u -> u.status("FAILED"));
        }

        assertThat(service.startNext(thing)).isNull();
        var details = service.iot().describeJob(r -> r.jobId(job)).job();
        assertThat(details.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(details.jobProcessDetails().numberOfFailedThings()).isEqualTo(1);
    }

    @Test
    void rejectedMeansDoNotRetry() {
        String job = service.job(retries("ALL", 5), thing);
        service.startNext(thing);

        service.update(thing, job, u -> u.status("REJECTED"));

        assertThat(service.startNext(thing)).isNull();
    }

    @Test
    @Needs(Capability.CLOCK)
    void aTimedOutExecutionIsRetriedByItsOwnCriterion() {
        String job = service.job(retries("TIMED_OUT", 1), thing);
        service.data().startNextPendingJobExecution(r -> r.thingName(thing).stepTimeoutInMinutes(1L));
        service.advance(Duration.ofMinutes(1));

        JobExecution second = service.startNext(thing);
        service.update(thing, job, u -> u.status("FAILED"));

        assertThat(second.executionNumber()).isEqualTo(2);
        assertThat(service.startNext(thing)).isNull();
    }

    @Test
    void aLateReportOfTheOldExecutionIsRefusedAndDoesNotTouchTheNew() {
        String job = service.job(retries("FAILED", 1), thing);
        service.startNext(thing);
        service.update(thing, job, u -> u.status("FAILED"));
        service.startNext(thing);

        IotJobsDataPlaneException late = catchThrowableOfType(
                IotJobsDataPlaneException.class,
                () -> service.update(thing, job, u -> u.status("SUCCEEDED").executionNumber(1L)));

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(service.describe(thing, job).executionNumber()).isEqualTo(2);
    }

    @Test
    void aCanceledJobIsNotRetried() {
        String job = service.job(retries("FAILED", 3), thing);
        service.startNext(thing);
        service.iot().cancelJob(r -> r.jobId(job));

        service.update(thing, job, u -> u.status("FAILED"));

        assertThat(service.startNext(thing)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 11})
    void aJobTakesUpToTenRetries(int retries) {
        assertThatThrownBy(() -> service.job(retries("FAILED", retries), thing))
                .isInstanceOf(InvalidRequestException.class);
    }

    private static Consumer<CreateJobRequest.Builder> retries(String failureType, int retries) {
        RetryCriteria criteria = RetryCriteria.builder()
                .failureType(failureType)
                .numberOfRetries(retries)
                .build();
        return request -> request.jobExecutionsRetryConfig(config -> config.criteriaList(criteria));
    }
}
