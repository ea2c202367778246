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
package io.github.cameliot.example.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/** Runs the scenario once, with its real processes, database and services, and looks at what it left. */
class WorkflowPipelineTest {

    @TempDir
    private static Path folder;

    private static List<String> printed;
    private static List<String> differences;

    @BeforeAll
    static void runTheScenario() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        differences = WorkflowPipeline.runScenario(folder, new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void everyJobGoesAsPlanned() {
        assertThat(differences).isEmpty();
        assertThat(printed)
                .contains("All 4 ended as they should.")
                .noneMatch(line -> line.matches(".*\\| \\S+ (WARN|ERROR) .*"));
    }

    @Test
    void theStepsBeforeTheKillAreNotRunAgainAndTheOneInTheMiddleIs() throws IOException {
        List<Journal.Run> lyon = new Journal(folder.resolve("journal.txt"))
                .runs(Long.MAX_VALUE).stream()
                        .filter(r -> r.thing().equals(Jobs.INTERRUPTED))
                        .toList();

        assertThat(lyon)
                .extracting(r -> r.worker() + " " + r.step() + (r.isKilled() ? " killed" : ""))
                .containsExactly(
                        "worker-a 1",
                        "worker-a 2",
                        "worker-a 3 killed",
                        "worker-b 3",
                        "worker-b 4",
                        "worker-b 5",
                        "worker-b 5");
    }

    @Test
    void theDownloadsAreWhole() {
        assertThat(Jobs.SHOPS)
                .allSatisfy(shop -> assertThat(folder.resolve("downloads").resolve(shop))
                        .isDirectoryContaining("glob:**/prices-7.csv")
                        .isDirectoryNotContaining("glob:**.part*"));
    }

    @Test
    void thePictureShowsEachRunOfAStep() throws Exception {
        NodeList titles = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("timeline.svg").toFile())
                .getElementsByTagName("title");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < titles.getLength(); i++) {
            texts.add(titles.item(i).getTextContent());
        }

        assertThat(texts.stream().filter(t -> t.contains(", step "))).hasSize(22);
        assertThat(texts).contains("worker-a killed");
    }

    @Test
    void aJobThatNeverRanIsADifference() {
        try (JobsEmulator idle = JobsEmulator.start()) {
            idle.createJob(Jobs.jobOf("shop-rome"), "{}", "shop-rome");
            List<String> found = new ArrayList<>();

            Scenario.check("shop-rome", Jobs.execution(idle, "shop-rome"), List.of(), found);

            assertThat(found).containsExactly("The job of shop-rome should be REJECTED a1 a2 a3 a4 a5 and is QUEUED.");
        }
    }

    @Test
    void readmeShowsWhatIsPrinted() throws IOException {
        List<String> blocks = Readme.runIt(Path.of("README.md"));
        List<String> shown = blocks.get(1).lines().toList();

        assertThat(blocks.get(0)).isEqualTo("mvn -q -pl examples/workflow-pipeline -am -DskipTests package exec:java");
        assertThat(masked(shown, true))
                .as("the lines of the workers, in any order")
                .containsExactlyInAnyOrderElementsOf(masked(printed, true));
        assertThat(masked(shown, false)).as("all else").isEqualTo(masked(printed, false));
    }

    /** The lines of the workers, or all others, without what differs each time: ports, times, bars. */
    private static List<String> masked(List<String> lines, boolean ofWorkers) {
        return lines.stream()
                .filter(line -> line.startsWith("worker-") == ofWorkers)
                // These come or not: a poll may be faster than an approval.
                .filter(line -> !line.matches("worker-. \\| .* is held: .*"))
                .filter(line -> !Readme.comesIfItTakesLong(line))
                .map(line -> Readme.masked(line)
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME")
                        .replaceAll(" +\\d+\\.\\d\\d s\\b", " N s")
                        .replaceAll("\\d+ ms\\b", "N ms")
                        .replaceAll("\\|[abx. ]{60}\\|", "|bar|"))
                .toList();
    }
}
