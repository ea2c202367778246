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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Workers in processes of their own, which are killed and stopped. */
@Tag("process")
class ProcessTest {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void close() {
        children.forEach(Child::kill);
        emulator.close();
    }

    @Test
    void whatAKilledWorkerHadIsTakenOverWhenItsLeaseHasRunOut() throws Exception {
        emulator.createJob("ota-7", "hang", "pump-12");
        Child killed = worker("killed");
        killed.awaitLine("run ota-7");
        killed.kill();

        try (CamelWorker other = new CamelWorker(emulator, clock)) {
            List<Object> resumed = new ArrayList<>();
            other.run("pump-12", "", e -> resumed.add(e.getMessage().getHeader(IotJobsDataConstants.RESUMED)));
            emulator.requests().clear();
            await().until(() -> emulator.requests().total() > 3);
            assertThat(resumed).isEmpty();

            clock.advance(LEASE.plusSeconds(3));

            await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
            assertThat(resumed).containsExactly(true);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aWorkerStoppedPastItsLeaseFindsOutBeforeItDoesAnythingMore() throws Exception {
        emulator.createJob("ota-7", "update", "pump-12");
        Child paused = worker("paused");
        paused.awaitLine("run ota-7");
        paused.signal("STOP");
        long updates = emulator.requests().count(Operation.UPDATE_JOB_EXECUTION);
        paused.isAhead(LEASE);
        clock.advance(LEASE.plusSeconds(3));
        try (CamelWorker other = new CamelWorker(emulator, clock)) {
            other.run("pump-12", "&workerId=other", e -> {});
            await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        }
        long version = emulator.execution("pump-12", "ota-7").versionNumber();

        paused.signal("CONT");

        paused.awaitLine("lost leaseExpired");
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(version);
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION))
                .as("one take-over and one report, and nothing of who was paused")
                .isEqualTo(updates + 2);
    }

    @Test
    void aDocumentThatKillsTheProcessEachTimeIsFailedAfterMaxAttempts() throws Exception {
        emulator.createJob("poison", "halt", "pump-12");
        for (int attempt = 1; attempt <= 2; attempt++) {
            Child victim = worker("victim-" + attempt);
            assertThat(victim.process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            clock.advance(LEASE.plusSeconds(3));
        }
        emulator.createJob("ota-8", "fine", "pump-12");

        Child third = worker("third");

        third.awaitLine("run ota-8");
        assertThat(status("poison")).isEqualTo(ExecutionStatus.FAILED);
        assertThat(emulator.execution("pump-12", "poison").statusDetails().get("reason"))
                .contains("claimed 2 times");
        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
        assertThat(third.said()).doesNotContain("run poison");
    }

    @Test
    void twoProcessesOnOneThingRunEachJobOnce() throws Exception {
        Child one = worker("one");
        Child two = worker("two");
        for (int i = 0; i < 20; i++) {
            emulator.createJob("job-" + i, "fine", "pump-12");
        }

        await().atMost(LONGEST_START).until(() -> emulator.executions("pump-12").stream()
                .allMatch(e -> e.status() == ExecutionStatus.SUCCEEDED));

        List<String> runs = new ArrayList<>(one.said());
        runs.addAll(two.said());
        assertThat(runs).hasSize(20).doesNotHaveDuplicates();
        assertThat(emulator.executions("pump-12"))
                .allSatisfy(e -> assertThat(e.versionNumber()).isEqualTo(3));
    }

    @Test
    void anOutcomeThatAKilledWorkerHadKeptIsDeliveredByTheNextWithoutARun() throws Exception {
        emulator.createJob("ota-7", "fine", "pump-12");
        emulator.faults().add(Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION));
        Child killed = worker("killed", "&outcomeRepository=#outcomes");
        killed.awaitLine("run ota-7");
        await().until(() -> emulator.requests().count(Operation.UPDATE_JOB_EXECUTION) > 0);
        killed.kill();
        emulator.faults().clear();
        emulator.createJob("ota-8", "fine", "pump-12");

        Child next = worker("next", "&outcomeRepository=#outcomes");

        next.awaitLine("run ota-8");
        assertThat(next.said()).doesNotContain("run ota-7");
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails().get("claimedBy"))
                .contains("worker=killed");
    }

    private Child worker(String workerId) throws IOException {
        return worker(workerId, "");
    }

    private Child worker(String workerId, String options) throws IOException {
        try (CamelWorker names = new CamelWorker(emulator)) {
            Child child = new Child(
                    names.jobsOf("pump-12", "&lease=15s&maxAttempts=2&workerId=" + workerId + options),
                    Files.createDirectory(folder.resolve(workerId)));
            children.add(child);
            return child;
        }
    }

    private ExecutionStatus status(String jobId) {
        return emulator.execution("pump-12", jobId).status();
    }

    private static final class Child {

        private final Path folder;
        private final Process process;

        Child(String uri, Path folder) throws IOException {
            this.folder = folder;
            isAhead(Duration.ZERO);
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-Dlog=info",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath(),
                            ProcessWorker.class.getName(),
                            uri,
                            folder.toString(),
                            folder.getParent().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        }

        private static String classPath() {
            return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                    .replace('\n', File.pathSeparatorChar);
        }

        /** Its clock jumps: what a pause of that length would show it. */
        void isAhead(Duration by) throws IOException {
            Path next = Files.writeString(folder.resolve("clock.next"), String.valueOf(by.toSeconds()));
            Files.move(next, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
        }

        List<String> said() throws IOException {
            Path lines = folder.resolve("said");
            return Files.exists(lines) ? Files.readAllLines(lines) : List.of();
        }

        void awaitLine(String line) {
            await().atMost(LONGEST_START).untilAsserted(() -> assertThat(said())
                    .as(() -> "what the process of " + folder.getFileName() + " said; its log:\n" + log())
                    .contains(line));
        }

        private String log() {
            try {
                return Files.readString(folder.resolve("log"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void signal(String name) throws Exception {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }

        /** SIGKILL. */
        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
