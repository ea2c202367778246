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
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManySessionsTest {

    private static final int SESSIONS = 2_000;
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
    void heartbeatsOfTwoThousandJobsGetThroughAServiceThatThrottles() {
        claimAll();
        // All are due in the same second, and the service takes a hundred a second.
        emulator.faults().add(Fault.throttleAbove(100).on(UPDATE_JOB_EXECUTION));
        clock.advance(TestWorker.LEASE.dividedBy(3));

        for (int second = 0; second < 80; second++) {
            worker.tick();
            clock.advance(SECOND);
        }

        assertThat(worker.sessions.all()).hasSize(SESSIONS).noneMatch(JobSession::isLost);
        assertThat(worker.count(Counter.heartbeats)).isGreaterThanOrEqualTo(SESSIONS);
        assertThat(worker.count(Counter.throttled)).isPositive();
    }

    private void claimAll() {
        String[] things =
                IntStream.range(0, SESSIONS).mapToObj(i -> "pump-" + i).toArray(String[]::new);
        emulator.createJob("ota-7", "{}", things);
        for (String thing : things) {
            worker.claims.next(thing, true);
        }
    }
}
