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
package io.github.cameliot.jobsdata.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.MemoryOutcomes;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two threads that end one session: the route and its exchange, an operator or a stop and what is due. */
class SimultaneousEndsTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final MemoryOutcomes outcomes = new MemoryOutcomes();
    private final TestWorker worker =
            TestWorker.keeping(outcomes, TestWorker.worker("one", Resume.expired, TestWorker.LEASE), emulator, clock);

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void anExchangeThatEndsWhileAReportOfItsRouteIsRefusedIsReported() throws Exception {
        JobSession session = claimed();
        Thread exchange = new Thread(() -> session.finish(Outcome.failed("timeout")));

        refuseReportWhile(session, exchange);

        exchange.join(SECONDS.toMillis(10));
        assertThat(execution().status().name()).isEqualTo("FAILED");
        assertThat(worker.sessions.all()).isEmpty();
    }

    @Test
    void aStopWhileAReportOfTheRouteIsRefusedReleasesTheJob() throws Exception {
        JobSession session = claimed();
        Thread stopping = new Thread(() -> session.stop("the worker stops"));

        refuseReportWhile(session, stopping);

        stopping.join(SECONDS.toMillis(10));
        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(execution().statusDetails().get("claimedBy")).contains("state=released");
    }

    /** The route reports, its report is refused, and meanwhile that thread ends the session. */
    private void refuseReportWhile(JobSession session, Thread ends) {
        emulator.faults()
                .add(Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION).first(1));
        worker.beforeNextCall(() -> {
            ends.start();
            await().until(() -> ends.getState() == Thread.State.WAITING || ends.getState() == Thread.State.TERMINATED);
        });
        assertThatThrownBy(() -> session.update(ExecutionStatus.SUCCEEDED, null, null))
                .isInstanceOf(JobsCallException.class);
    }

    @Test
    void anOutcomeIsKeptBeforeItIsSentWhoeverSendsIt() {
        JobSession session = claimed();
        List<Integer> keptAtFirstCall = new ArrayList<>();
        worker.beforeNextCall(() -> keptAtFirstCall.add(outcomes.rows().size()));
        // The round of heartbeats comes between the end of the session and its first report.
        session.onLost(loss -> CompletableFuture.runAsync(worker::tick).join(), Runnable::run);

        session.endByOperator(Outcome.failed("by hand"));

        assertThat(keptAtFirstCall).containsExactly(1);
    }

    @Test
    void aListenerThatGetsNoThreadKeepsNoOtherFromBeingTold() {
        JobSession session = claimed();
        session.onLost(loss -> {}, task -> {
            throw new InternalError("no thread: thrown by a test"); // an OutOfMemoryError would end JUnit
        });
        List<Loss> told = new ArrayList<>();
        session.onLost(told::add, Runnable::run);

        emulator.cancelExecution("pump-12", "ota-7", true);
        session.finish(Outcome.SUCCEEDED);

        assertThat(told).containsExactly(Loss.ended);
        assertThat(worker.sessions.all()).isEmpty();
    }

    @Test
    void aRouteThatStillRunsWhenItsWorkerStopsIsToldThatTheJobIsNoLongerItsOwn() {
        JobSession session = claimed();
        List<Loss> told = new ArrayList<>();
        session.onLost(told::add, Runnable::run);

        session.stop("the worker stops");

        assertThat(session.state()).isEqualTo(State.RELEASED);
        assertThat(session.isLost()).isTrue();
        assertThat(told).containsExactly(Loss.stopped);
    }

    private JobSession claimed() {
        emulator.createJob("ota-7", "{}", "pump-12");
        return worker.claim("pump-12");
    }

    private Execution execution() {
        return emulator.execution("pump-12", "ota-7");
    }
}
