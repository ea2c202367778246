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

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.counters.Counter;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManySessionsTest {

    /** As many as the service takes writes in 50 s: 10,000 at its default of 200 a second (component/CONTRACT.md, Limits). */
    private static final int SESSIONS = 1_000;

    private static final int WRITES_A_SECOND = SESSIONS / 50;

    /** Before the first of those that were renewed first would be lost. */
    private static final long SECONDS = TestWorker.LEASE.toSeconds();

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final TestWorker worker = TestWorker.named("one", emulator, clock);

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void heartbeatsOfManyJobsGetThroughAServiceThatThrottles() {
        claimAll();
        // All are due in the same second, which is the worst that a fleet can do.
        emulator.faults().add(Fault.throttleAbove(WRITES_A_SECOND).on(UPDATE_JOB_EXECUTION));
        clock.advance(TestWorker.LEASE.dividedBy(3));

        int twice = 2 * SESSIONS;
        for (int second = 0; second < SECONDS && worker.count(Counter.heartbeats) < twice; second++) {
            worker.tick();
            clock.advance(SECOND);
        }

        assertThat(worker.sessions.all()).hasSize(SESSIONS).noneMatch(JobSession::isLost);
        assertThat(worker.count(Counter.heartbeats)).isGreaterThanOrEqualTo(twice);
        assertThat(worker.count(Counter.heartbeatFailures)).isPositive();
    }

    private void claimAll() {
        String[] things =
                IntStream.range(0, SESSIONS).mapToObj(i -> "pump-" + i).toArray(String[]::new);
        emulator.createJob("ota-7", "{}", things);
        for (String thing : things) {
            worker.open(worker.next(thing, true));
        }
    }
}
