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
package io.github.cameliot.example.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.Readme;
import io.github.cameliot.example.support.ResultTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scenario once in this process, and the program itself where its exit code or its environment matters. */
class QuickstartTest {

    private static final Path ROOT_README = Path.of("..", "..", "README.md");
    private static final Path OWN_README = Path.of("README.md");
    /** Much longer than a busy machine needs. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path documents;

    private static JobsEmulator emulator;
    private static Gateway gateway;
    private static List<String> log;
    private static String printed;
    private static List<String> differences;

    @BeforeAll
    static void runTheScenario() throws Exception {
        emulator = JobsEmulator.start();
        gateway = Gateway.start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setProperty("documents.dir", documents.toString());
        try (LogLines lines = LogLines.record()) {
            differences = Quickstart.runScenario(emulator, gateway, new PrintStream(out, true, StandardCharsets.UTF_8));
            log = lines.soFar().stream().map(QuickstartTest::masked).toList();
        } finally {
            System.clearProperty("documents.dir");
        }
        printed = out.toString(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void close() {
        gateway.close();
        emulator.close();
    }

    /** The status details without the mark of the worker. */
    private static Map<String, String> detailsOfTheRoute(Execution execution) {
        assertThat(execution.statusDetails()).containsKey("claimedBy");
        Map<String, String> details = new TreeMap<>(execution.statusDetails());
        details.remove("claimedBy");
        return details;
    }

    @Test
    void everyJobEndsAsExpected() {
        assertThat(differences).isEmpty();
        assertThat(Scenario.executions(emulator))
                .extracting(e -> e.jobId() + " " + e.thing() + " " + e.status() + " " + detailsOfTheRoute(e))
                .containsExactly(
                        "radio-7-0-1 pump-12 SUCCEEDED {reason=installed 7.0.1, step=sent}",
                        "radio-7-0-1 pump-17 SUCCEEDED {reason=installed 7.0.1, step=sent}",
                        "radio-7-0-1 valve-3 SUCCEEDED {reason=installed 7.0.1, step=sent}",
                        "pump-2-4-0 pump-12 SUCCEEDED {reason=installed 2.4.0, step=sent}",
                        "pump-2-4-0 pump-17 SUCCEEDED {reason=installed 2.4.0, step=sent}",
                        "valve-1-1-3 valve-3 SUCCEEDED {reason=installed 1.1.3, step=sent}",
                        "pump-3-0-0 pump-12 REJECTED {reason=for model P300, pump-12 is P200}",
                        "pump-2-4-1 pump-17 FAILED {reason=checksum of pump-2.4.1.bin is wrong, step=sent}");
    }

    @Test
    void eachExecutionButTheRejectedOneWasUpdatedInTheMiddleOfItsRoute() {
        assertThat(Scenario.executions(emulator)).allSatisfy(e -> assertThat(e.versionNumber())
                .as("started, sent, ended")
                .isEqualTo(e.status() == ExecutionStatus.REJECTED ? 3 : 4));
    }

    @Test
    void gatewayGotEachDocumentOnceAndNoneOfTheRejectedJob() {
        assertThat(gateway.deliveries())
                .containsExactlyInAnyOrder(
                        delivery("radio-7-0-1", "pump-12"),
                        delivery("radio-7-0-1", "pump-17"),
                        delivery("radio-7-0-1", "valve-3"),
                        delivery("pump-2-4-0", "pump-12"),
                        delivery("pump-2-4-0", "pump-17"),
                        delivery("valve-1-1-3", "valve-3"),
                        delivery("pump-2-4-1", "pump-17"));
    }

    @Test
    void eachDocumentThatWasHandedOnIsAFile() throws IOException {
        try (Stream<Path> files = Files.walk(documents).filter(Files::isRegularFile)) {
            assertThat(files.map(f -> documents.relativize(f).toString()))
                    .containsExactlyInAnyOrder(
                            "pump-12/radio-7-0-1.json",
                            "pump-12/pump-2-4-0.json",
                            "pump-17/radio-7-0-1.json",
                            "pump-17/pump-2-4-0.json",
                            "pump-17/pump-2-4-1.json",
                            "valve-3/radio-7-0-1.json",
                            "valve-3/valve-1-1-3.json");
        }
        assertThat(documents.resolve("valve-3/valve-1-1-3.json")).hasContent(Scenario.document("valve-1-1-3"));
    }

    @Test
    void bothReadmesShowTheCommandAndWhatItPrints() throws IOException {
        List<String> root = Readme.runIt(ROOT_README);
        List<String> own = Readme.runIt(OWN_README);

        assertThat(own.get(0)).as("the command").isEqualTo(root.get(0)).startsWith("mvn ");
        for (List<String> blocks : List.of(root, own)) {
            String shown = blocks.get(1);
            assertThat(shown.lines().filter(LogLines::isLogLine).map(QuickstartTest::masked))
                    .as("the log, in any order")
                    .containsExactlyInAnyOrderElementsOf(log);
            assertThat(masked(shown.lines().filter(line -> !LogLines.isLogLine(line))))
                    .as("what follows the log")
                    .isEqualTo(masked(printed.lines()));
        }
    }

    @Test
    void jobsThatNeverStartedAreInTheTableAndEachIsADifference() {
        try (JobsEmulator idle = JobsEmulator.start()) {
            Scenario.begin(idle);

            assertThat(ResultTable.of(Scenario.executions(idle)))
                    .containsPattern("pump-3-0-0 +\\| pump-12 \\| QUEUED +\\| +\\| +-");
            assertThat(Scenario.differences(idle, gateway))
                    .hasSize(Scenario.length())
                    .contains("Job pump-2-4-1 on thing pump-17 should be FAILED and is QUEUED.");
        }
    }

    @Test
    void aJobThatEndsOtherwiseMakesTheProgramFailWithASentence(@TempDir Path files) throws Exception {
        Process program = program("-Ddocuments.dir=" + files, "-Dmodel.pump-12=P300");

        String said = new String(program.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(program.exitValue()).isEqualTo(1);
        assertThat(said)
                .contains("Job pump-3-0-0 on thing pump-12 should be REJECTED and is SUCCEEDED.")
                .contains("The document of job pump-3-0-0 for thing pump-12 should reach the gateway 0 time(s) and did"
                        + " 1 time(s).");
    }

    @Test
    void withAnEndpointTheJobsAreTheOnesThereAndTheProgramRunsUntilStopped(@TempDir Path files) throws Exception {
        try (JobsEmulator account = JobsEmulator.start()) {
            account.createJob("valve-1-1-3", Scenario.document("valve-1-1-3"), "valve-9");

            Process program = program(
                    "-Ddocuments.dir=" + files,
                    "-Diot.endpoint=" + account.endpoint(),
                    "-Daws.region=eu-west-1",
                    "-Daws.accessKeyId=any",
                    "-Daws.secretAccessKey=any",
                    "-Dthings=valve-9",
                    "-Dmodel.valve-9=V100");
            try {
                await().atMost(PATIENCE)
                        .until(() -> account.execution("valve-9", "valve-1-1-3").status() == ExecutionStatus.SUCCEEDED);
                assertThat(program.isAlive()).isTrue();
            } finally {
                program.destroy();
            }

            assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends on SIGTERM")
                    .isTrue();
        }
    }

    private static Gateway.Delivery delivery(String job, String thing) {
        return new Gateway.Delivery(thing, Scenario.document(job));
    }

    /** The program in a process of its own; what it logs goes nowhere, what it says on the error stream can be read. */
    private static Process program(String... properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(properties));
        command.add(Quickstart.class.getName());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String masked(Stream<String> lines) {
        return lines.map(QuickstartTest::masked)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** A line without what differs each time: times, ports and durations. */
    private static String masked(String line) {
        return Readme.masked(line).replaceAll(" +\\d+\\.\\d\\d s$", " TIME");
    }
}
