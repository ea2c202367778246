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

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.Terminal;
import io.github.cameliot.jobsdata.Things;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs with the route in {@code camel/}: those of its scenario, on an emulator in this process. With {@code iot.endpoint}
 * it runs those of an AWS account, until it is stopped.
 */
public final class Fleet {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    /** The pause between two counts grows with the number of jobs to count. */
    private static final int JOBS_A_MILLISECOND = 40;

    private static final int MILLISECONDS_AT_LEAST = 20;
    /** Ends the run when no job ends for this long. There is no limit for all jobs, which depends on the machine. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);
    /** How many differences are printed. */
    private static final int PRINTED_AT_MOST = 10;

    private Fleet() {}

    /** Ends with exit code 1, and a sentence for each job that did not end as expected, if there is any. */
    public static void main(String[] args) throws Exception {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true"); // the chart is a file: no display is needed
        }
        if (System.getProperty("iot.endpoint", System.getenv("IOT_ENDPOINT")) != null) {
            workOffAccount(Path.of(System.getProperty("things.file", "things.txt")));
            return;
        }
        PrintStream out = Terminal.out();
        List<String> differences;
        try (JobsEmulator emulator = JobsEmulator.start()) {
            differences = runScenario(emulator, new Jobs(2_000, 10_000), out);
        }
        if (!differences.isEmpty()) {
            differences.stream().limit(PRINTED_AT_MOST).forEach(System.err::println);
            if (differences.size() > PRINTED_AT_MOST) {
                System.err.printf("And %d more.%n", differences.size() - PRINTED_AT_MOST);
            }
            System.exit(1);
        }
    }

    private static void workOffAccount(Path things) throws Exception {
        LOG.info("Processing the jobs of an AWS account, of the things in {}, until stopped by Ctrl+C.", things);
        camel(new ThingsFile(things), new Calibration()).run();
    }

    /**
     * Runs the scenario on this emulator, prints the figures and draws the chart.
     *
     * @return a sentence for each job that did not end as expected
     */
    static List<String> runScenario(JobsEmulator emulator, Jobs jobs, PrintStream out) throws Exception {
        LOG.info("No AWS account is needed: the jobs are on an emulator in this process, {}.", emulator.endpoint());
        jobs.queue(emulator);
        String title = "%s jobs for %s sensors"
                .formatted(
                        Formats.grouped(jobs.all().size()),
                        Formats.grouped(jobs.sensors().size()));
        LOG.info("{} are queued.", title);
        Scenario scenario = new Scenario(emulator, jobs);
        Calibration calibration = new Calibration();
        workOff(emulator, jobs, scenario, camel(scenario.sensors(), calibration));

        out.printf("%n%s%n%n", new Summary(scenario.counts().ended(), emulator.requests()).text());
        Path chart = Path.of(System.getProperty("chart.dir", "target"), "fleet.png");
        Chart.write(chart, title + ": executions by state", scenario.counts().counts(), scenario.events());
        out.printf("The chart is %s.%n", shown(chart));
        List<String> differences = scenario.differences(calibration.runs());
        if (differences.isEmpty()) {
            out.printf(
                    "All %s ended as they should, and none was run twice.%n",
                    Formats.grouped(jobs.all().size()));
        }
        return differences;
    }

    private static void workOff(JobsEmulator emulator, Jobs jobs, Scenario scenario, Main camel) throws Exception {
        camel.addOverrideProperty("iot.endpoint", emulator.endpoint().toString());
        camel.addOverrideProperty("camel.component.iot-jobs-data.region", "us-east-1");
        camel.addOverrideProperty("camel.component.iot-jobs-data.access-key", "emulator");
        camel.addOverrideProperty("camel.component.iot-jobs-data.secret-key", "emulator");
        int pause = Math.max(MILLISECONDS_AT_LEAST, jobs.all().size() / JOBS_A_MILLISECOND);
        camel.start();
        try (Progress progress = Progress.of(jobs.all().size())) {
            long movedAt = System.nanoTime();
            int ended = scenario.proceed(progress);
            while (!scenario.counts().isOver() && System.nanoTime() - movedAt < LONGEST_STANDSTILL.toNanos()) {
                Thread.sleep(pause);
                int before = ended;
                ended = scenario.proceed(progress);
                movedAt = ended > before ? System.nanoTime() : movedAt;
            }
        } finally {
            camel.stop();
        }
    }

    private static Main camel(Things fleet, Calibration calibration) {
        Main camel = new Main();
        camel.bind("fleet", fleet);
        camel.bind("calibration", calibration);
        return camel;
    }

    /** From where the command was given, if it is below. */
    private static Path shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path there = file.toAbsolutePath().normalize();
        return there.startsWith(here) ? here.relativize(there) : there;
    }
}
