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
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Heartbeats keep a job alive past a short step timeout. None is sent after the terminal report, and none conflicts with
 * the updates of the route.
 *
 * <p>If the in-progress timeout of the job is shorter than the job, heartbeats cannot save it; the header
 * CamelAwsIotJobsSecondsBeforeTimedOut and the session tell the route in time.
 */
class HeartbeatTest {

    private static final Duration BEAT = Duration.ofSeconds(5);

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

    /** Two minutes are the shortest step timeout that leaves room for the shortest lease. */
    @Test
    void heartbeatsKeepAJobAlivePastItsStepTimeoutAndEndWithTheReport() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        worker.run("pump-12", "&lease=15s&stepTimeout=2m", job);
        job.awaitExchange();

        beat(30);

        assertThat(status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        job.letEnd();
        await().until(() -> status() == ExecutionStatus.SUCCEEDED);
        long updates = emulator.requests().count(Operation.UPDATE_JOB_EXECUTION);
        clock.advance(BEAT);
        long requests = emulator.requests().total();
        await().until(() -> emulator.requests().total() > requests + 10);
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(updates);
        assertThat(worker.count(Counter.adopted))
                .as("conflicts with own writes")
                .isZero();
    }

    @Test
    void heartbeatsAndUpdatesOfTheRouteDoNotConflict() throws Exception {
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
    void theRouteKnowsTheTimeThatIsLeftWhenHeartbeatsCannotExtendIt() throws Exception {
        emulator.createJob(JobSpec.of("ota-7").things("pump-12").inProgressTimeout(Duration.ofMinutes(1)));
        worker.run("pump-12", "&lease=15s", job);
        Exchange exchange = job.awaitExchange();
        JobSession session = BlockingJob.session(exchange);

        beat(10);

        assertThat(exchange.getMessage().getHeader(IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT))
                .isEqualTo(60L);
        assertThat(session.remaining()).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(11));
        await().until(session::isLost);
        assertThat(status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    private void beat(int times) {
        for (int i = 0; i < times; i++) {
            long before = worker.count(Counter.heartbeats);
            clock.advance(BEAT);
            worker.tick();
            await().until(() -> worker.count(Counter.heartbeats) > before);
        }
    }

    private ExecutionStatus status() {
        return emulator.execution("pump-12", "ota-7").status();
    }
}
