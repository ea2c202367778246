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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.core.Arns;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ARNs that name things and groups are those of the emulator's partition, region and account. */
class TargetTest {

    private static JobsEmulator emulator;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.builder()
                .region("eu-west-1")
                .account("210987654321")
                .start();
        emulator.createGroup("west", "pump-1");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iot:us-east-1:210987654321:thing/pump-1",
                "arn:aws:iot:eu-west-1:123456789012:thing/pump-1",
                "arn:aws-cn:iot:eu-west-1:210987654321:thing/pump-1",
                "arn:aws:iot::210987654321:thing/pump-1",
                "arn:aws:iot:eu-west-1::thing/pump-1",
                "arn:aws:iotjobs:eu-west-1:210987654321:thing/pump-1",
                "arn:aws:iot:eu-west-1:210987654321:job/pump-1",
                "arn:aws:iot:eu-west-1:210987654321:thing/pump-1/x",
                "arn:aws:iot:eu-west-1:210987654321:thing/",
                "pump-1",
                ""
            })
    void anotherOnesAreRefused(String arn) {
        String targets = "{\"document\":\"{}\",\"targets\":[\"%s\"]}".formatted(arn);
        String member = "{\"thingGroupName\":\"west\",\"thingArn\":\"%s\"}".formatted(arn);

        assertThat(http.send("PUT", "/jobs/ota-7", targets).statusCode()).isEqualTo(400);
        assertThat(http.send("PUT", "/thing-groups/addThingToThingGroup", member)
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.send("PUT", "/thing-groups/removeThingFromThingGroup", member)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void itsOwnAreTakenAsTheyAreShown() {
        String thing = http.send("GET", "/things/pump-1", "").body().replaceAll(".*\"thingArn\":\"([^\"]*)\".*", "$1");
        String group = thing.replace(":thing/pump-1", ":thinggroup/west");
        String targets = "{\"document\":\"{}\",\"targets\":[\"%s\",\"%s\"]}".formatted(thing, group);
        String member = "{\"thingGroupArn\":\"%s\",\"thingArn\":\"%s\"}".formatted(group, thing);

        assertThat(thing).isEqualTo("arn:aws:iot:eu-west-1:210987654321:thing/pump-1");
        assertThat(http.send("PUT", "/jobs/ota-8", targets).statusCode()).isEqualTo(200);
        assertThat(http.send("PUT", "/thing-groups/addThingToThingGroup", member)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aThingIsNoGroupAndANameIsNotAnothersArn() {
        String thing = "arn:aws:iot:eu-west-1:210987654321:thing/pump-1";
        String thingAsGroup = "{\"thingGroupArn\":\"%s\",\"thingName\":\"pump-1\"}".formatted(thing);
        String another = "{\"thingGroupName\":\"west\",\"thingName\":\"pump-2\",\"thingArn\":\"%s\"}".formatted(thing);

        assertThat(http.send("PUT", "/thing-groups/addThingToThingGroup", thingAsGroup)
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.send("PUT", "/thing-groups/addThingToThingGroup", another)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, aws",
        "us-east-1, aws",
        "cn-north-1, aws-cn",
        "us-gov-west-1, aws-us-gov",
        "us-iso-east-1, aws-iso",
        "us-isob-east-1, aws-iso-b"
    })
    void thePartitionFollowsFromTheRegion(String region, String partition) {
        assertThat(new Arns(region, "123456789012").thing("pump-1"))
                .isEqualTo("arn:%s:iot:%s:123456789012:thing/pump-1".formatted(partition, region));
    }

    @Test
    void anImpossibleRegionOrAccountIsRefusedAtTheStart() {
        assertThatThrownBy(() -> JobsEmulator.builder().region("EU_WEST_1").start())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JobsEmulator.builder().account("12").start())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
