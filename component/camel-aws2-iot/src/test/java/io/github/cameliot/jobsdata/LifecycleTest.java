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
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CaseWorker worker = new CaseWorker(emulator, clock);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final BlockingQueue<Exchange> running = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        mayEnd.countDown();
        worker.close();
        emulator.close();
    }

    @Test
    void aSuspendedRouteClaimsNothingAndAResumedOneGoesOn() throws Exception {
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
    void aStopWaitsForTheJobThatRunsAndItIsReported() throws Exception {
        aJobThatRuns("");

        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::close);
        await().until(() -> worker.context().isStopping());
        mayEnd.countDown();
        stop.get(10, TimeUnit.SECONDS);

        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
        thenNothingIsLeft();
    }

    @Test
    void aJobThatDoesNotEndInTimeIsReleasedInOneUpdateAndNeverReported() throws Exception {
        JobSession session = aJobThatRuns("");
        worker.context().getShutdownStrategy().setTimeout(1);
        emulator.requests().clear();

        worker.close();

        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(mark()).contains("state=released", "attempt=1");
        mayEnd.countDown();
        thenNothingIsLeft();
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        try (CaseWorker another = new CaseWorker(emulator, clock)) {
            another.run("pump-12", "&workerId=another", e -> {});
            await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void aStepThatFailsBecauseTheContextIsStoppedByForceDoesNotFailTheJob() throws Exception {
        worker.context().getShutdownStrategy().setTimeout(1);
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "", e -> {
            running.add(e);
            while (!worker.context().getShutdownStrategy().isForceShutdown()) {
                Thread.onSpinWait(); // the failure must come before the job is released for the end of the context
            }
            throw new IllegalStateException("the connection was closed under its hands");
        });
        JobSession session = session(running.take());

        worker.close();

        thenNothingIsLeft();
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(mark()).contains("state=released");
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
                        .process(e -> {
                            running.add(e);
                            mayEnd.await();
                        })
                        .process(e -> steps.incrementAndGet())
                        .process(e -> steps.incrementAndGet());
            }
        });
        JobSession session = session(running.take());

        worker.close();
        mayEnd.countDown();

        thenNothingIsLeft();
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(mark()).contains("state=released");
    }

    @Test
    void aJobInARouteThatIsStoppedByForceKeepsItsClaimToItsEndAndIsReleasedNotFailed() throws Exception {
        JobSession session = aJobThatRuns("");

        worker.context().getRouteController().stopRoute("jobs", 100, TimeUnit.MILLISECONDS);
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(100));
            worker.tick();
        }
        assertThat(session.isLost())
                .as("%s %s", session.state(), session.loss())
                .isFalse();
        assertThat(worker.count(Counter.heartbeats)).isPositive();
        mayEnd.countDown();

        await().until(() -> session.state().isFinal());
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(mark()).contains("state=released");
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

        await().until(() -> mark().contains("state=released"));
        assertThat(mark()).contains("attempt=0");
        assertThat(runs).hasValue(0);
    }

    @Test
    void aReportThatIsNotAcceptedUntilTheEndLeavesNothingBehind() throws Exception {
        aJobThatRuns("");
        worker.context().getShutdownStrategy().setTimeout(1);
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION));
        mayEnd.countDown();
        await().until(() -> worker.count(Counter.reportRetries) > 0);

        worker.close();

        thenNothingIsLeft();
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(worker.count(Counter.stoppedUnreported)).isEqualTo(1);
    }

    @Test
    void aReportThatIsOnItsWayAtStopIsWaitedFor() throws Exception {
        aJobThatRuns("");
        emulator.faults().add(Fault.unavailable().on(UPDATE_JOB_EXECUTION).first(2));
        mayEnd.countDown();
        await().until(() -> worker.count(Counter.reportRetries) > 0);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(worker::close);
        await().until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return status("ota-7") == ExecutionStatus.SUCCEEDED;
        });
        stop.get(10, TimeUnit.SECONDS);

        thenNothingIsLeft();
    }

    @Test
    void aJobThatWentOnInAnotherRouteKeepsItsClaimAndIsReportedThere() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf("pump-12", "")).routeId("jobs").to("seda:work?waitForTaskToComplete=Never");
                from("seda:work").routeId("work").process(e -> {
                    running.add(e);
                    mayEnd.await();
                });
            }
        });
        Exchange there = running.take();
        worker.context().getRouteController().stopRoute("jobs", 100, TimeUnit.MILLISECONDS);

        clock.advance(Duration.ofSeconds(100));
        await().until(() -> worker.count(Counter.heartbeats) == 1);
        mayEnd.countDown();

        await().until(() -> session(there).state() == State.REPORTED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aLostJobsThreadIsInterruptedInsideTheRouteAndItsNextJobIsNot() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        AtomicInteger interrupted = new AtomicInteger();
        worker.run("pump-12", "&interruptOnLost=true", e -> {
            running.add(e);
            if (running.size() == 1) {
                try {
                    mayEnd.await();
                } catch (InterruptedException lost) {
                    interrupted.incrementAndGet();
                    throw lost;
                }
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        await().until(() -> running.size() == 1);
        emulator.createJob("ota-8", "{}", "pump-12");

        emulator.cancelJob("ota-7", true);
        clock.advance(Duration.ofSeconds(100));

        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
        assertThat(interrupted).hasValue(1);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.CANCELED);
    }

    @Test
    void aHungRouteIsFailedAfterMaxRunTimeAndItsThingWaitsForTheExchange() throws Exception {
        JobSession session = aJobThatRuns("&maxRunTime=10m");
        emulator.createJob("ota-8", "{}", "pump-12");
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(100));
            worker.tick();
        }

        await().until(session::isLost);
        assertThat(session.loss()).contains(Loss.overrun);
        await().until(() -> status("ota-7") == ExecutionStatus.FAILED);
        assertThat(status("ota-8")).isEqualTo(ExecutionStatus.QUEUED);
        mayEnd.countDown();
        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void pooledExchangesRunEachJobAsItself() throws Exception {
        worker.context().getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        for (int i = 0; i < 30; i++) {
            emulator.createJob("job-" + i, "{\"n\":" + i + "}", "pump-" + i % 3);
        }
        AtomicInteger mixed = new AtomicInteger();
        worker.run("pump-0,pump-1,pump-2", "&maxInFlight=3", e -> {
            String own = "{\"n\":"
                    + e.getMessage()
                            .getHeader(IotJobsDataConstants.JOB_ID, String.class)
                            .substring(4) + "}";
            if (!own.equals(e.getMessage().getBody(String.class))) {
                mixed.incrementAndGet();
            }
        });

        for (int i = 0; i < 30; i++) {
            String jobId = "job-" + i;
            String thing = "pump-" + i % 3;
            await().until(() -> emulator.execution(thing, jobId).status() == ExecutionStatus.SUCCEEDED);
        }
        assertThat(mixed).hasValue(0);
        assertThat(emulator.executions("pump-0"))
                .allSatisfy(e -> assertThat(e.versionNumber()).isEqualTo(3));
        worker.close();
        thenNothingIsLeft();
    }

    private JobSession aJobThatRuns(String options) throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", options, e -> {
            running.add(e);
            mayEnd.await();
        });
        return session(running.take());
    }

    private static JobSession session(Exchange exchange) {
        return exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
    }

    /** After a stop of the context: no thread, no client, no session, no exchange. */
    private void thenNothingIsLeft() {
        String name = worker.context().getName();
        await().untilAsserted(() -> {
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(t -> t.getName().contains("(" + name + ")") && t.isAlive())
                    .isEmpty();
            assertThat(worker.sessions()).isEmpty();
            assertThat(worker.context().getInflightRepository().size()).isZero();
            assertThat(worker.component().clients().open()).isZero();
        });
    }

    private ExecutionStatus status(String jobId) {
        return emulator.execution("pump-12", jobId).status();
    }

    private String mark() {
        return emulator.execution("pump-12", "ota-7").statusDetails().getOrDefault("claimedBy", "");
    }
}
