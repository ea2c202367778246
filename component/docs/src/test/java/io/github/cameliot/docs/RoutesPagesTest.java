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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.cameliot.emulator.Execution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes of the pages on routes, workflows and handlers run in each language. */
class RoutesPagesTest {

    private static final String WORKER = """
            - route:
                from:
                  uri: iot-jobs-data:startNext
                  parameters:
                    thing: pump-12
                  steps:
                    - to: kamelet:aws-iot-jobs-workflow-action
            """;

    private static final String ONCE_AN_HOUR = """
            - route:
                from:
                  uri: iot-jobs-data:startNext
                  parameters:
                    thing: pump-12
                    delay: 1h
                    maxDelay: 1h
                  steps:
                    - to: log:work
            """;

    @TempDir
    private Path classes;

    private static String tab(DocPage page, String language) {
        return page.tabs().get(0).get(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aRouteFromTheSourceKameletRunsAJob(String language) throws Exception {
        try (DocBed bed = new DocBed(classes)) {
            bed.emulator().createJob("ota-7", "{}", "pump-12");

            bed.load(language, tab(DocPage.read("routes"), language)).start();

            assertThat(bed.ended("pump-12", "ota-7").status()).hasToString("SUCCEEDED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void aRouteOfOnesOwnRunsTheStepsOfTheExample(String language) throws Exception {
        DocPage page = DocPage.read("workflow");
        try (DocBed bed = new DocBed(classes)) {
            bed.emulator().createJob("fw-7", page.blocks("json").get(0), "pump-12");

            bed.property("camel.kamelet.aws-iot-jobs-workflow-action.conditionValues", "model=P200")
                    .load("yaml", page.blocks("yaml").get(0))
                    .load(language, tab(page, language))
                    .start();
            Execution ended = bed.ended("pump-12", "fw-7");

            assertThat(ended.status()).hasToString("SUCCEEDED");
            assertThat(page.blocks("text").get(0))
                    .contains(ended.statusDetails().get("workflow"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theMessageOfThePageApprovesTheStepOfThePage(String language) throws Exception {
        DocPage page = DocPage.read("handlers");
        List<String> json = page.blocks("json");
        try (DocBed bed = new DocBed(classes)) {
            bed.emulator().createJob("ota-7", withoutTheDownload(json.get(0)), "pump-12");
            CamelContext camel = bed.load("yaml", WORKER)
                    // Without a broker.
                    .load(language, tab(page, language).replace("kafka:approvals", "direct:approvals"))
                    .start();

            await().atMost(Duration.ofSeconds(30)).until(() -> bed.emulator()
                    .execution("pump-12", "ota-7")
                    .statusDetails()
                    .getOrDefault("approval", "")
                    .startsWith("waiting step=1 "));
            camel.createProducerTemplate().sendBody("direct:approvals", json.get(1));
            Execution ended = bed.ended("pump-12", "ota-7");

            assertThat(ended.status()).hasToString("SUCCEEDED");
            assertThat(ended.statusDetails().get("step-1")).endsWith("by=alice");
        }
    }

    @Test
    void theRouteOfThePageWakesTheWorkerAndPutsAsideWhatItCannotUse() throws Exception {
        String route = DocPage.read("routes").blocks("yaml").stream()
                .filter(block -> block.contains("aws-iot-jobs-notifications-action"))
                .findFirst()
                .orElseThrow()
                .replace("aws2-sqs:job-notifications", "direct:notifications")
                .replace("aws2-sqs:notifications-dead", "mock:dead");
        try (DocBed bed = new DocBed(classes)) {
            CamelContext camel =
                    bed.load("yaml", ONCE_AN_HOUR).load("yaml", route).start();
            // The first poll; a thing that is not known yet is looked up twice.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> bed.emulator().requests().total() == 2);
            bed.emulator().createJob("ota-7", "{}", "pump-12");

            for (String body : List.of("{\"thing\":\"pump-12\"}", "{\"thing\":\"pump 12\"}")) {
                camel.createProducerTemplate().sendBody("direct:notifications", body);
            }

            assertThat(bed.ended("pump-12", "ota-7").status()).hasToString("SUCCEEDED");
            assertThat(camel.getEndpoint("mock:dead", MockEndpoint.class).getExchanges())
                    .singleElement()
                    .extracting(dead -> dead.getMessage().getBody())
                    .isEqualTo("{\"thing\":\"pump 12\"}");
        }
    }

    private static String withoutTheDownload(String document) throws Exception {
        var read = new ObjectMapper().readTree(document);
        ((ArrayNode) read.path("steps")).remove(0);
        return read.toString();
    }
}
