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
package io.github.cameliot.jobsdata.claim;

import static io.github.cameliot.emulator.Operation.DESCRIBE_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.GET_PENDING_JOB_EXECUTIONS;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilteredQueueTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final TestWorker one = TestWorker.named("one", emulator, clock);
    private final TestWorker two = TestWorker.named("two", emulator, clock);
    private final TestWorker.Filtered firmware = one.only(e -> e.jobDocument().contains("firmware"));
    private final TestWorker.Filtered reboots = two.only(e -> e.jobDocument().contains("reboot"));

    @AfterEach
    void close() {
        one.close();
        two.close();
        emulator.close();
    }

    @Test
    void ourJobIsClaimedOutOfOrderAndTheForeignOneIsLeftAlone() {
        emulator.createJob("foreign", "{\"do\":\"reboot\"}", "pump-12");
        clock.advance(Duration.ofSeconds(1));
        emulator.createJob("ours", "{\"do\":\"firmware\"}", "pump-12");

        JobSession session = job(firmware);
        session.finish(Outcome.SUCCEEDED);

        assertThat(session.execution().jobId()).isEqualTo("ours");
        assertThat(session.isResumed()).isFalse();
        assertThat(emulator.execution("pump-12", "ours").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(emulator.execution("pump-12", "foreign").status()).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(emulator.execution("pump-12", "foreign").versionNumber()).isEqualTo(1);
    }

    @Test
    void workersWithComplementaryFiltersWorkOnOneThingSideBySide() {
        emulator.createJob("a", "{\"do\":\"reboot\"}", "pump-12");
        emulator.createJob("b", "{\"do\":\"firmware\"}", "pump-12");

        JobSession b = job(firmware);
        JobSession a = job(reboots);

        assertThat(a.execution().jobId()).isEqualTo("a");
        assertThat(b.execution().jobId()).isEqualTo("b");
        assertThat(firmware.next("pump-12")).as("ours runs here").isInstanceOf(ClaimResult.Blocked.class);
    }

    @Test
    void workersWithOneFilterRunAJobOnce() {
        emulator.createJob("a", "{\"do\":\"firmware\"}", "pump-12");
        TestWorker.Filtered same = two.only(e -> e.jobDocument().contains("firmware"));

        job(firmware);

        assertThat(same.next("pump-12")).isInstanceOfSatisfying(ClaimResult.Blocked.class, c -> assertThat(c.owner())
                .isEqualTo("one"));
    }

    @Test
    void whatWasSeenIsNotReadAgain() {
        emulator.createJob("a", "{\"do\":\"reboot\"}", "pump-12");
        emulator.createJob("b", "{\"do\":\"reboot\"}", "pump-12");
        firmware.next("pump-12");
        emulator.requests().clear();

        ClaimResult again = firmware.next("pump-12");

        assertThat(again).isInstanceOf(ClaimResult.Nothing.class);
        assertThat(emulator.requests().total()).isEqualTo(1);
        assertThat(emulator.requests().count(GET_PENDING_JOB_EXECUTIONS)).isEqualTo(1);
        emulator.createJob("c", "{\"do\":\"firmware\"}", "pump-12");
        job(firmware);
        assertThat(emulator.requests().count(DESCRIBE_JOB_EXECUTION)).isEqualTo(1);
        assertThat(emulator.requests().count(UPDATE_JOB_EXECUTION)).isEqualTo(1);
    }

    @Test
    void aJobCreatedAgainUnderItsIdIsJudgedByItsOwnDocument() {
        emulator.createJob("a", "{\"do\":\"reboot\"}", "pump-12");
        assertThat(firmware.next("pump-12")).isInstanceOf(ClaimResult.Nothing.class);
        emulator.deleteJob("a", true);
        clock.advance(Duration.ofSeconds(1)); // what the service counts in
        emulator.createJob("a", "{\"do\":\"firmware\"}", "pump-12");

        JobSession session = job(firmware);

        assertThat(session.execution().jobDocument()).contains("firmware");
    }

    @Test
    void aClaimWhoseAnswerWasLostIsAdoptedFresh() {
        emulator.createJob("a", "{\"do\":\"firmware\"}", "pump-12");
        emulator.faults().add(Fault.resetAfterEffect().on(UPDATE_JOB_EXECUTION).first(1));
        assertThatThrownBy(() -> firmware.next("pump-12")).isInstanceOf(JobsCallException.class);

        JobSession session = job(firmware);

        assertThat(session.isResumed()).isFalse();
        assertThat(session.execution().versionNumber()).isEqualTo(2);
    }

    @Test
    void aFilterThatFailsLeavesTheJobAloneAndTheOthersMoveOn() {
        emulator.createJob("poison", "not even JSON", "pump-12");
        clock.advance(Duration.ofSeconds(1));
        emulator.createJob("fine", "{\"do\":\"firmware\"}", "pump-12");
        TestWorker.Filtered fragile = one.only(e -> {
            if (!e.jobDocument().startsWith("{")) {
                throw new IllegalArgumentException("no JSON");
            }
            return true;
        });

        assertThat(job(fragile).execution().jobId()).isEqualTo("fine");
    }

    @Test
    void ourJobOfADeadWorkerIsTakenOverAndAForeignOneIsNot() {
        emulator.createJob("a", "{\"do\":\"firmware\"}", "pump-12");
        emulator.createJob("b", "{\"do\":\"reboot\"}", "pump-12");
        job(firmware);
        job(reboots);
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));

        JobSession again = job(two.only(e -> e.jobDocument().contains("firmware")));

        assertThat(again.execution().jobId()).isEqualTo("a");
        assertThat(again.isResumed()).isTrue();
    }

    private static JobSession job(TestWorker.Filtered claims) {
        return claims.claim("pump-12");
    }
}
