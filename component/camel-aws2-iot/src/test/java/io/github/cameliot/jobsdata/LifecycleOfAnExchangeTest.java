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
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that a route of another kind opens by {@code session=true}. */
class LifecycleOfAnExchangeTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);
    private final String open = worker.call("startNext", "&thing=pump-12&session=true");
    private final String succeed = worker.call("update", "&status=SUCCEEDED");
    private final AtomicReference<JobSession> session = new AtomicReference<>();

    @BeforeEach
    void aJob() {
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
    }

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void theEndOfTheExchangeReports() throws Exception {
        Exchange end = send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).process(LifecycleOfAnExchangeTest.this::look);
            }
        });

        assertThat(end.getException()).isNull();
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(session.get().state()).isEqualTo(State.REPORTED);
        assertThat(worker.sessions()).isEmpty();
    }

    @Test
    void aFailureOfTheRouteIsReportedAsOnFailureSays() throws Exception {
        send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open + "&onFailure=reject").throwException(new IllegalStateException("checksum"));
            }
        });

        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails().get("reason"))
                .contains("checksum");
    }

    @Test
    void aTerminalUpdateInTheRouteIsTheReportAndAnotherJobMayFollow() throws Exception {
        emulator.createJob("ota-8", "{}", "pump-12");

        Exchange end = send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).to(succeed).to(open).process(LifecycleOfAnExchangeTest.this::look);
            }
        });

        assertThat(end.getException()).isNull();
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(session.get().execution().jobId()).isEqualTo("ota-8");
        assertThat(status("ota-8")).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(2);
    }

    @Test
    void aTerminalUpdateThatIsFollowedByAFailureStands() throws Exception {
        send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).to(succeed).throwException(new IllegalStateException("too late"));
            }
        });

        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void aSecondOpenSessionIsRefusedAndTheFirstJobFails() throws Exception {
        emulator.createJob("ota-8", "{}", "pump-13");

        Exchange end = send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(open)
                        .removeHeader(IotJobsDataConstants.THING) // it would beat the option
                        .to(worker.call("startNext", "&thing=pump-13&session=true"));
            }
        });

        assertThat(end.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pump-13")
                .hasMessageContaining("End that session first");
        assertThat(emulator.execution("pump-13", "ota-8").status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void anExchangeWithoutARouteIsRefusedBeforeItCallsTheService() throws Exception {
        worker.context().start();

        Exchange end = worker.context().createProducerTemplate().send(open, e -> {});

        assertThat(end.getException()).isInstanceOf(IllegalStateException.class).hasMessageContaining("not in a route");
        assertThat(emulator.requests().count(START_NEXT_PENDING_JOB_EXECUTION)).isZero();
    }

    @Test
    void nothingPendingIsNoSessionAndTheEndReportsNothing() throws Exception {
        emulator.deleteJob("ota-7", true);

        Exchange end = send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).process(LifecycleOfAnExchangeTest.this::look);
            }
        });

        assertThat(end.getException()).isNull();
        assertThat(session.get()).isNull();
        assertThat(end.getMessage().getBody()).isNull();
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isZero();
    }

    @Test
    void aCopyThatUpdatesAfterTheEndIsRefused() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Exception> copy = new CompletableFuture<>();
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).wireTap("direct:copy");
                from("direct:copy")
                        .process(e -> ended.await())
                        .doTry()
                        .to(succeed)
                        .process(e -> copy.complete(null))
                        .doCatch(Exception.class)
                        .process(e -> copy.complete(e.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)))
                        .end();
            }
        });
        worker.context().createProducerTemplate().send("direct:in", e -> {});
        long version = emulator.execution("pump-12", "ota-7").versionNumber();

        ended.countDown();

        assertThat(copy.get(10, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("A job is reported once");
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(version);
    }

    @Test
    void anExchangeThatGoesOnBySedaReportsAtItsEndAndNotBefore() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).to("seda:work?waitForTaskToComplete=Never");
                from("seda:work").process(LifecycleOfAnExchangeTest.this::look).process(e -> mayEnd.await());
            }
        });
        worker.context().createProducerTemplate().send("direct:in", e -> {});
        await().until(() -> session.get() != null);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);

        clock.advance(Duration.ofSeconds(100));
        await().until(() -> worker.count(Counter.heartbeats) == 1);
        mayEnd.countDown();

        await().until(() -> status("ota-7") == ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aHandOverEndsTheSessionWithoutAReport() throws Exception {
        send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).process(e -> {
                    look(e);
                    session.get().handOver(Duration.ofSeconds(600), null);
                });
            }
        });

        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(session.get().state()).isEqualTo(State.HANDED);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(worker.sessions()).isEmpty();
    }

    @Test
    void aRouteThatRemovedAllHeadersStillUpdatesItsJob() throws Exception {
        Exchange end = send(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(open).removeHeaders("*").to(succeed);
            }
        });

        assertThat(end.getException()).isNull();
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void theJobOfAnExchangeThatIsStillRunningWhenTheContextStopsIsReleased() throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        worker.context().getShutdownStrategy().setTimeout(1);
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(open)
                        .process(LifecycleOfAnExchangeTest.this::look)
                        .process(e -> mayEnd.await());
            }
        });
        Future<Exchange> sent = worker.context().createProducerTemplate().asyncSend("direct:in", e -> {});
        await().until(() -> session.get() != null);
        session.get().onEnd(mayEnd::countDown);

        worker.close();

        await().until(sent::isDone);
        assertThat(session.get().state()).isEqualTo(State.RELEASED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.IN_PROGRESS);
        await().until(() -> worker.component().clients().open() == 0);
    }

    private Exchange send(RouteBuilder routes) throws Exception {
        worker.with(routes);
        return worker.context().createProducerTemplate().send("direct:in", e -> {});
    }

    private void look(Exchange exchange) {
        session.set(exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class));
    }

    private ExecutionStatus status(String jobId) {
        return emulator.execution("pump-12", jobId).status();
    }
}
