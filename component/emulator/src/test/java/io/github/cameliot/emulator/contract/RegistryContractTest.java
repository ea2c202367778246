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
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iot.model.GroupNameAndArn;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iot.model.TargetSelection;
import software.amazon.awssdk.services.iot.model.ThingAttribute;
import software.amazon.awssdk.services.iot.model.VersionConflictException;

/** The registry of things and thing groups: lists, changes, versions. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class RegistryContractTest {

    private final Service service;
    private final String suffix = UUID.randomUUID().toString();
    private final String thing;
    private final String group = "contract-" + suffix;

    RegistryContractTest(Service service) {
        this.service = service;
        this.thing = service.thing();
        service.iot().createThingGroup(r -> r.thingGroupName(group)
                .thingGroupProperties(p -> p.thingGroupDescription("the west")
                        .attributePayload(a -> a.attributes(Map.of("region", "west")))));
    }

    @Test
    void anUpdateMergesOrReplacesTheAttributesAndRaisesTheVersion() {
        update(Map.of("colour", "red", "size", "4"), false);
        update(Map.of("colour", "blue", "size", "", "shape", "round"), true);

        var merged = service.iot().describeThing(r -> r.thingName(thing));
        update(Map.of("colour", "green"), false);
        var replaced = service.iot().describeThing(r -> r.thingName(thing));

        assertThat(merged.attributes()).isEqualTo(Map.of("colour", "blue", "shape", "round"));
        assertThat(merged.version()).isEqualTo(3);
        assertThat(replaced.attributes()).isEqualTo(Map.of("colour", "green"));
    }

    @Test
    void aThingOfAnotherVersionIsNeitherUpdatedNorDeleted() {
        update(Map.of("colour", "red"), false);

        assertThatThrownBy(
                        () -> service.iot().updateThing(r -> r.thingName(thing).expectedVersion(1L)))
                .isInstanceOf(VersionConflictException.class);
        assertThatThrownBy(
                        () -> service.iot().deleteThing(r -> r.thingName(thing).expectedVersion(1L)))
                .isInstanceOf(VersionConflictException.class);
        service.iot().updateThing(r -> r.thingName(thing).expectedVersion(2L));
        service.iot().deleteThing(r -> r.thingName(thing).expectedVersion(3L));

        assertThatThrownBy(() -> service.iot().updateThing(r -> r.thingName(thing)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aThingTypeIsSetAndRemoved() {
        service.iot().updateThing(r -> r.thingName(thing).thingTypeName("pump"));
        String set = service.iot().describeThing(r -> r.thingName(thing)).thingTypeName();
        service.iot().updateThing(r -> r.thingName(thing).removeThingType(true));
        String removed = service.iot().describeThing(r -> r.thingName(thing)).thingTypeName();

        assertThat(set).isEqualTo("pump");
        assertThat(removed).isNull();
        assertThatThrownBy(() -> service.iot()
                        .updateThing(
                                r -> r.thingName(thing).thingTypeName("pump").removeThingType(true)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void moreThanThreeAttributesOrOtherCharactersAreRefused() {
        assertThatThrownBy(() -> update(Map.of("a", "1", "b", "2", "c", "3", "d", "4"), false))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> update(Map.of("a b", "1"), false)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> update(Map.of("a", "1 2"), false)).isInstanceOf(InvalidRequestException.class);
        assertThat(service.iot().describeThing(r -> r.thingName(thing)).version())
                .isEqualTo(1);
    }

    @Test
    void thingsAreListedByAttributeAndTypeInPages() {
        String type = "type-" + suffix;
        service.iot().updateThing(r -> r.thingName(thing)
                .thingTypeName(type)
                .attributePayload(a -> a.attributes(Map.of("serial", "A-1"))));
        for (String serial : new String[] {"A-2", "B-1"}) {
            service.iot().createThing(r -> r.thingName(thing + serial)
                    .thingTypeName(type)
                    .attributePayload(a -> a.attributes(Map.of("serial", serial))));
        }

        var pages = service.iot().listThingsPaginator(r -> r.thingTypeName(type).maxResults(1));
        var exact = service.iot()
                .listThings(r -> r.thingTypeName(type).attributeName("serial").attributeValue("A-1"));
        var prefix = service.iot().listThings(r -> r.thingTypeName(type)
                .attributeName("serial")
                .attributeValue("A-")
                .usePrefixAttributeValue(true));

        assertThat(pages.stream()).hasSize(3);
        assertThat(pages.things())
                .extracting(ThingAttribute::thingName)
                .containsExactly(thing, thing + "A-2", thing + "B-1");
        assertThat(exact.things()).singleElement().satisfies(found -> {
            assertThat(found.thingArn()).endsWith(":thing/" + thing);
            assertThat(found.attributes()).isEqualTo(Map.of("serial", "A-1"));
            assertThat(found.version()).isEqualTo(2);
        });
        assertThat(prefix.things()).hasSize(2);
        assertThatThrownBy(() -> service.iot().listThings(r -> r.attributeValue("A-1")))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aGroupIsDescribedAndUpdated() {
        var created = service.iot().describeThingGroup(r -> r.thingGroupName(group));

        long version = service.iot()
                .updateThingGroup(r -> r.thingGroupName(group)
                        .expectedVersion(1L)
                        .thingGroupProperties(p -> p.thingGroupDescription("the far west")))
                .version();
        var updated = service.iot().describeThingGroup(r -> r.thingGroupName(group));

        assertThat(created.version()).isEqualTo(1);
        assertThat(created.thingGroupProperties().thingGroupDescription()).isEqualTo("the west");
        assertThat(created.thingGroupProperties().attributePayload().attributes())
                .isEqualTo(Map.of("region", "west"));
        assertThat(created.thingGroupMetadata().creationDate()).isNotNull();
        assertThat(version).isEqualTo(2);
        assertThat(updated.thingGroupId()).isEqualTo(created.thingGroupId());
        assertThat(updated.thingGroupProperties().thingGroupDescription()).isEqualTo("the far west");
        assertThat(updated.thingGroupProperties().attributePayload().attributes())
                .isEqualTo(Map.of("region", "west"));
    }

    @Test
    void aGroupOfAnotherVersionIsNeitherUpdatedNorDeleted() {
        assertThatThrownBy(() -> service.iot().updateThingGroup(r -> r.thingGroupName(group)
                        .expectedVersion(2L)
                        .thingGroupProperties(p -> p.thingGroupDescription("east"))))
                .isInstanceOf(VersionConflictException.class);
        assertThatThrownBy(() -> service.iot()
                        .deleteThingGroup(r -> r.thingGroupName(group).expectedVersion(2L)))
                .isInstanceOf(VersionConflictException.class);
        service.iot().deleteThingGroup(r -> r.thingGroupName(group).expectedVersion(1L));

        assertThatThrownBy(() -> service.iot().describeThingGroup(r -> r.thingGroupName(group)))
                .isInstanceOf(ResourceNotFoundException.class);
        service.iot().deleteThingGroup(r -> r.thingGroupName(group));
    }

    @Test
    void groupsAndTheirThingsAreListed() {
        String other = service.thing();
        service.iot().createThingGroup(r -> r.thingGroupName(group + "-2"));
        join(group, thing);
        join(group, other);
        join(group + "-2", thing);

        var groups = service.iot()
                .listThingGroupsPaginator(r -> r.namePrefixFilter(group).maxResults(1));
        var ofThing = service.iot().listThingGroupsForThing(r -> r.thingName(thing));
        var things = service.iot()
                .listThingsInThingGroupPaginator(r -> r.thingGroupName(group).maxResults(1));
        var children = service.iot().listThingGroups(r -> r.parentGroup(group));

        assertThat(groups.stream()).hasSize(2);
        assertThat(groups.thingGroups()).extracting(GroupNameAndArn::groupName).containsExactly(group, group + "-2");
        assertThat(ofThing.thingGroups())
                .extracting(GroupNameAndArn::groupArn)
                .allSatisfy(arn -> assertThat(arn).contains(":thinggroup/" + group))
                .hasSize(2);
        assertThat(things.things())
                .containsExactlyElementsOf(Stream.of(thing, other).sorted().toList());
        assertThat(children.thingGroups()).isEmpty();
    }

    @Test
    @Needs(Capability.READING)
    void aGroupWithThingsIsDeletedAndTheyLoseItsJobs() {
        join(group, thing);
        String arn =
                service.iot().describeThingGroup(r -> r.thingGroupName(group)).thingGroupArn();
        String job = service.job(r -> r.targets(arn).targetSelection(TargetSelection.CONTINUOUS), thing);

        service.iot().deleteThingGroup(r -> r.thingGroupName(group));

        assertThat(service.iot()
                        .listThingGroupsForThing(r -> r.thingName(thing))
                        .thingGroups())
                .isEmpty();
        assertThat(service.iot()
                        .describeJobExecution(r -> r.thingName(thing).jobId(job))
                        .execution()
                        .status())
                .isEqualTo(JobExecutionStatus.REMOVED);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> service.iot().listThingGroupsForThing(r -> r.thingName("contract-none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.iot().listThingsInThingGroup(r -> r.thingGroupName("contract-none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.iot().listThingGroups(r -> r.parentGroup("contract-none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.iot()
                        .updateThingGroup(r -> r.thingGroupName("contract-none").thingGroupProperties(p -> {})))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private void update(Map<String, String> attributes, boolean merge) {
        service.iot().updateThing(r -> r.thingName(thing)
                .attributePayload(a -> a.attributes(attributes).merge(merge)));
    }

    private void join(String name, String member) {
        service.iot().addThingToThingGroup(r -> r.thingGroupName(name).thingName(member));
    }
}
