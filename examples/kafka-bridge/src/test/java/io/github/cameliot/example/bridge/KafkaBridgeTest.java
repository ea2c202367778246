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
package io.github.cameliot.example.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.example.support.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the program as a user does, in a process of its own. */
class KafkaBridgeTest {

    private record Run(int exit, List<String> printed) {}

    private static Run modeOne;

    @BeforeAll
    static void runTheProgram() throws Exception {
        modeOne = run();
    }

    private static Run run(String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(List.of(properties));
        command.add(KafkaBridge.class.getName());
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> printed =
                program.inputReader(StandardCharsets.UTF_8).lines().toList();
        return new Run(program.waitFor(), printed);
    }

    @Test
    void eachJobEndsAndTheNumbersAddUp() {
        assertThat(modeOne.exit()).as(String.join("\n", modeOne.printed())).isZero();
        assertThat(modeOne.printed())
                .contains("All 100 ended as they should, and the numbers add up.")
                .noneMatch(line -> line.contains(" ERROR "));
    }

    @Test
    void readmeShowsWhatIsPrinted() throws IOException {
        List<String> blocks = Readme.runIt(Path.of("README.md"));

        assertThat(blocks.get(0)).isEqualTo("mvn -q -pl examples/kafka-bridge -am -DskipTests package exec:java");
        List<String> shown = blocks.get(1).lines().toList();
        assertThat(masked(shown, true))
                .as("dead letters, in any order")
                .containsExactlyInAnyOrderElementsOf(masked(modeOne.printed(), true));
        assertThat(masked(shown, false)).as("all else").isEqualTo(masked(modeOne.printed(), false));
    }

    @Test
    void aBridgeThatIsKilledLosesNoJobAndReportsNoneOtherwise() throws Exception {
        Run modeTwo = run("-Dbridge.mode=two", "-Djobs=60", "-Dkills=0");

        assertThat(modeTwo.exit()).as(String.join("\n", modeTwo.printed())).isZero();
        assertThat(modeTwo.printed()).contains("All 60 ended as they should, and the numbers add up.");
        assertThat(modeTwo.printed())
                .filteredOn(line -> line.contains("is killed by SIGKILL (exit code 137)"))
                .extracting(line -> Readme.masked(line).replaceAll("\\d+", "N"))
                .containsExactly(
                        "scenario | N jobs are queued. bridge-a has claimed N job(s) and published none of them when it"
                                + " is killed by SIGKILL (exit code N).",
                        "scenario | N jobs are queued. bridge-b has published N job(s) and handed over none of them"
                                + " when it is killed by SIGKILL (exit code N).",
                        "scenario | N jobs are queued. bridge-a has reported N result(s) and committed none of"
                                + " their offsets when it is killed by SIGKILL (exit code N).");
    }

    @Test
    void jobsWithoutABridgeAreDifferences() throws Exception {
        Jobs jobs = new Jobs(2, 4);
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (TestBed idle = new TestBed(out)) {
            Jobs.queue(jobs.all(), idle.emulator());

            assertThat(new Accounting(idle, jobs.all()).differences(true))
                    .hasSize(7)
                    .contains(
                            "Job firmware-00001 on thing pump-01 should be SUCCEEDED, because downstream SUCCEEDS, and"
                                    + " is QUEUED (null).",
                            "There should be 4 jobs in the topic of the jobs and there are 0.",
                            "There should be 4 jobs that downstream was asked to install and there are 0.",
                            "There should be 4 records in the topic of the jobs and there are 0.");
        }
    }

    @Test
    void aTextForANumberAndAnEndpointWithoutBrokersAreRefused() throws Exception {
        Run many = run("-Dthings=many");
        Run none = run("-Djobs=0");
        Run half = run("-Diot.endpoint=https://127.0.0.1:1");

        assertThat(List.of(many.exit(), none.exit(), half.exit())).containsOnly(1);
        assertThat(many.printed())
                .containsExactly("things=many is not possible: a whole number is, as in -Dthings=20.");
        assertThat(none.printed())
                .containsExactly(
                        "jobs=0 with things=20 is not possible: there must be at least one of each, as in -Djobs=100"
                                + " -Dthings=20.");
        assertThat(half.printed()).singleElement().asString().contains("needs kafka.brokers as well");
    }

    /** The dead letters, or all else, without what differs each time. */
    private static List<String> masked(List<String> lines, boolean deadLetters) {
        return lines.stream()
                .filter(line -> line.matches("\\S+ WARN .*") == deadLetters)
                // Comes if it takes long.
                .filter(line -> !Readme.comesIfItTakesLong(line) && !line.contains(" jobs with a result have ended."))
                .map(line -> deadLetters
                        // An equal number for each reason, of whatever job.
                        ? line.replaceAll("firmware-\\d+|pump-\\d\\d|[Rr]ecord \\d+|partition \\d", "X")
                        : line)
                .map(line -> Readme.masked(line)
                        .replaceAll("(hand over|queue is empty|all writes|look for work) .*", "$1")
                        .replaceAll("in [\\d.]+ s: \\d+ a second", "in N s: N a second"))
                .toList();
    }
}
