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
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

class Case09To11HeartbeatsTest {

    private static final Duration BEAT = Duration.ofSeconds(5);

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

    /** Two minutes are the shortest step timeout that leaves room for the shortest lease. */
    @Test
    void case09HeartbeatsKeepAJobAlivePastItsStepTimeoutAndEndWithTheReport() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "&lease=15s&stepTimeout=2m", this::job);
        running.take();

        beat(30);

        assertThat(status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        mayEnd.countDown();
        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
        long updates = emulator.requests().count(Operation.UPDATE_JOB_EXECUTION);
        clock.advance(BEAT);
        long polls = emulator.requests().total();
        await().until(() -> emulator.requests().total() > polls + 10);
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(updates);
        assertThat(worker.count(Counter.adopted)).as("conflicts with ourselves").isZero();
    }

    @Test
    void case09HeartbeatsAndUpdatesOfTheRouteDoNotConflict() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.with(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf("pump-12", "&lease=15s"))
                        .loop(60)
                        .process(e -> clock.advance(Duration.ofSeconds(4)))
                        .to(worker.call("update", "&status=IN_PROGRESS&statusDetails.step=flash"));
            }
        });

        await().until(() -> status() == ExecutionStatus.SUCCEEDED);

        assertThat(worker.count(Counter.adopted)).isZero();
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber())
                .isEqualTo(63 + worker.count(Counter.heartbeats));
    }

    @Test
    void case10TheRouteKnowsInTimeWhatHeartbeatsCannotSave() throws Exception {
        emulator.createJob(JobSpec.of("ota-7").things("pump-12").inProgressTimeout(Duration.ofMinutes(1)));
        worker.run("pump-12", "&lease=15s", this::job);
        Exchange exchange = running.take();
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);

        beat(10);

        assertThat(exchange.getMessage().getHeader(IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT))
                .isEqualTo(60L);
        assertThat(session.remaining()).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(11));
        await().until(session::isLost);
        assertThat(status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    @Test
    void case11AConsoleThatReplacesTheDetailsIsAnsweredByTheMarkOnce() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "&lease=15s", this::job);
        running.take();
        update(Map.of("note", "by hand"));
        emulator.requests().clear();

        clock.advance(BEAT);

        await().until(() -> worker.count(Counter.asserted) == 1);
        await().until(() -> worker.count(Counter.heartbeats) == 1);
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(2);
        assertThat(emulator.execution("pump-12", "ota-7").statusDetails()).containsKeys("note", "claimedBy");
        mayEnd.countDown();
        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
    }

    @Test
    void case11AnotherClaimInTheDetailsIsALossWithoutAnotherAttempt() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "&lease=15s", this::job);
        JobSession session = running.take().getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        update(Map.of("claimedBy", "v1 worker=other run=r claim=f00d attempt=2 lease=300 state=run"));
        emulator.requests().clear();

        clock.advance(BEAT);

        await().until(session::isLost);
        mayEnd.countDown();
        await().until(() -> worker.sessions().isEmpty());
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    private void job(Exchange exchange) throws InterruptedException {
        running.add(exchange);
        mayEnd.await();
    }

    private void beat(int times) {
        for (int i = 0; i < times; i++) {
            long before = worker.count(Counter.heartbeats);
            clock.advance(BEAT);
            worker.tick();
            await().until(() -> worker.count(Counter.heartbeats) > before);
        }
    }

    private void update(Map<String, String> details) {
        try (IotJobsDataPlaneClient console = CaseService.client(emulator)) {
            console.updateJobExecution(r ->
                    r.thingName("pump-12").jobId("ota-7").status("IN_PROGRESS").statusDetails(details));
        }
    }

    private ExecutionStatus status() {
        return emulator.execution("pump-12", "ota-7").status();
    }
}
