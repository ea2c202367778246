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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job that another system reports: {@code update?handOver=...}, and what comes of it. */
class HandOverTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final CamelWorker worker = new CamelWorker(emulator, clock);
    private final String handOver = worker.call("update", "&handOver=30m");
    private final List<Exchange> ended = new ArrayList<>();
    private boolean rarely;

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
    void theJobIsLeftToTheOtherSystemByOneWriteThatShowsWhatTheRouteSaysOfIt() throws Exception {
        work("", route -> route.setHeader(
                        IotJobsDataConstants.UPDATE_STATUS_DETAILS, () -> Map.of("topic", "jobs", "offset", 42))
                .to(handOver));

        await().until(() -> worker.count(Counter.handed) == 1);
        Execution execution = emulator.execution("pump-12", "ota-7");
        ClaimMarker marker = ClaimMarker.in(execution.statusDetails()).orElseThrow();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(execution.statusDetails()).containsEntry("topic", "jobs").containsEntry("offset", "42");
        assertThat(marker.state()).isEqualTo(ClaimMarker.State.handed);
        assertThat(marker.until())
                .as("counted on the service's clock, which is not this machine's")
                .isEqualTo(clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofMinutes(30)));
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
        await().until(() -> worker.sessions().isEmpty());
    }

    @Test
    void whenTheDeadlinePassesTheNextClaimKnowsWhy() throws Exception {
        List<Boolean> expired = new ArrayList<>();
        work("", route -> route.process(e -> expired.add(session(e).isHandOverExpired()))
                .choice()
                .when(e -> session(e).isHandOverExpired())
                .setHeader(IotJobsDataConstants.OUTCOME, () -> "FAILED")
                .setHeader(IotJobsDataConstants.OUTCOME_REASON, () -> "no result in 30 minutes")
                .otherwise()
                .to(handOver));
        await().until(() -> worker.count(Counter.handed) == 1);

        clock.advance(Duration.ofMinutes(30).plusSeconds(4));

        await().until(() -> status() == ExecutionStatus.FAILED);
        assertThat(expired).containsExactly(false, true);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails())
                .containsEntry("reason", "no result in 30 minutes");
    }

    @Test
    void aJobTakenFromACrashedWorkerWasNotHandedOver() throws Exception {
        emulator.createJob("hung", "{}", "pump-13");
        try (CamelWorker crashed = new CamelWorker(emulator, clock)) {
            CountDownLatch never = new CountDownLatch(1);
            crashed.component().useClock(() -> 0L);
            crashed.run("pump-13", "&lease=15s", e -> never.await());
            await().until(() -> emulator.execution("pump-13", "hung").status() == ExecutionStatus.IN_PROGRESS);
            List<Boolean> expired = new ArrayList<>();
            clock.advance(Duration.ofSeconds(19));

            worker.run("pump-13", "", e -> expired.add(session(e).isHandOverExpired()));

            await().until(() -> emulator.execution("pump-13", "hung").status() == ExecutionStatus.SUCCEEDED);
            assertThat(expired).containsExactly(false);
            never.countDown();
        }
    }

    @Test
    void aResultThatBeatsTheHandOverIsFineAndInterruptsNothing() throws Exception {
        String result = worker.call("update", "&thing=pump-12&jobId=ota-7&executionNumber=1&status=SUCCEEDED");
        work("&interruptOnLost=true", route -> route.process(e -> asAnotherProcess(result))
                .to(handOver));

        await().until(() -> !ended.isEmpty());
        assertThat(ended.get(0).getException()).isNull();
        assertThat(status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.count(Counter.ended)).as("nothing was lost").isZero();
        assertThat(worker.count(Counter.handed)).isEqualTo(1);
    }

    @Test
    void aResultThatBeatsTheHandOverInTheSameProcessIsFine() throws Exception {
        String result = worker.call("update", "&thing=pump-12&jobId=ota-7&executionNumber=1&status=FAILED");
        work("", route -> route.process(
                        e -> e.getContext().createProducerTemplate().sendBody(result, null))
                .to(handOver));

        await().until(() -> !ended.isEmpty());
        assertThat(ended.get(0).getException()).isNull();
        assertThat(status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void aResultThatComesWhileTheHandOverIsWrittenIsReportedAfterIt() throws Exception {
        String result = worker.call("update", "&thing=pump-12&jobId=ota-7&executionNumber=1&status=SUCCEEDED");
        emulator.faults()
                .add(Fault.latency(Duration.ofMillis(500))
                        .on(UPDATE_JOB_EXECUTION)
                        .first(1));
        work("", route -> route.to(handOver));
        await().until(() -> emulator.requests().count(UPDATE_JOB_EXECUTION) == 1);
        assertThat(worker.sessions()).as("the hand-over has no response yet").hasSize(1);

        worker.context().createProducerTemplate().sendBody(result, null);

        assertThat(status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(2);
        assertThat(worker.count(Counter.handed)).isEqualTo(1);
    }

    @Test
    void theThingIsAskedAtOnceWhenTheResultComesThroughThisProcess() throws Exception {
        String result = worker.call("update", "&thing=pump-12&jobId=ota-7&executionNumber=1&status=SUCCEEDED");
        rarely = true;
        work("", route -> route.to(handOver));
        assertThat(worker.context().getRoute("jobs").getConsumer())
                .isInstanceOfSatisfying(IotJobsDataConsumer.class, c -> c.pollNow("pump-12"));
        await().until(() -> worker.count(Counter.handed) == 1);
        emulator.createJob("ota-8", "{}", "pump-12");

        worker.context().createProducerTemplate().sendBody(result, null);

        await().until(() -> worker.count(Counter.handed) == 2);
        assertThat(emulator.execution("pump-12", "ota-8").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void withAStepTimerTheServiceDoesNotTimeOutWhatIsHandedOver() throws Exception {
        work("&lease=15s&stepTimeout=2m", route -> route.process(e -> {
                    clock.advance(Duration.ofSeconds(6));
                    worker.tick();
                })
                .to(handOver));
        await().until(() -> worker.count(Counter.handed) == 1);
        assertThat(worker.count(Counter.heartbeats)).as("the step timer runs").isEqualTo(1);

        clock.advance(Duration.ofMinutes(29));
        emulator.requests().clear();
        await().until(() -> emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION) > 1);

        assertThat(status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void withoutASessionItIsRefusedAndNothingIsSent() {
        worker.context().start();
        Exchange exchange = new DefaultExchange(worker.context());
        exchange.getMessage().setHeader(IotJobsDataConstants.THING, "pump-12");
        exchange.getMessage().setHeader(IotJobsDataConstants.JOB_ID, "ota-7");

        worker.context().createProducerTemplate().send(handOver, exchange);

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("hand over job ota-7 on thing pump-12", "no session", "session=true");
        assertThat(emulator.requests().total()).isZero();
    }

    @Test
    void withoutASessionAndWithoutHeadersItSaysWhatClaimsAJob() {
        worker.context().start();

        Exchange exchange = worker.context().createProducerTemplate().send(handOver, e -> {});

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot hand over a job: this exchange has no session of it")
                .hasMessageContainingAll("headers", "session=true")
                .hasMessageNotContaining("null");
    }

    private interface Work {
        void in(org.apache.camel.model.RouteDefinition route);
    }

    private void work(String options, Work work) throws Exception {
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().modeBeforeConsumer().process(ended::add);
                String jobs = worker.jobsOf("pump-12", options);
                work.in(from(rarely ? jobs.replace("delay=20&maxDelay=50", "delay=1h&maxDelay=1h") : jobs)
                        .routeId("jobs"));
            }
        });
    }

    /** Without this process's sessions: by a component of its own. */
    private void asAnotherProcess(String result) {
        try (CamelWorker other = new CamelWorker(emulator)) {
            other.context().start();
            other.context().createProducerTemplate().sendBody(result, null);
        }
    }

    private static JobSession session(Exchange exchange) {
        return exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
    }

    private ExecutionStatus status() {
        return emulator.execution("pump-12", "ota-7").status();
    }
}
