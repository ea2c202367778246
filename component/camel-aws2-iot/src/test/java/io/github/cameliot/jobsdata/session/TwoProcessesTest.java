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

import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwoProcessesTest {

    private final ManualClock clock = new ManualClock();
    private final JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
    private final List<TestWorker> workers = new ArrayList<>();

    @BeforeEach
    void aJob() {
        emulator.createJob("ota-7", "{}", "pump-12");
    }

    @AfterEach
    void close() {
        workers.forEach(TestWorker::close);
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource(value = Resume.class, names = "never", mode = EnumSource.Mode.EXCLUDE)
    void whileTheFirstProcessLivesTheSecondOfOneWorkerIdTakesOverByPolicyAndTheFirstIsLost(Resume resume) {
        TestWorker first = process("edge-3", "run-1", resume, Duration.ofMinutes(5));
        TestWorker second = process("edge-3", "run-2", resume, Duration.ofMinutes(5));
        JobSession before = first.claim("pump-12");

        ClaimResult claim = second.next("pump-12");

        if (resume == Resume.expired) {
            assertThat(claim).isInstanceOf(ClaimResult.Blocked.class);
            return;
        }
        JobSession after = second.open(claim);
        assertThatThrownBy(() -> before.update(ExecutionStatus.IN_PROGRESS, null, null))
                .isInstanceOf(JobLostException.class);
        assertThat(before.loss()).contains(Loss.taken);
        after.finish(Outcome.SUCCEEDED);
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(4);
    }

    @Test
    void twoLivingProcessesOfOneIdWithResumeOwnDoNotTakeItFromEachOtherForEver() {
        TestWorker first = process("edge-3", "run-1", Resume.own, Duration.ofMinutes(5));
        TestWorker second = process("edge-3", "run-2", Resume.own, Duration.ofMinutes(5));

        for (int i = 0; i < 4; i++) {
            first.next("pump-12");
            second.next("pump-12");
        }

        assertThat(emulator.execution("pump-12", "ota-7").status().name()).isEqualTo("FAILED");
    }

    @Test
    void theShorterLeaseOfTheOtherIsRespectedByItsOwnWorkerFirst() {
        TestWorker brief = process("brief", "run-1", Resume.expired, Duration.ofSeconds(30));
        TestWorker patient = process("patient", "run-2", Resume.expired, Duration.ofMinutes(10));
        JobSession session = brief.claim("pump-12");

        for (int second = 1; second < 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            boolean wasLost = session.isLost();
            if (patient.next("pump-12") instanceof ClaimResult.Job) {
                assertThat(wasLost).as("lost before it was taken").isTrue();
                assertThat(second).isEqualTo(33);
                return;
            }
        }
        throw new AssertionError("never taken over");
    }

    @Test
    void theLongerLeaseOfTheOtherIsWaitedFor() {
        TestWorker patient = process("patient", "run-1", Resume.expired, Duration.ofMinutes(10));
        TestWorker brief = process("brief", "run-2", Resume.expired, Duration.ofSeconds(15));
        patient.claim("pump-12");
        clock.advance(Duration.ofSeconds(602));

        assertThat(brief.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);

        clock.advance(Duration.ofSeconds(1));
        assertThat(brief.claim("pump-12").attempt()).isEqualTo(2);
    }

    @Test
    void ofTwoTakeOversAtOnceOneWins() {
        TestWorker dead = process("dead", "run-0", Resume.expired, Duration.ofMinutes(5));
        TestWorker first = process("one", "run-1", Resume.expired, Duration.ofMinutes(5));
        TestWorker second = process("two", "run-2", Resume.expired, Duration.ofMinutes(5));
        dead.claim("pump-12");
        clock.advance(TestWorker.LEASE.plus(Lease.MARGIN));
        List<ClaimResult> claims = new ArrayList<>();
        // The first has seen that it may take over; before it gets the response, the second takes over.
        first.beforeNextResponse(() -> claims.add(second.next("pump-12")));

        claims.add(first.next("pump-12"));

        assertThat(claims).hasSize(2);
        assertThat(claims.get(0)).isInstanceOf(ClaimResult.Job.class);
        assertThat(claims.get(1)).isInstanceOf(ClaimResult.Blocked.class);
        assertThat(first.count(Counter.takeOverLost)).isEqualTo(1);
    }

    @Test
    void twoPollsInOneProcessDoNotBothAdoptAClaimWithoutAResponse() {
        TestWorker worker = process("one", "run-1", Resume.expired, Duration.ofMinutes(5));
        emulator.faults()
                .add(Fault.resetAfterEffect()
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .first(1));
        assertThat(catchThrowable(() -> worker.next("pump-12"))).isInstanceOf(JobsCallException.class);
        List<ClaimResult> claims = new ArrayList<>();
        // Two consumers of one context, or two exchanges of a producer: the second polls while the first has found that
        // the claim is its own, and waits for the document.
        worker.beforeNextResponse(() -> worker.beforeNextResponse(() -> claims.add(worker.next("pump-12"))));

        claims.add(worker.next("pump-12"));

        assertThat(claims).hasAtLeastOneElementOfType(ClaimResult.Job.class);
        assertThat(claims.stream().filter(ClaimResult.Job.class::isInstance)).hasSize(1);
    }

    @Test
    void twoPollsThatSendAClaimWithoutAResponseAgainDoNotBothGetTheJob() {
        TestWorker worker = process("one", "run-1", Resume.expired, Duration.ofMinutes(5));
        emulator.faults()
                .add(Fault.resetBeforeEffect()
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .first(1));
        assertThat(catchThrowable(() -> worker.next("pump-12"))).isInstanceOf(JobsCallException.class);
        List<ClaimResult> claims = new ArrayList<>();
        worker.beforeNextResponse(() -> worker.beforeNextResponse(() -> {
            claims.add(worker.next("pump-12"));
            worker.sessions.all().forEach(session -> session.finish(Outcome.SUCCEEDED));
        }));

        claims.add(worker.next("pump-12"));

        assertThat(claims.stream().filter(ClaimResult.Job.class::isInstance)).hasSize(1);
    }

    @Test
    void anotherPollDoesNotForgetAClaimWithoutAResponse() {
        TestWorker worker = process("one", "run-1", Resume.expired, Duration.ofMinutes(5));
        emulator.createThing("idle");
        emulator.faults()
                .add(Fault.resetAfterEffect()
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .first(1));
        assertThat(catchThrowable(() -> worker.next("pump-12"))).isInstanceOf(JobsCallException.class);

        worker.next("idle");

        assertThat(worker.claim("pump-12").isResumed()).isFalse();
    }

    @Test
    void aClaimWithoutAResponseThatIsSentAgainLateIsRenewedBeforeItIsOver() {
        TestWorker worker = process("one", "run-1", Resume.expired, Duration.ofSeconds(30));
        emulator.faults()
                .add(Fault.resetBeforeEffect()
                        .on(START_NEXT_PENDING_JOB_EXECUTION)
                        .first(1));
        assertThat(catchThrowable(() -> worker.next("pump-12"))).isInstanceOf(JobsCallException.class);
        clock.advance(Duration.ofSeconds(24));

        JobSession session = worker.claim("pump-12");
        worker.tick();
        clock.advance(Duration.ofSeconds(20));

        assertThat(session.isLost()).isFalse();
    }

    private TestWorker process(String workerId, String processId, Resume resume, Duration lease) {
        TestWorker worker = TestWorker.of(
                new Worker(workerId, true, processId, lease, resume, 3), TestWorker.options(), emulator, clock);
        workers.add(worker);
        return worker;
    }
}
