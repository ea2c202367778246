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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.example.support.ChildProcess;
import io.github.cameliot.example.support.Story;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The scenario in three acts. Each step waits until its effect is seen. */
final class Scenario {

    private static final Duration LEASE = Duration.ofMinutes(1);
    /** How much longer than the lease workers wait, and a second. */
    private static final Duration MARGIN = Duration.ofSeconds(4);

    /** Much longer than a busy machine needs. */
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final JobsEmulator emulator;
    private final Path folder;
    private final Journal journal;
    private final Story story;

    Scenario(JobsEmulator emulator, Path folder, PrintStream out) throws IOException {
        this.emulator = emulator;
        this.folder = Files.createDirectories(folder);
        this.journal = new Journal(folder.resolve("journal.txt"));
        this.story = new Story(out);
        Files.deleteIfExists(journal.file());
        Files.deleteIfExists(folder.resolve("of-a.mv.db"));
        Files.deleteIfExists(folder.resolve("of-b-and-c.mv.db"));
    }

    /**
     * Runs it, and prints the table.
     *
     * @return a sentence for each job that did not go as planned
     */
    List<String> run() throws Exception {
        say("No AWS account is needed: the jobs are on an emulator in this process, " + emulator.endpoint() + ".");
        Jobs.begin(emulator);
        say("Act one. worker-a claims two jobs and has finished neither.");
        try (ChildProcess a = worker("worker-a", Duration.ofMinutes(10))) {
            story.until("worker-a installs on " + Jobs.INTERRUPTED, AT_MOST, a, () -> installing("worker-a") == 2);
            say("worker-b starts with the same things: it leaves these two jobs alone and runs the others.");
            long pollsBefore = polls();
            try (ChildProcess b = worker("worker-b", Duration.ofMillis(200))) {
                story.until(
                        "worker-b has run what is free", AT_MOST, b, () -> isFreeWorkDone() && polls() > pollsBefore);
                killed(a);
                long before = polls();
                story.until("worker-b polls again", AT_MOST, b, () -> polls() > before + 2L * Jobs.INTERRUPTED.size());
                List<String> differences = takenTooEarly();
                takenOver(b);
                finishWithoutAResponse(b);
                delivered();
                differences.addAll(differences());
                return differences;
            }
        }
    }

    private void finishWithoutAResponse(ChildProcess b) throws Exception {
        say("Act three. worker-b runs one more job, and the service is unavailable when it reports the outcome.");
        Fault outage = Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION).thing(Jobs.KEPT);
        long before = updates();
        emulator.faults().add(outage.after(1)); // the route's own update goes through
        Jobs.beginThird(emulator);
        story.until("worker-b has tried to report the outcome", AT_MOST, b, () -> updates() > before + 1);
        int exit = b.kill();
        emulator.faults().clear();
        say("worker-b is killed too (exit code " + exit
                + "). The outcome is in its repository, and the service is available again.");
    }

    private void delivered() throws Exception {
        say("worker-c starts with that repository: it delivers the outcome and does not run the job.");
        try (ChildProcess c = worker("worker-c", Duration.ofMillis(200))) {
            story.until(
                    "worker-c has delivered the outcome, and said so",
                    AT_MOST,
                    c,
                    () -> emulator.execution(Jobs.KEPT, Jobs.THIRD).status().isTerminal()
                            && c.hasPrinted("Delivered the kept outcome"));
        }
    }

    private long updates() {
        return emulator.requests().count(Operation.UPDATE_JOB_EXECUTION, Jobs.KEPT);
    }

    private void killed(ChildProcess a) throws InterruptedException {
        int exit = a.kill();
        say("worker-a is killed by SIGKILL (exit code " + exit + "). Its jobs stay IN_PROGRESS: worker-b cannot"
                + " know yet that it is dead.");
    }

    private void takenOver(ChildProcess b) throws Exception {
        say("Act two. The emulator's clock is moved past the lease of one minute, without a heartbeat of worker-a.");
        emulator.advance(LEASE.plus(MARGIN));
        story.until("worker-b has done all jobs", AT_MOST, b, () -> Jobs.executions(emulator).stream()
                .allMatch(e -> e.status().isTerminal()));
    }

    /** Prints how each job went, and returns what is not as planned. */
    private List<String> differences() throws IOException {
        List<ResultTable.Row> rows = new ArrayList<>();
        for (Execution execution : Jobs.executions(emulator)) {
            rows.add(new ResultTable.Row(execution, journal.of(execution.thing(), execution.jobId())));
        }
        story.out().printf("%n%s%n", ResultTable.of(rows));
        List<String> found = new ArrayList<>();
        rows.forEach(row -> check(row, found));
        return found;
    }

    /** Adds a sentence if a job did not go as planned. */
    static void check(ResultTable.Row row, List<String> found) {
        Execution e = row.execution();
        boolean interrupted = Jobs.INTERRUPTED.contains(e.thing()) && e.jobId().equals(Jobs.FIRST);
        String planned = interrupted
                ? "SUCCEEDED after 2 run(s) by worker-a, worker-b with 1 download(s)"
                : "SUCCEEDED after 1 run(s) by worker-b with 1 download(s)";
        String is = "%s after %d run(s) by %s with %d download(s)"
                .formatted(e.status(), row.runs(), row.workers(), row.downloads());
        if (!is.equals(planned)) {
            found.add("Job %s on thing %s should be %s and is %s.".formatted(e.jobId(), e.thing(), planned, is));
        }
    }

    private List<String> takenTooEarly() {
        List<String> found = new ArrayList<>();
        for (String thing : Jobs.INTERRUPTED) {
            Execution e = emulator.execution(thing, Jobs.FIRST);
            if (e.status() != ExecutionStatus.IN_PROGRESS
                    || !e.statusDetails().getOrDefault("claimedBy", "").contains("worker=worker-a ")) {
                found.add("Job %s on thing %s should still be worker-a's before its lease expires, but is %s, %s."
                        .formatted(e.jobId(), thing, e.status(), e.statusDetails()));
            }
        }
        return found;
    }

    private ChildProcess worker(String name, Duration installTakes) throws IOException {
        Map<String, String> properties = Map.of(
                "worker.id",
                name,
                "outcomes",
                name.equals("worker-a") ? "of-a" : "of-b-and-c",
                "iot.endpoint",
                emulator.endpoint().toString(),
                "aws.region",
                "us-east-1",
                "aws.accessKeyId",
                "emulator",
                "aws.secretAccessKey",
                "emulator",
                "things",
                String.join(",", Jobs.THINGS),
                "install.takes",
                installTakes.toString(),
                "scenario.dir",
                folder.toString());
        return ChildProcess.start(name, Worker.class, properties, story.out());
    }

    private long installing(String worker) throws IOException {
        return journal.read().stream()
                .filter(e -> e.worker().equals(worker) && e.step().equals(Firmware.INSTALL))
                .count();
    }

    private boolean isFreeWorkDone() {
        return Jobs.executions(emulator).stream()
                .filter(e -> !Jobs.INTERRUPTED.contains(e.thing()))
                .allMatch(e -> e.status().isTerminal());
    }

    /** How often the things were polled whose jobs are not finished. The worker that runs such a job does not poll its thing. */
    private long polls() {
        return Jobs.INTERRUPTED.stream()
                .mapToLong(thing -> emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION, thing))
                .sum();
    }

    private void say(String sentence) {
        story.say(sentence);
    }
}
