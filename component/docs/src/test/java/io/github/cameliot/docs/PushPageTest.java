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
package io.github.cameliot.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.IotJobsDataConsumer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about push shows works on the emulator. */
class PushPageTest {

    private static final DocPage PAGE = DocPage.read("push");

    @TempDir
    private static Path classes;

    @Test
    void theExampleRunsAJobWhenItsThingIsNotified() throws Exception {
        try (JobsEmulator emulator =
                        JobsEmulator.builder().region("eu-west-1").mqtt().start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            emulator.createThing("pump-12", "pump-17");
            camel.disableJMX();
            camel.getPropertiesComponent()
                    .addInitialProperty("iot.endpoint", emulator.endpoint().toString());
            IotJobsDataConfiguration options =
                    Workers.connect(camel, emulator.endpoint().toString());
            options.setDelay(Duration.ofMillis(100));
            options.setMaxDelay(Duration.ofMillis(200));
            camel.addRoutes((RoutesBuilder) DocBed.compiled(PAGE.blocks("java").get(0), classes)
                    .getDeclaredConstructor()
                    .newInstance());
            camel.start();
            IotJobsDataConsumer consumer =
                    (IotJobsDataConsumer) camel.getRoute("pumps").getConsumer();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> consumer.getPush().startsWith("connected since "));

            emulator.createJob("ota-7", "{}", "pump-17");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> emulator.execution("pump-17", "ota-7").status().isTerminal());
            assertThat(consumer.getCounters()).containsEntry("thingsWoken", 1L);
            assertThat(consumer.getPush()).contains(" 2 subscription(s)");
        }
    }

    @Test
    void theDependencyHasTheVersionThatIsTested() throws Exception {
        String pom = Files.readString(DocPage.ROOT.resolve("pom.xml"));

        assertThat(pom).contains("<aws-crt.version>0.39.0</aws-crt.version>");
        assertThat(PAGE.blocks("xml").get(0)).contains("<artifactId>aws-crt</artifactId>", "<version>0.39.0</version>");
    }

    @Test
    void thePermissionsAreThoseOfTheTopicsThatAreSubscribed() throws Exception {
        JsonNode policy = new ObjectMapper().readTree(PAGE.blocks("json").get(0));

        assertThat(policy.path("Statement").findValuesAsText("Action"))
                .containsExactly("iot:Connect", "iot:Subscribe", "iot:Receive");
        List<String> resources = policy.path("Statement").findValuesAsText("Resource").stream()
                .map(arn -> arn.replaceAll("^arn:aws:iot:[^:]*:[^:]*:", ""))
                .toList();
        assertThat(resources)
                .containsExactly(
                        "client/iot-jobs-*",
                        "topicfilter/$aws/things/*/jobs/notify-next",
                        "topic/$aws/things/*/jobs/notify-next");
    }

    @Test
    void theTableOfOptionsHasAllOptionsOfPush() {
        JsonNode all = OptionTables.of("/META-INF/io/github/cameliot/jobsdata/iot-jobs-data.json")
                .metadata()
                .path("properties");

        assertThat(PAGE.table("The options"))
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrderElementsOf(all.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(option -> option.startsWith("push"))
                        .toList());
    }
}
