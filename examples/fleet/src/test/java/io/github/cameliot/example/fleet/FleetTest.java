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
package io.github.cameliot.example.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.example.support.Readme;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scenario once, with fewer sensors, and the program itself where its environment matters. */
class FleetTest {

    private static final int SENSORS = 50;
    private static final int JOBS = 200;
    /** Much longer than a busy machine needs. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path charts;

    private static final Jobs JOBS_OF_FLEET = new Jobs(SENSORS, JOBS);
    private static JobsEmulator emulator;
    private static String printed;
    private static List<String> differences;

    @BeforeAll
    static void runTheScenario() throws Exception {
        emulator = JobsEmulator.start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setProperty("chart.dir", charts.toString());
        System.setProperty("poll.delay", "50ms");
        System.setProperty("fleet.maxInFlight", "4");
        try {
            differences =
                    Fleet.runScenario(emulator, JOBS_OF_FLEET, new PrintStream(out, true, StandardCharsets.UTF_8));
        } finally {
            List.of("chart.dir", "poll.delay", "fleet.maxInFlight").forEach(System::clearProperty);
        }
        printed = out.toString(StandardCharsets.UTF_8);
    }

    @AfterAll
    static void close() {
        emulator.close();
    }

    private static Execution execution(Jobs.Job job) {
        return emulator.execution(job.sensor(), job.id());
    }

    @Test
    void eachJobEndsAsItsDocumentSays() {
        assertThat(differences).isEmpty();
        assertThat(JOBS_OF_FLEET.all())
                .filteredOn(job -> execution(job).status() != ExecutionStatus.REMOVED)
                .hasSizeGreaterThanOrEqualTo(JOBS - SENSORS / 20 * (JOBS / SENSORS))
                .allSatisfy(job -> assertThat(execution(job).status()).isEqualTo(job.end()));
        assertThat(JOBS_OF_FLEET.all())
                .extracting(Jobs.Job::end)
                .contains(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED, ExecutionStatus.REJECTED);
    }

    @Test
    void failedAndRejectedJobsSayWhy() {
        assertThat(reasons(ExecutionStatus.FAILED)).isNotEmpty().allMatch(r -> r.contains("is beyond 5.0"));
        assertThat(reasons(ExecutionStatus.REJECTED)).isNotEmpty().allMatch(r -> r.matches("for model S3, .* is S2"));
    }

    private static List<String> reasons(ExecutionStatus end) {
        return JOBS_OF_FLEET.all().stream()
                .map(FleetTest::execution)
                .filter(e -> e.status() == end)
                .map(e -> e.statusDetails().get("reason"))
                .toList();
    }

    @Test
    void sensorsThatJoinAreNotPolledBefore() {
        List<Instant> ends = JOBS_OF_FLEET.all().stream()
                .map(job -> execution(job).lastUpdatedAt())
                .sorted()
                .toList();
        List<String> joining = JOBS_OF_FLEET.sensors().subList(SENSORS - SENSORS / 10, SENSORS);

        assertThat(joining)
                .flatExtracting(emulator::executions)
                .hasSize(JOBS / 10)
                .allSatisfy(e -> {
                    assertThat(e.status().isTerminal()).isTrue();
                    assertThat(e.startedAt())
                            .as("when a quarter of the jobs had ended, or later")
                            .isAfterOrEqualTo(ends.get(JOBS / 4 - 1));
                });
    }

    @Test
    void aJobCostsOneClaimAndOneReport() {
        long kept = JOBS_OF_FLEET.all().stream()
                .filter(job -> execution(job).status() != ExecutionStatus.REMOVED)
                .count();
        // Includes jobs that were claimed just before their things were deleted.
        long claimed = JOBS_OF_FLEET.all().stream()
                .filter(job -> execution(job).startedAt() != null)
                .count();

        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isBetween(kept, claimed);
        assertThat(emulator.requests().count(Operation.START_NEXT_PENDING_JOB_EXECUTION))
                .as("one a job, and one a sensor that finds its queue empty")
                .isBetween(claimed, claimed + SENSORS);
    }

    @Test
    void chartIsAPictureOfTheStatesThatWereThere() throws IOException {
        BufferedImage chart = ImageIO.read(charts.resolve("fleet.png").toFile());
        Set<Integer> colors = new HashSet<>();
        for (int x = 0; x < chart.getWidth(); x++) {
            for (int y = 0; y < chart.getHeight(); y++) {
                colors.add(chart.getRGB(x, y));
            }
        }

        assertThat(chart.getWidth()).isEqualTo(1200);
        assertThat(colors)
                .as("succeeded, failed, queued")
                .contains(
                        new Color(0x4C, 0xAF, 0x6D).getRGB(),
                        new Color(0xD6, 0x45, 0x45).getRGB(),
                        new Color(0xDC, 0xE3, 0xEA).getRGB());
    }

    @Test
    void jobsThatNeverStartedAreDifferences() {
        try (JobsEmulator idle = JobsEmulator.start()) {
            Jobs jobs = new Jobs(10, 20);
            jobs.queue(idle);
            Scenario scenario = new Scenario(idle, jobs);
            scenario.counts().count();

            assertThat(scenario.differences(0))
                    .hasSize(20)
                    .contains("Job calibrate-00001 on thing sensor-0001 should have ended and is QUEUED.");
        }
    }

    @Test
    void readmeShowsWhatIsPrinted() throws IOException {
        List<String> blocks = Readme.runIt(Path.of("README.md"));

        assertThat(blocks.get(0)).isEqualTo("mvn -q -pl examples/fleet -am -DskipTests package exec:java");
        assertThat(masked(blocks.get(1).lines().filter(line -> !line.matches("\\S+ INFO .*"))))
                .isEqualTo(masked(printed.lines()));
    }

    @Test
    void withAnEndpointTheThingsAreThoseInTheFileAtAnyTime(@TempDir Path folder) throws Exception {
        Path things = Files.writeString(folder.resolve("things.txt"), "sensor-a\n");
        try (JobsEmulator account = JobsEmulator.start()) {
            String document = JOBS_OF_FLEET.all().get(0).document();
            account.createJob("first", document, "sensor-a");
            account.createJob("second", document, "sensor-b");
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-XX:TieredStopAtLevel=1",
                            "-Diot.endpoint=" + account.endpoint(),
                            "-Daws.region=eu-west-1",
                            "-Daws.accessKeyId=any",
                            "-Daws.secretAccessKey=any",
                            "-Dpoll.delay=100ms",
                            "-Dthings.file=" + things,
                            Fleet.class.getName())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                awaitEnd(account, "sensor-a", "first");
                assertThat(account.execution("sensor-b", "second").status()).isEqualTo(ExecutionStatus.QUEUED);

                Files.writeString(things, "sensor-a\nsensor-b\n");

                awaitEnd(account, "sensor-b", "second");
            } finally {
                program.destroy();
            }
            assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends on SIGTERM")
                    .isTrue();
        }
    }

    private static void awaitEnd(JobsEmulator account, String thing, String job) {
        await().atMost(PATIENCE)
                .until(() -> account.execution(thing, job).status().isTerminal());
    }

    /** Without what differs each time: figures, the width of columns, and where the chart is. */
    private static String masked(Stream<String> lines) {
        return lines.map(line -> line.replaceAll("The chart is .*/", "The chart is ")
                        .replaceAll("\\d[\\d,.]*\\d|\\d", "N")
                        .replaceAll(" +", " ")
                        .replaceAll("-+", "-")
                        .strip())
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
