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

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecutionStatus;
import software.amazon.awssdk.services.iotjobsdataplane.model.ResourceNotFoundException;

/** StartNextPendingJobExecution, Describe of {@code $next} and GetPendingJobExecutions. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class ClaimContractTest {

    private final Service service;

    ClaimContractTest(Service service) {
        this.service = service;
    }

    @Test
    void startNextReturnsTheOldestQueuedExecutionAsVersionTwoWithItsDocument() {
        String thing = service.thing();
        String first = service.job(thing);
        service.job(thing);

        JobExecution started = service.startNext(thing);

        assertThat(started.jobId()).isEqualTo(first);
        assertThat(started.status()).isEqualTo(JobExecutionStatus.IN_PROGRESS);
        assertThat(started.versionNumber()).isEqualTo(2);
        assertThat(started.executionNumber()).isEqualTo(1);
        assertThat(started.jobDocument()).isEqualTo("{\"for\":\"" + first + "\"}");
    }

    @Test
    void secondClaimReturnsTheExecutionInProgressWithItsDetailsAndVersionUnchanged() {
        String thing = service.thing();
        String job = service.job(thing);
        service.data().startNextPendingJobExecution(r -> r.thingName(thing).statusDetails(Map.of("by", "first")));

        JobExecution again = service.data()
                .startNextPendingJobExecution(r -> r.thingName(thing).statusDetails(Map.of("by", "second")))
                .execution();

        assertThat(again.jobId()).isEqualTo(job);
        assertThat(again.versionNumber()).isEqualTo(2);
        assertThat(again.statusDetails()).containsExactly(Map.entry("by", "first"));
    }

    @Test
    void nextIsAnExecutionInProgressEvenWhenAnOlderOneIsQueued() {
        String thing = service.thing();
        service.job(thing);
        String younger = service.job(thing);
        service.update(thing, younger, u -> u.status(JobExecutionStatus.IN_PROGRESS));

        JobExecution next = service.describe(thing, "$next");

        assertThat(next.jobId()).isEqualTo(younger);
    }

    @Test
    void describeOfNextChangesNothing() {
        String thing = service.thing();
        service.job(thing);

        service.describe(thing, "$next");
        JobExecution next = service.describe(thing, "$next");

        assertThat(next.status()).isEqualTo(JobExecutionStatus.QUEUED);
        assertThat(next.versionNumber()).isEqualTo(1);
    }

    @Test
    void nothingPendingIsAResponseWithoutAnExecution() {
        String thing = service.thing();

        assertThat(service.startNext(thing)).isNull();
        assertThat(service.describe(thing, "$next")).isNull();
    }

    @Test
    void timestampsAreWholeSeconds() {
        String thing = service.thing();
        service.job(thing);

        JobExecution started = service.startNext(thing);

        assertThat(started.queuedAt()).isBetween(1_500_000_000L, 9_999_999_999L);
        assertThat(started.startedAt()).isBetween(started.queuedAt(), started.lastUpdatedAt());
    }

    @Test
    void pendingListsWhatIsInProgressApartFromWhatIsQueued() {
        String thing = service.thing();
        String first = service.job(thing);
        String second = service.job(thing);
        service.startNext(thing);

        var pending = service.data().getPendingJobExecutions(r -> r.thingName(thing));

        assertThat(pending.inProgressJobs()).extracting(e -> e.jobId()).containsExactly(first);
        assertThat(pending.queuedJobs()).extracting(e -> e.jobId()).containsExactly(second);
    }

    @Test
    void anUnknownThingIsNotFound() {
        assertThatThrownBy(() -> service.startNext("contract-nobody")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.describe("contract-nobody", "$next"))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
