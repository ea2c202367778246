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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class JobsEmulatorTest {

    @Test
    void listensOnTheLoopbackAddressAndAFreePort() {
        try (JobsEmulator first = JobsEmulator.start();
                JobsEmulator second = JobsEmulator.start()) {
            assertThat(first.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThat(first.port()).isPositive().isNotEqualTo(second.port());
        }
    }

    @Test
    void createdJobIsQueuedOnItsThings() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("ota-7", "{}", "pump-1", "pump-2");

            Execution execution = emulator.execution("pump-2", "ota-7");

            assertThat(execution.status()).isEqualTo(ExecutionStatus.QUEUED);
            assertThat(execution.versionNumber()).isEqualTo(1);
            assertThat(execution.executionNumber()).isEqualTo(1);
            assertThat(execution.startedAt()).isNull();
        }
    }

    @Test
    void missingExecutionIsReportedWithThoseThereAre() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("ota-7", "{}", "pump-1");

            assertThatThrownBy(() -> emulator.execution("pump-1", "ota-8"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("Thing pump-1 has no execution of job ota-8; it has ota-7 #1 QUEUED");
        }
    }

    @Test
    void canceledAndDeletedJobsLeaveTheQueue() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("ota-7", "{}", "pump-1");
            emulator.createJob("ota-8", "{}", "pump-1");

            emulator.cancelJob("ota-7", false);
            emulator.deleteJob("ota-8", true);

            assertThat(emulator.executions("pump-1"))
                    .extracting(Execution::status)
                    .containsExactly(ExecutionStatus.CANCELED);
        }
    }

    @Test
    void theLatestExecutionIsFoundThoughItsThingIsDeleted() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("ota-7", "{}", "pump-1");

            emulator.deleteThing("pump-1");

            assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.REMOVED);
            assertThat(emulator.executions("pump-1")).isEmpty();
            assertThat(emulator.jobStatus("ota-7")).isEqualTo("COMPLETED");
        }
    }

    @Test
    void aJobIsCreatedWithItsTimeoutAndRetries() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob(JobSpec.of("ota-7")
                    .things("pump-1")
                    .inProgressTimeout(Duration.ofMinutes(5))
                    .retryTimedOut(1));
            new RawHttp(emulator.endpoint()).send("PUT", "/things/pump-1/jobs/$next", "");

            emulator.advance(Duration.ofMinutes(5));

            assertThat(emulator.executions("pump-1"))
                    .extracting(Execution::status)
                    .containsExactly(ExecutionStatus.TIMED_OUT, ExecutionStatus.QUEUED);
        }
    }

    @Test
    void anExecutionIsCanceledAndDeleted() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("ota-7", "{}", "pump-1", "pump-2");

            emulator.cancelExecution("pump-1", "ota-7", false);
            emulator.deleteExecution("pump-2", "ota-7", true);

            assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
            assertThat(emulator.executions("pump-2")).isEmpty();
        }
    }

    @Test
    void aListenerThatFailsStopsNoEventsOfOthers() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            List<String> jobs = new CopyOnWriteArrayList<>();
            emulator.createJob("ota-7", "{}", "pump-1");
            emulator.onEvent(event -> {
                throw new AssertionError("expected by this test");
            });
            emulator.onEvent(event -> jobs.add(event.jobId()));

            emulator.cancelJob("ota-7", false);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(jobs).contains("ota-7"));
        }
    }

    @Test
    void theEventsGoOnAfterAnErrorOfTheVirtualMachine() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            List<String> jobs = new CopyOnWriteArrayList<>();
            emulator.createJob("ota-7", "{}", "pump-1");
            emulator.createJob("ota-8", "{}", "pump-1");
            Runnable end = emulator.onEvent(event -> {
                throw new StackOverflowError("expected by this test");
            });
            emulator.onEvent(event -> jobs.add(event.jobId()));
            assertThatThrownBy(() -> emulator.cancelJob("ota-7", false)).isInstanceOf(StackOverflowError.class);
            end.run();

            emulator.cancelJob("ota-8", false);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(jobs).contains("ota-8"));
        }
    }

    @Test
    void closingTwiceDoesNothingMore() {
        JobsEmulator emulator = JobsEmulator.start();

        emulator.close();
        emulator.close();

        assertThatThrownBy(() -> new RawHttp(emulator.endpoint()).send("GET", "/jobs", ""))
                .isInstanceOf(UncheckedIOException.class);
    }
}
