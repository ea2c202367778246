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
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a route is told when its job is lost or runs longer than maxRunTime. */
class LostJobInARouteTest {

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
    void theThreadOfALostJobIsInterruptedInTheRouteAndThatOfTheNextJobIsNot() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        AtomicInteger interrupted = new AtomicInteger();
        worker.run("pump-12", "&interruptOnLost=true", e -> {
            if (job.runs() == 0) {
                try {
                    job.process(e);
                } catch (InterruptedException lost) {
                    interrupted.incrementAndGet();
                    throw lost;
                }
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        job.awaitExchange();
        emulator.createJob("ota-8", "{}", "pump-12");

        emulator.cancelJob("ota-7", true);
        clock.advance(Duration.ofSeconds(100));

        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
        assertThat(interrupted).hasValue(1);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.CANCELED);
    }

    @Test
    void aJobInAHungRouteIsFailedAfterMaxRunTimeAndItsThingGetsNoOtherUntilTheExchangeEnds() throws Exception {
        emulator.createJob("ota-7", "{}", "pump-12");
        JobSession session = worker.start("pump-12", "&maxRunTime=10m", job);
        emulator.createJob("ota-8", "{}", "pump-12");
        for (int i = 0; i < 6; i++) {
            clock.advance(Duration.ofSeconds(100));
            worker.tick();
        }

        await().until(session::isLost);
        assertThat(session.loss()).contains(Loss.overrun);
        await().until(() -> status("ota-7") == ExecutionStatus.FAILED);
        assertThat(status("ota-8")).isEqualTo(ExecutionStatus.QUEUED);
        job.letEnd();
        await().until(() -> status("ota-8") == ExecutionStatus.SUCCEEDED);
        assertThat(status("ota-7")).isEqualTo(ExecutionStatus.FAILED);
    }

    private ExecutionStatus status(String jobId) {
        return emulator.execution("pump-12", jobId).status();
    }
}
