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
package io.github.cameliot.jobsdata.outcome;

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.TestWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker that would take a job over delivers the outcome that is kept for it, and does not run the job. */
class OutcomeAtTakeOverTest {

    private final OutcomeTestBed bed = new OutcomeTestBed();
    private final MemoryOutcomes outcomes = bed.outcomes();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aJobWhoseOutcomeIsKeptIsNotTakenOverButReported() {
        bed.dieReportingSucceeded();
        TestWorker two = bed.worker("two");
        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Blocked.class);
        bed.advance(OutcomeTestBed.TAKEABLE);

        ClaimResult claim = two.next("pump-12");

        assertThat(claim).isInstanceOf(ClaimResult.Ended.class);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void aWorkerThatRestartsAndResumesItsOwnDeliversBeforeItClaims() {
        Worker before = TestWorker.worker("edge-3", Resume.own, TestWorker.LEASE);
        bed.dieReporting(bed.claim(bed.worker(before)), Outcome.SUCCEEDED);
        Worker after = new Worker("edge-3", true, "another-run", TestWorker.LEASE, Resume.own, 3);

        ClaimResult claim = bed.worker(after).next("pump-12");

        assertThat(claim).isInstanceOf(ClaimResult.Ended.class);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aJobAtItsLastAttemptIsReportedAsItEndedAndNotFailed() {
        Worker once = new Worker("one", true, "run-one", TestWorker.LEASE, Resume.expired, 1);
        bed.dieReporting(bed.claim(bed.worker(once)), Outcome.SUCCEEDED);
        bed.advance(OutcomeTestBed.TAKEABLE);

        bed.worker(once).next("pump-12");

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void afterARefusedDeliveryAtATakeOverTheJobDoesNotRun() {
        bed.dieReportingSucceeded();
        TestWorker two = bed.worker("two");
        bed.advance(OutcomeTestBed.TAKEABLE);
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.unavailable());

        assertThatThrownBy(() -> two.next("pump-12")).isInstanceOf(JobsCallException.class);

        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Ended.class);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aJobWhoseOutcomeWasCutIsNotRunAgainUntilThatOutcomeIsRemoved() {
        bed.dieReportingSucceeded();
        outcomes.rows().replaceAll((key, text) -> text.substring(0, 40));
        bed.advance(OutcomeTestBed.TAKEABLE);
        TestWorker two = bed.worker("two");

        assertThat(two.next("pump-12")).isInstanceOfSatisfying(ClaimResult.Blocked.class, b -> assertThat(b.owner())
                .contains("damaged"));
        assertThat(two.next("pump-12")).as("still").isInstanceOf(ClaimResult.Blocked.class);
        assertThat(two.count(Counter.outcomesQuarantined)).isEqualTo(1);
        two.outcomes.forget(outcomes.rows().keySet().iterator().next());
        assertThat(two.claim("pump-12").isResumed()).isTrue();
    }
}
