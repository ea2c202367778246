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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where no option names a region the SDK looks for one: here it finds nothing of the machine's own. */
class RegionTest {

    private static final Map<String, String> NOTHING_TO_FIND = Map.of(
            "aws.configFile", "/dev/null",
            "aws.sharedCredentialsFile", "/dev/null",
            "aws.disableEc2Metadata", "true");

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void hideTheMachine() {
        assumeTrue(System.getenv("AWS_REGION") == null, "the environment names a region");
        NOTHING_TO_FIND.forEach(this::set);
        before.put("aws.region", System.clearProperty("aws.region"));
    }

    @AfterEach
    void showItAgain() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void aMissingRegionIsRefusedAtStart() {
        assertThat(Refusal.ofTo("iot-jobs-data:describe", o -> o.setRegion(null)))
                .hasStackTraceContaining("region is missing")
                .hasStackTraceContaining("region=eu-west-1");
    }

    @Test
    void aRegionOfTheEnvironmentIsTaken() {
        set("aws.region", "eu-west-1");

        assertThat(Refusal.ofTo("iot-jobs-data:describe", o -> o.setRegion(null)))
                .isNull();
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, System.setProperty(name, value));
    }
}
