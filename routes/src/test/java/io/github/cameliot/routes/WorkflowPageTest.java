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
package io.github.cameliot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page of workflows shows works as it is written there. */
class WorkflowPageTest {

    private static final Path PAGES = Path.of("../component/camel-aws2-iot/src/main/docs");

    private final String page;

    WorkflowPageTest() throws IOException {
        page = Files.readString(PAGES.resolve("workflow.adoc"));
    }

    /** The first block of that language below a text. */
    private String block(String below, String language) {
        String rest = page.substring(page.indexOf(below));
        String open = "[source," + language + "]\n----\n";
        int begin = rest.indexOf(open) + open.length();
        return rest.substring(begin, rest.indexOf("----", begin));
    }

    @Test
    void theExampleRunsAndLeavesTheDetailsThatAreShown(@TempDir Path folder) throws Exception {
        Path routes = Files.writeString(folder.resolve("steps.yaml"), block("steps.yaml", "yaml"));
        Map<String, String> shown = Arrays.stream(
                        block("the job execution then shows", "text").split("\n"))
                .map(line -> line.split(" +", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("fw-7", block("`document.json`", "json"), "pump-12");
            String properties = block("application.properties", "properties")
                    .replace("http://127.0.0.1:8085", emulator.endpoint().toString());
            try (LogLines log = LogLines.of("io.github.cameliot.routes.workflow.JobWorkflow");
                    App app = App.start(properties
                            + "camel.main.routes-include-pattern = classpath:camel-template/*,file:" + routes + "\n")) {
                await().until(() ->
                        emulator.execution("pump-12", "fw-7").status().isTerminal());
                assertThat(log.lines()).hasSize(6).allSatisfy(line -> assertThat(line)
                        .startsWith("INFO")
                        .doesNotContain("files.example.com", "/data"));
            }

            Map<String, String> details = emulator.execution("pump-12", "fw-7").statusDetails();
            assertThat(emulator.execution("pump-12", "fw-7").status())
                    .isEqualTo(ExecutionStatus.valueOf(shown.get("status")));
            shown.remove("status");
            assertThat(details).containsAllEntriesOf(shown).hasSize(shown.size() + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void theOneLineRunsInARouteOfItsOwn(String language, @TempDir Path folder) throws Exception {
        String route = block("== In a route of your own", language)
                // Quoted as in a URI of XML; the example polls every 5 s.
                .replace("?thing=pump-12", "?thing=pump-12&amp;delay=100ms")
                .replace("        thing: pump-12\n", "        thing: pump-12\n        delay: 100ms\n");
        Path jobs = Files.writeString(folder.resolve("jobs." + language), route);
        Path steps = Files.writeString(folder.resolve("steps.yaml"), block("steps.yaml", "yaml"));
        try (JobsEmulator emulator = JobsEmulator.start();
                App app = App.start("camel.component.iot-jobs-data.uri-endpoint-override = " + emulator.endpoint()
                        + "\ncamel.main.routes-include-pattern = file:" + steps + ",file:" + jobs + "\n"
                        + "camel.kamelet.aws-iot-jobs-workflow-action.conditionValues = model=P200\n")) {
            emulator.createJob("fw-7", block("`document.json`", "json"), "pump-12");

            await().until(() -> emulator.execution("pump-12", "fw-7").status() == ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        String folder = Pattern.compile("(?m)^:tests: (.+)$")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        List<MatchResult> named = Pattern.compile("link:\\{tests}/(\\S+?)\\[\\w+](?: `\\+(\\w+)\\.\\.\\.\\+`)?")
                .matcher(page)
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(25);
        for (MatchResult test : named) {
            String source = Files.readString(PAGES.resolve(folder).resolve(test.group(1)));
            assertThat(source).contains(test.group(2) == null ? "class " : "void " + test.group(2));
        }
    }
}
