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

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobStatus;
import software.amazon.awssdk.services.iot.model.JobSummary;
import software.amazon.awssdk.services.iot.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/** What the control plane tells about jobs, executions, things and itself. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class ListContractTest {

    private final Service service;

    ListContractTest(Service service) {
        this.service = service;
    }

    @Test
    void jobsOfAThingComeInPagesWithoutGapsOrDoubles() {
        String thing = service.thing();
        List<String> jobs =
                IntStream.range(0, 7).mapToObj(i -> service.job(thing)).toList();

        var pages = service.iot()
                .listJobExecutionsForThingPaginator(r -> r.thingName(thing).maxResults(3));

        assertThat(pages.stream()).hasSize(3);
        assertThat(pages.executionSummaries()).extracting(e -> e.jobId()).containsExactlyInAnyOrderElementsOf(jobs);
    }

    @Test
    void thingsOfAJobComeInPagesWithoutGapsOrDoubles() {
        String[] things = Stream.generate(service::thing).limit(5).toArray(String[]::new);
        String job = service.job(things);

        var pages =
                service.iot().listJobExecutionsForJobPaginator(r -> r.jobId(job).maxResults(2));

        assertThat(pages.stream()).hasSize(3);
        assertThat(pages.executionSummaries())
                .extracting(e -> e.thingArn().substring(e.thingArn().lastIndexOf('/') + 1))
                .containsExactlyInAnyOrder(things);
    }

    @Test
    void executionsAreListedByStatus() {
        String thing = service.thing();
        String started = service.job(thing);
        service.job(thing);
        service.startNext(thing);

        var inProgress =
                service.iot().listJobExecutionsForThing(r -> r.thingName(thing).status(JobExecutionStatus.IN_PROGRESS));

        assertThat(inProgress.executionSummaries()).extracting(e -> e.jobId()).containsExactly(started);
        assertThat(inProgress.executionSummaries().get(0).jobExecutionSummary().startedAt())
                .isNotNull();
    }

    @Test
    void jobsAreListedByStatus() {
        String thing = service.thing();
        String open = service.job(thing);
        String canceled = service.job(thing);
        service.iot().cancelJob(r -> r.jobId(canceled));

        var inProgress = service.iot().listJobsPaginator(r -> r.status(JobStatus.IN_PROGRESS));

        assertThat(inProgress.stream().flatMap(page -> page.jobs().stream()))
                .extracting(JobSummary::jobId)
                .contains(open)
                .doesNotContain(canceled);
    }

    @Test
    void jobsAreListedByTheNameOrIdOfAGroup() {
        String thing = service.thing();
        String suffix = thing.substring(thing.indexOf('-'));
        var west = service.iot().createThingGroup(r -> r.thingGroupName("west" + suffix));
        var east = service.iot().createThingGroup(r -> r.thingGroupName("east" + suffix));
        String jobOfWest = service.job(r -> r.targets(west.thingGroupArn()), thing);
        service.job(r -> r.targets(east.thingGroupArn()), thing);
        service.job(thing);

        var byId = service.iot().listJobs(r -> r.thingGroupId(west.thingGroupId()));
        var byName = service.iot().listJobs(r -> r.thingGroupName(west.thingGroupName()));
        var byBoth =
                service.iot().listJobs(r -> r.thingGroupId(west.thingGroupId()).thingGroupName(east.thingGroupName()));

        assertThat(byId.jobs()).extracting(JobSummary::jobId).containsExactly(jobOfWest);
        assertThat(byName.jobs()).extracting(JobSummary::jobId).containsExactly(jobOfWest);
        assertThat(byBoth.jobs()).isEmpty();
        assertThatThrownBy(() -> service.iot().listJobs(r -> r.thingGroupId("no/id")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    @Needs(Capability.READING)
    void pagesHaveOneToTwoHundredFiftyEntries() {
        assertThatThrownBy(() -> service.iot().listJobs(r -> r.maxResults(0)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> service.iot().listJobs(r -> r.maxResults(251)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> service.iot().listJobs(r -> r.nextToken("made up")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void processDetailsCountThingsByTheStatusOfTheirExecution() {
        String first = service.thing();
        String second = service.thing();
        String job = service.job(first, second, service.thing());
        service.startNext(first);
        service.update(first, job, u -> u.status("SUCCEEDED"));
        service.startNext(second);

        var details = service.iot().describeJob(r -> r.jobId(job)).job().jobProcessDetails();

        assertThat(details.numberOfSucceededThings()).isEqualTo(1);
        assertThat(details.numberOfInProgressThings()).isEqualTo(1);
        assertThat(details.numberOfQueuedThings()).isEqualTo(1);
        assertThat(details.numberOfFailedThings()).isZero();
    }

    @Test
    void aJobIsDescribedAsItWasCreated() {
        String thing = service.thing();
        String job =
                service.job(r -> r.description("seventh").timeoutConfig(t -> t.inProgressTimeoutInMinutes(90L)), thing);

        var described = service.iot().describeJob(r -> r.jobId(job)).job();

        assertThat(described.description()).isEqualTo("seventh");
        assertThat(described.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(90);
        assertThat(described.targetSelectionAsString()).isEqualTo("SNAPSHOT");
        assertThat(described.targets()).singleElement().asString().endsWith(":thing/" + thing);
        assertThat(described.createdAt()).isNotNull();
        assertThat(described.completedAt()).isNull();
    }

    @Test
    void theDocumentIsGivenInFullUnicode() {
        String thing = service.thing();
        String document = "{\"text\":\"" + "\uD83D\uDE80é\u4E2D".repeat(1_000) + "\"}";
        String job = service.job(r -> r.document(document), thing);

        assertThat(service.iot().getJobDocument(r -> r.jobId(job)).document()).isEqualTo(document);
        assertThat(service.startNext(thing).jobDocument()).isEqualTo(document);
    }

    @Test
    void aDocumentHasUpToThirtyTwoThousandSevenHundredSixtyEightCharacters() {
        String thing = service.thing();
        service.job(r -> r.document("a".repeat(32_768)), thing);

        assertThatThrownBy(() -> service.job(r -> r.document("a".repeat(32_769)), thing))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aJobIdIsTakenOnce() {
        String thing = service.thing();
        String job = service.job(thing);

        assertThatThrownBy(() -> service.job(r -> r.jobId(job), thing))
                .isInstanceOf(ResourceAlreadyExistsException.class);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> service.iot().describeJob(r -> r.jobId("contract-none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.iot().describeThing(r -> r.thingName("contract-none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.job(
                        r -> r.targets("arn:aws:iot:us-east-1:123456789012:thing/contract-none"), service.thing()))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aThingIsCreatedTheSameAgainButNotWithOtherAttributes() {
        String thing = service.thing();

        service.iot().createThing(r -> r.thingName(thing));

        assertThatThrownBy(() -> service.iot().createThing(r -> r.thingName(thing)
                        .attributePayload(a -> a.attributes(java.util.Map.of("colour", "red")))))
                .isInstanceOf(ResourceAlreadyExistsException.class);
    }

    @Test
    void aThingThatDoesNotExistCanBeDeleted() {
        service.iot().deleteThing(r -> r.thingName("contract-none"));
    }

    @Test
    void theJobsEndpointIsTheDataEndpointNow() {
        assertThat(service.iot()
                        .describeEndpoint(r -> r.endpointType("iot:Data-ATS"))
                        .endpointAddress())
                .isNotBlank();
        assertThatThrownBy(() -> service.iot().describeEndpoint(r -> r.endpointType("iot:Jobs")))
                .isInstanceOf(InvalidRequestException.class);
    }
}
