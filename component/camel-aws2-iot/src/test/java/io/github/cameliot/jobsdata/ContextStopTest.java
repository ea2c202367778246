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

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * When the context stops, nothing new is claimed, and a job that runs may end and is reported. A job that does not end in
 * time is released for other workers, reports on their way are waited for, and clients close last.
 *
 * <p>What a stop of one route does is in {@link RouteStopTest}.
 */
class ContextStopTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);
    private final BlockingJob job = new BlockingJob();

    @AfterEach
    void close() {
        job.letEnd();
        worker.close();
        emulator.close();
    }

    @Test
    void aStopWaitsForTheJobThatRunsAndItIsReported() throws Exception {
        startJob();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::close);
        await().until(() -> worker.context().isStopping());
        job.letEnd();
        stop.get(10, TimeUnit.SECONDS);

        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
        worker.awaitNothingLeft();
    }

    @Test
    void aJobThatDoesNotEndInTimeIsReleasedInOneUpdateAndNeverReported() throws Exception {
        JobSession session = startJob();
        worker.context().getShutdownStrategy().setTimeout(1);
        emulator.requests().clear();

        worker.close();

        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(claimMarker()).contains("state=released", "attempt=1");
        job.letEnd();
        worker.awaitNothingLeft();
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        try (CamelWorker another = new CamelWorker(emulator, clock)) {
            another.run("pump-12", "&workerId=another", e -> {});
            await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void aStepThatFailsBecauseTheContextIsStoppedByForceDoesNotFailTheJob() throws Exception {
        worker.context().getShutdownStrategy().setTimeout(1);
        emulator.createJob("ota-7", "{}", "pump-12");
        CompletableFuture<Exchange> running = new CompletableFuture<>();
        worker.run("pump-12", "", e -> {
            running.complete(e);
            while (!worker.context().getShutdownStrategy().isForceShutdown()) {
                Thread.onSpinWait(); // the failure must come before the job is released for the end of the context
            }
            throw new IllegalStateException("the connection was closed during the stop");
        });
        JobSession session = BlockingJob.session(running.get(10, TimeUnit.SECONDS));

        worker.close();

        worker.awaitNothingLeft();
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(claimMarker()).contains("state=released");
    }

    @Test
    void aRouteOfSeveralStepsThatDoesNotEndInTimeIsReleasedToo() throws Exception {
        worker.context().getShutdownStrategy().setTimeout(1);
        emulator.createJob("ota-7", "{}", "pump-12");
        AtomicInteger steps = new AtomicInteger();
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf("pump-12", ""))
                        .process(job)
                        .process(e -> steps.incrementAndGet())
                        .process(e -> steps.incrementAndGet());
            }
        });
        JobSession session = job.awaitSession();

        worker.close();
        job.letEnd();

        worker.awaitNothingLeft();
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(claimMarker()).contains("state=released");
    }

    @Test
    void aReportThatIsNotAcceptedUntilTheEndLeavesNothingBehind() throws Exception {
        startJob();
        worker.context().getShutdownStrategy().setTimeout(1);
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION));
        job.letEnd();
        await().until(() -> worker.count(Counter.reportRetries) > 0);

        worker.close();

        worker.awaitNothingLeft();
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(worker.count(Counter.stoppedUnreported)).isEqualTo(1);
    }

    @Test
    void aReportThatIsOnItsWayAtStopIsWaitedFor() throws Exception {
        startJob();
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(2));
        job.letEnd();
        await().until(() -> worker.count(Counter.reportRetries) > 0);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::close);
        await().until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return status("ota-7") == ExecutionStatus.SUCCEEDED;
        });
        stop.get(10, TimeUnit.SECONDS);

        worker.awaitNothingLeft();
    }

    private JobSession startJob() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        return worker.start("pump-12", "", job);
    }

    private ExecutionStatus status(String jobId) {
        return emulator.execution("pump-12", jobId).status();
    }

    private String claimMarker() {
        return emulator.execution("pump-12", "ota-7").statusDetails().getOrDefault("claimedBy", "");
    }
}
