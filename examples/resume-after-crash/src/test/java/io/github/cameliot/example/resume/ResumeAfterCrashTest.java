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
package io.github.cameliot.example.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scenario once, with its real processes, and looks at what it left. */
class ResumeAfterCrashTest {

    @TempDir
    private static Path folder;

    private static List<String> printed;
    private static List<String> differences;

    @BeforeAll
    static void runTheScenario() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        differences = ResumeAfterCrash.runScenario(folder, new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void everyJobGoesAsPlanned() {
        assertThat(differences).isEmpty();
        assertThat(printed)
                .contains("All 9 ended as they should.")
                .noneMatch(line -> line.matches(".*\\| [\\d:]+ (WARN  (?!Report SUCCEEDED failed)|ERROR).*"));
    }

    @Test
    void eachStepWasDoneAsOftenAsTheJournalOfTheWorkersSays() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("journal.txt")))
                .containsExactlyInAnyOrder(
                        "worker-a pump-12 firmware-2-4 download",
                        "worker-a pump-12 firmware-2-4 install",
                        "worker-a pump-17 firmware-2-4 download",
                        "worker-a pump-17 firmware-2-4 install",
                        "worker-b pump-12 firmware-2-4 install",
                        "worker-b pump-17 firmware-2-4 install",
                        "worker-b valve-3 firmware-2-4 download",
                        "worker-b valve-3 firmware-2-4 install",
                        "worker-b valve-4 firmware-2-4 download",
                        "worker-b valve-4 firmware-2-4 install",
                        "worker-b pump-12 radio-7-0 download",
                        "worker-b pump-12 radio-7-0 install",
                        "worker-b pump-17 radio-7-0 download",
                        "worker-b pump-17 radio-7-0 install",
                        "worker-b valve-3 radio-7-0 download",
                        "worker-b valve-3 radio-7-0 install",
                        "worker-b valve-4 radio-7-0 download",
                        "worker-b valve-4 radio-7-0 install",
                        "worker-b valve-3 config-3 download",
                        "worker-b valve-3 config-3 install");
    }

    @Test
    void nothingWasTakenOverBeforeTheClockWasMoved() {
        int clock = index("scenario .* clock is moved .*");

        assertThat(index(".* taken over, attempt 2.*")).isGreaterThan(clock);
        assertThat(printed.subList(0, clock))
                .filteredOn(line -> line.matches("worker-b .* is held: .* by worker-a, .*"))
                .hasSize(Jobs.INTERRUPTED.size());
    }

    private static int index(String pattern) {
        for (int i = 0; i < printed.size(); i++) {
            if (printed.get(i).matches(pattern)) {
                return i;
            }
        }
        throw new AssertionError("nothing like " + pattern + " in " + printed);
    }

    @Test
    void jobThatNeverRanIsADifference() {
        try (JobsEmulator idle = JobsEmulator.start()) {
            Jobs.begin(idle);
            List<String> found = new ArrayList<>();

            Scenario.check(new ResultTable.Row(idle.execution("valve-3", Jobs.FIRST), List.of()), found);

            assertThat(found).hasSize(1);
            assertThat(found.get(0)).startsWith("Job firmware-2-4 on thing valve-3 should be SUCCEEDED after 1 run(s)");
        }
    }

    @Test
    void readmeShowsWhatIsPrinted() throws IOException {
        List<String> blocks = Readme.runIt(Path.of("README.md"));
        List<String> shown = blocks.get(1).lines().toList();

        assertThat(blocks.get(0)).isEqualTo("mvn -q -pl examples/resume-after-crash -am -DskipTests package exec:java");
        assertThat(masked(shown, true))
                .as("the lines of the workers, in any order")
                .containsExactlyInAnyOrderElementsOf(masked(printed, true));
        assertThat(masked(shown, false)).as("all else").isEqualTo(masked(printed, false));
    }

    /** The lines of the workers, or all others, without what differs each time: times, ports, ages. */
    private static List<String> masked(List<String> lines, boolean ofWorkers) {
        return lines.stream()
                .filter(line -> line.startsWith("worker-") == ofWorkers)
                // These two come or not: the kill and the delivery may be faster.
                .filter(line -> !line.matches("worker-b \\| \\S+ WARN .*|worker-c \\| .* is held: .*"))
                .filter(line -> !Readme.comesIfItTakesLong(line))
                .map(line -> Readme.masked(line).replaceAll("\\d+ s\\b", "N s"))
                .toList();
    }
}
