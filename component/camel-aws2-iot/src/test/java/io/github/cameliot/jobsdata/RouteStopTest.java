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

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a suspended or stopped route does to its job and to a claim on its way, and that it starts again. */
class RouteStopTest {

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
    void aSuspendedRouteClaimsNothingUntilItIsResumed() throws Exception {
        emulator.createThing("pump-12");
        worker.run("pump-12", "", e -> {});
        await().until(() -> emulator.requests().total() > 2);
        worker.context().getRouteController().suspendRoute("jobs");
        emulator.requests().clear();
        emulator.createJob("ota-7", "{}", "pump-12");

        worker.context().getRouteController().resumeRoute("jobs");

        await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        assertThat(emulator.requests().count(START_NEXT_PENDING_JOB_EXECUTION)).isBetween(1L, 2L);
    }

    @Test
    void aStoppedRouteCanBeStartedAgain() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "", e -> {});
        await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        worker.context().getRouteController().stopRoute("jobs");
        emulator.createJob("ota-8", "{}", "pump-12");

        worker.context().getRouteController().startRoute("jobs");

        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aClaimOnTheWayAtSuspendIsRun() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        emulator.faults().add(Fault.latency(Duration.ofMillis(500)).on(START_NEXT_PENDING_JOB_EXECUTION));
        worker.run("pump-12", "", e -> {});
        await().until(() -> emulator.requests().count(START_NEXT_PENDING_JOB_EXECUTION) == 1);

        worker.context().getRouteController().suspendRoute("jobs");

        await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        assertThat(emulator.requests().count(START_NEXT_PENDING_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void aClaimOnTheWayAtAForcedStopIsReleasedAndDoesNotCount() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        emulator.faults().add(Fault.latency(Duration.ofSeconds(2)).on(START_NEXT_PENDING_JOB_EXECUTION));
        AtomicInteger runs = new AtomicInteger();
        worker.run("pump-12", "", e -> runs.incrementAndGet());
        await().until(() -> emulator.requests().count(START_NEXT_PENDING_JOB_EXECUTION) == 1);

        worker.context().getRouteController().stopRoute("jobs", 100, TimeUnit.MILLISECONDS);

        await().until(() -> claimMarker().contains("state=released"));
        assertThat(claimMarker()).contains("attempt=0");
        assertThat(runs).hasValue(0);
    }

    @Test
    void aJobInARouteThatIsStoppedByForceKeepsItsClaimToItsEndAndIsReleasedNotFailed() throws Exception {
        JobSession session = startJob();

        worker.context().getRouteController().stopRoute("jobs", 100, TimeUnit.MILLISECONDS);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(100));
            worker.tick();
        }
        assertThat(session.isLost())
                .as("%s %s", session.state(), session.loss())
                .isFalse();
        assertThat(worker.count(Counter.heartbeats)).isPositive();
        job.letEnd();

        await().until(() -> session.state().isFinal());
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(claimMarker()).contains("state=released");
    }

    @Test
    void aJobThatWentOnInAnotherRouteKeepsItsClaimAndIsReportedThere() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf("pump-12", "")).routeId("jobs").to("seda:work?waitForTaskToComplete=Never");
                from("seda:work").routeId("work").process(job);
            }
        });
        Exchange there = job.awaitExchange();
        worker.context().getRouteController().stopRoute("jobs", 100, TimeUnit.MILLISECONDS);

        clock.advance(Duration.ofSeconds(100));
        await().until(() -> worker.count(Counter.heartbeats) == 1);
        job.letEnd();

        await().until(() -> BlockingJob.session(there).state() == State.REPORTED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
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
