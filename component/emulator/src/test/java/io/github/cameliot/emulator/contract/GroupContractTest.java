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

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobStatus;
import software.amazon.awssdk.services.iot.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iot.model.RetryCriteria;
import software.amazon.awssdk.services.iot.model.TargetSelection;

/** Jobs for groups: whom they reach at once, whom later, and whom no more. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class GroupContractTest {

    private final Service service;
    private final String member;
    private final String newcomer;
    private final String group;
    private final String groupArn;

    GroupContractTest(Service service) {
        this.service = service;
        this.member = service.thing();
        this.newcomer = service.thing();
        this.group = "contract-" + UUID.randomUUID();
        this.groupArn =
                service.iot().createThingGroup(r -> r.thingGroupName(group)).thingGroupArn();
        join(member);
    }

    @Test
    void aSnapshotJobReachesThoseWhoAreInTheGroupAndNobodyLater() {
        String job = job(TargetSelection.SNAPSHOT);

        join(newcomer);

        assertThat(service.startNext(member).jobId()).isEqualTo(job);
        assertThat(service.startNext(newcomer)).isNull();
    }

    @Test
    void aContinuousJobReachesThoseWhoJoinLaterAndStaysOpen() {
        String job = job(TargetSelection.CONTINUOUS);
        service.startNext(member);
        service.update(member, job, u -> u.status("SUCCEEDED"));

        join(newcomer);

        assertThat(status(job)).isEqualTo(JobStatus.IN_PROGRESS);
        assertThat(service.startNext(newcomer).jobId()).isEqualTo(job);
    }

    @Test
    void aCanceledContinuousJobReachesNobodyAnyMore() {
        String job = job(TargetSelection.CONTINUOUS);
        service.iot().cancelJob(r -> r.jobId(job));

        join(newcomer);

        assertThat(service.startNext(newcomer)).isNull();
    }

    @Test
    void whoLeavesTheGroupLosesWhatIsPending() {
        String job = job(TargetSelection.CONTINUOUS);

        leave(member);

        assertThat(service.startNext(member)).isNull();
        assertThat(execution(member, job)).isEqualTo(JobExecutionStatus.REMOVED);
    }

    @Test
    @Needs(Capability.READING)
    void whoComesBackGetsARemovedExecutionAgain() {
        job(TargetSelection.CONTINUOUS);
        leave(member);

        join(member);

        assertThat(service.startNext(member).executionNumber()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ALL"})
    @Needs(Capability.READING)
    void whoComesBackHasAllRetriesAgain(String failureType) {
        RetryCriteria once = RetryCriteria.builder()
                .failureType(failureType)
                .numberOfRetries(1)
                .build();
        String job = service.job(
                r -> r.targets(groupArn)
                        .targetSelection(TargetSelection.CONTINUOUS)
                        .jobExecutionsRetryConfig(c -> c.criteriaList(once)),
                member);
        fail(job);
        leave(member);
        join(member);

        long afterRejoining = service.startNext(member).executionNumber();
        service.update(member, job, u -> u.status("FAILED"));
        long retry = service.startNext(member).executionNumber();
        service.update(member, job, u -> u.status("FAILED"));

        assertThat(afterRejoining).isEqualTo(3);
        assertThat(retry).isEqualTo(4);
        assertThat(service.startNext(member)).isNull();
    }

    private void fail(String job) {
        service.startNext(member);
        service.update(member, job, u -> u.status("FAILED"));
    }

    @Test
    void aDeletedThingsExecutionIsRemovedAndTheJobComplete() {
        String job = job(TargetSelection.SNAPSHOT);

        service.iot().deleteThing(r -> r.thingName(member));

        assertThat(execution(member, job)).isEqualTo(JobExecutionStatus.REMOVED);
        assertThat(status(job)).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aThingInTwoTargetsGetsOneExecution() {
        String thingArn = service.iot().describeThing(r -> r.thingName(member)).thingArn();
        String job = service.job(r -> r.targets(groupArn, thingArn), member);

        var executions = service.iot().listJobExecutionsForJob(r -> r.jobId(job));

        assertThat(executions.executionSummaries()).hasSize(1);
    }

    @Test
    void aSnapshotJobForAnEmptyGroupIsComplete() {
        leave(member);

        assertThat(status(job(TargetSelection.SNAPSHOT))).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void aGroupThatIsThereIsNotCreatedAgain() {
        assertThatThrownBy(() -> service.iot().createThingGroup(r -> r.thingGroupName(group)))
                .isInstanceOf(ResourceAlreadyExistsException.class);
    }

    @Test
    void anUnknownGroupIsNotFound() {
        assertThatThrownBy(() -> service.iot().addThingToThingGroup(r -> r.thingGroupName("contract-none")
                        .thingName(member)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private String job(TargetSelection selection) {
        return service.job(r -> r.targets(groupArn).targetSelection(selection), member);
    }

    private void join(String thing) {
        service.iot().addThingToThingGroup(r -> r.thingGroupName(group).thingName(thing));
    }

    private void leave(String thing) {
        service.iot().removeThingFromThingGroup(r -> r.thingGroupName(group).thingName(thing));
    }

    private JobStatus status(String job) {
        return service.iot().describeJob(r -> r.jobId(job)).job().status();
    }

    private JobExecutionStatus execution(String thing, String job) {
        return service.iot()
                .describeJobExecution(r -> r.thingName(thing).jobId(job))
                .execution()
                .status();
    }
}
