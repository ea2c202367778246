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
package io.github.cameliot.example.rollout;

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

/** Runs the scenario once, with its real processes and a real kill, and looks at what it printed. */
class StagedRolloutTest {

    private static List<String> printed;
    private static List<String> differences;

    @BeforeAll
    static void runTheScenario() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        differences = StagedRollout.runScenario(new PrintStream(out, true, StandardCharsets.UTF_8));
        printed = out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void everyRingGoesAsPlannedWithOneJob() {
        assertThat(differences).isEmpty();
        assertThat(printed)
                .contains("All rings went as they should, each with one job.")
                .noneMatch(line -> line.matches(".*\\| \\S+ (WARN|ERROR).*"));
    }

    @Test
    void theProcessAfterTheKillFindsTheJobsAndCreatesOnlyTheNextOne() {
        assertThat(printed)
                .filteredOn(line -> line.matches("again \\| .* of pump-2-5-0: job .*"))
                .extracting(line -> line.replaceFirst(".*Ring (\\w+) .* new: (\\w+)\\.\\s*", "$1 $2"))
                .containsExactly("canary false", "early false", "all true");
    }

    @Test
    void aRingThatWentOtherwiseIsADifference() {
        List<String> found = new ArrayList<>();
        Release release = Release.of("pump-9", "9");

        Scenario.check(
                new RingTable.Row(release, Release.RINGS.get(0), List.of(), List.of()), "canary 1 PASSED 1", found);

        assertThat(found)
                .containsExactly("Release pump-9 should be (ring, jobs, verdict, published) canary 1 PASSED 1 and is"
                        + " canary 0 not begun 0.");
    }

    @Test
    void readmeShowsWhatIsPrinted() throws IOException {
        List<String> blocks = Readme.runIt(Path.of("README.md"));
        List<String> shown = blocks.get(1).lines().toList();

        assertThat(blocks.get(0)).isEqualTo("mvn -q -pl examples/staged-rollout -am -DskipTests package exec:java");
        assertThat(masked(shown, true)).as("the orchestrators").isEqualTo(masked(printed, true));
        assertThat(masked(shown, false)).as("all else").isEqualTo(masked(printed, false));
    }

    /** The lines of the orchestrators, or all others, without times and ports. */
    private static List<String> masked(List<String> lines, boolean ofOrchestrators) {
        return lines.stream()
                .filter(line -> line.matches("(first|again) \\|.*") == ofOrchestrators)
                .filter(line -> !Readme.comesIfItTakesLong(line))
                .map(Readme::masked)
                .toList();
    }
}
