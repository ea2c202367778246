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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.client.JobsCallException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two routes of one process share a thing, each for jobs of its own. */
class TwoFiltersTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final TestWorker worker = TestWorker.named("one", emulator, clock);
    private final TestWorker.Filtered ota = worker.only(e -> e.jobId().startsWith("ota"));
    private final TestWorker.Filtered config = worker.only(e -> e.jobId().startsWith("config"));

    @BeforeEach
    void aClaimWhoseResponseIsLost() {
        emulator.createJob("ota-7", "{}", "pump-12");
        emulator.faults()
                .add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION).first(1));
        assertThatThrownBy(() -> ota.next("pump-12")).isInstanceOf(JobsCallException.class);
    }

    @AfterEach
    void close() {
        worker.close();
        emulator.close();
    }

    @Test
    void aClaimWithoutAResponseOutlivesAPollOfTheOtherThatFindsNothing() {
        assertThat(config.next("pump-12")).isInstanceOf(ClaimResult.Nothing.class);

        assertThat(ota.claim("pump-12").attempt()).isEqualTo(1);
    }

    @Test
    void aClaimWithoutAResponseOutlivesAClaimOfTheOther() {
        emulator.createJob("config-1", "{}", "pump-12");

        assertThat(config.claim("pump-12").attempt()).isEqualTo(1);

        assertThat(ota.claim("pump-12").attempt()).isEqualTo(1);
    }

    @Test
    void bothClaimsWithoutAResponseAreFound() {
        emulator.createJob("config-1", "{}", "pump-12");
        emulator.faults()
                .add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION).first(1));
        assertThatThrownBy(() -> config.next("pump-12")).isInstanceOf(JobsCallException.class);

        assertThat(ota.claim("pump-12").attempt()).isEqualTo(1);
        assertThat(config.claim("pump-12").attempt()).isEqualTo(1);
    }
}
