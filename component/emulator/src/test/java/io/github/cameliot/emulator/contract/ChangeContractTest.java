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

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.LimitExceededException;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iot.model.RetryableFailureType;
import software.amazon.awssdk.services.iot.model.TargetSelection;

/** Changes of a job after its creation: UpdateJob and AssociateTargetsWithJob. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class ChangeContractTest {

    private final Service service;
    private final String first;
    private final String second;

    ChangeContractTest(Service service) {
        this.service = service;
        this.first = service.thing();
        this.second = service.thing();
    }

    @Test
    void anUpdateChangesWhatItNamesAndKeepsTheRest() {
        String job = service.job(
                r -> r.description("old")
                        .timeoutConfig(t -> t.inProgressTimeoutInMinutes(5L))
                        .presignedUrlConfig(p -> p.expiresInSec(60L)),
                first);

        service.iot().updateJob(r -> r.jobId(job)
                .description("new")
                .abortConfig(a -> a.criteriaList(c -> c.failureType("ALL")
                        .action("CANCEL")
                        .thresholdPercentage(50.0)
                        .minNumberOfExecutedThings(1)))
                .jobExecutionsRetryConfig(c -> c.criteriaList(
                        k -> k.failureType(RetryableFailureType.FAILED).numberOfRetries(1))));

        var described = service.iot().describeJob(r -> r.jobId(job)).job();
        assertThat(described.description()).isEqualTo("new");
        assertThat(described.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(5);
        assertThat(described.presignedUrlConfig().expiresInSec()).isEqualTo(60);
        assertThat(described.abortConfig().criteriaList()).hasSize(1);
        assertThat(described.jobExecutionsRetryConfig().criteriaList()).hasSize(1);
        assertThat(described.targetSelection()).isEqualTo(TargetSelection.SNAPSHOT);
    }

    @Test
    void aNewTimeoutIsForExecutionsThatStartLater() {
        String job = service.job(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(5L)), first, second);
        service.startNext(first);

        service.iot().updateJob(r -> r.jobId(job).timeoutConfig(t -> t.inProgressTimeoutInMinutes(60L)));

        assertThat(service.describe(first, job).approximateSecondsBeforeTimedOut())
                .isLessThanOrEqualTo(300);
        assertThat(service.startNext(second).approximateSecondsBeforeTimedOut()).isGreaterThan(3000);
    }

    @Test
    void aJobThatHasEndedOrThatDoesNotExistIsNotUpdated() {
        String job = service.job(first);
        service.iot().cancelJob(r -> r.jobId(job));

        assertThatThrownBy(() -> service.iot().updateJob(r -> r.jobId(job).description("new")))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() ->
                        service.iot().updateJob(r -> r.jobId("contract-none").description("new")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void anUpdateWithSettingsThatAreNotPossibleChangesNothing() {
        String job = service.job(r -> r.description("old"), first);

        assertThatThrownBy(() -> service.iot().updateJob(r -> r.jobId(job)
                        .description("new")
                        .jobExecutionsRolloutConfig(c -> c.maximumPerMinute(1001))))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> service.iot()
                        .updateJob(r -> r.jobId(job).description("new").presignedUrlConfig(p -> p.expiresInSec(59L))))
                .isInstanceOf(InvalidRequestException.class);

        assertThat(service.iot().describeJob(r -> r.jobId(job)).job().description())
                .isEqualTo("old");
    }

    @Test
    void aContinuousJobReachesTheThingsOfAnotherGroup() {
        String job = continuous(group(first));
        String other = group(second);

        var response = service.iot()
                .associateTargetsWithJob(r -> r.jobId(job).targets(other).comment("the east too"));
        service.iot().associateTargetsWithJob(r -> r.jobId(job).targets(other));

        var described = service.iot().describeJob(r -> r.jobId(job)).job();
        assertThat(response.jobId()).isEqualTo(job);
        assertThat(service.startNext(second).jobId()).isEqualTo(job);
        assertThat(described.targets()).hasSize(2).contains(other);
        assertThat(described.comment()).isEqualTo("the east too");
    }

    @Test
    void onlyAContinuousJobInProgressTakesFurtherTargets() {
        String target = group(second);
        String snapshot = service.job(first);
        String canceled = continuous(group(first));
        service.iot().cancelJob(r -> r.jobId(canceled));

        for (String job : new String[] {snapshot, canceled}) {
            assertThatThrownBy(() -> service.iot()
                            .associateTargetsWithJob(r -> r.jobId(job).targets(target)))
                    .isInstanceOf(InvalidRequestException.class);
        }
        assertThat(service.startNext(second)).isNull();
    }

    @Test
    void targetsThatDoNotExistOrAreNotGroupsAreRefused() {
        String target = group(first);
        String job = continuous(target);
        String thingArn = service.iot().describeThing(r -> r.thingName(second)).thingArn();

        assertThatThrownBy(() ->
                        service.iot().associateTargetsWithJob(r -> r.jobId(job).targets(thingArn)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() ->
                        service.iot().associateTargetsWithJob(r -> r.jobId(job).targets(new String[0])))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() ->
                        service.iot().associateTargetsWithJob(r -> r.jobId(job).targets(target + "-none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.iot()
                        .associateTargetsWithJob(r -> r.jobId("contract-none").targets(target)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aJobTakesOneHundredTargets() {
        String job = continuous(group(first));
        String[] many = new String[100];
        Arrays.setAll(many, i -> group());

        assertThatThrownBy(() ->
                        service.iot().associateTargetsWithJob(r -> r.jobId(job).targets(many)))
                .isInstanceOf(LimitExceededException.class);
        service.iot().associateTargetsWithJob(r -> r.jobId(job).targets(Arrays.copyOf(many, 99)));

        assertThat(service.iot().describeJob(r -> r.jobId(job)).job().targets()).hasSize(100);
    }

    /** The ARN of a new group with these things. */
    private String group(String... things) {
        String name = "contract-" + UUID.randomUUID();
        String arn = service.iot().createThingGroup(r -> r.thingGroupName(name)).thingGroupArn();
        for (String thing : things) {
            service.iot().addThingToThingGroup(r -> r.thingGroupName(name).thingName(thing));
        }
        return arn;
    }

    private String continuous(String target) {
        return service.job(r -> r.targets(target).targetSelection(TargetSelection.CONTINUOUS));
    }
}
