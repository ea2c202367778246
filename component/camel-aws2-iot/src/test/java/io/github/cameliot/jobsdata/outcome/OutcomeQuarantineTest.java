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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An outcome that can never be delivered is not reported and stays in quarantine until somebody removes it. */
class OutcomeQuarantineTest {

    private final OutcomeTestBed bed = new OutcomeTestBed();
    private final MemoryOutcomes outcomes = bed.outcomes();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void whereConflictsShowNothingAnOutcomeThatHasEndedGoesToQuarantine() {
        bed.with(Readings.DEFAULT.conflictCarriesState(false));
        JobSession session = bed.claim(bed.worker("one"));
        bed.failNext(UPDATE_JOB_EXECUTION, Fault.resetAfterEffect());
        session.finish(Outcome.SUCCEEDED);

        TestWorker two = bed.worker("two");
        bed.assertQuarantinedBy(two, "does not return its status");
    }

    @Test
    void theKeyAndTextOfAForeignRowAreShownOnOneLineAndItCanBeForgotten() {
        String key = "a\u001b[31m\r\nINFO forged\u202e\u2028/1";
        outcomes.rows().put(key, "quarantined by\u001b somebody\u2028\u202e\nmore");
        outcomes.rows().put(key + "2", "no outcome\u001b");
        TestWorker one = bed.worker("one");

        bed.sweep(one);
        bed.sweep(one);

        assertThat(one.outcomes.quarantined())
                .containsEntry("a?[31m INFO forged? /1", "quarantined by? somebody ?")
                .hasSize(2);
        assertThat(one.outcomes.quarantined().toString()).doesNotContain("\u001b", "\u2028", "\u202e");
        one.outcomes.forget("a?[31m INFO forged? /1");
        assertThat(outcomes.rows()).containsOnlyKeys(key + "2");
    }

    @Test
    void anOutcomeOfAJobThatAnotherWorkerTookGoesToQuarantineOnce() {
        bed.dieReportingSucceeded();
        bed.advance(OutcomeTestBed.TAKEABLE);
        JobSession taken =
                TestWorker.named("stranger", bed.emulator(), bed.clock()).claim("pump-12");

        bed.assertQuarantinedBy(bed.worker("two"), "claimed by stranger in the meantime");
        TestWorker three = bed.worker("three");
        bed.sweep(three);
        bed.sweep(three);

        assertThat(three.count(Counter.outcomesQuarantined)).isZero();
        assertThat(three.outcomes.quarantined()).hasSize(1);
        taken.finish(Outcome.failed("as the other found"));
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.FAILED);
        String key = three.outcomes.quarantined().keySet().iterator().next();
        three.outcomes.forget(key);
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void anOutcomeOfACancelledJobGoesToQuarantine() {
        bed.dieReportingSucceeded();
        bed.emulator().cancelJob("ota-7", true);

        bed.assertQuarantinedBy(bed.worker("two"), "ended with another status, CANCELED");
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.CANCELED);
    }

    @Test
    void anOutcomeOfADeletedJobGoesToQuarantine() {
        bed.dieReportingSucceeded();
        bed.emulator().deleteJob("ota-7", true);

        bed.assertQuarantinedBy(bed.worker("two"), "deleted");
    }

    @Test
    void anOutcomeIsNotDeliveredForAJobCreatedAgainUnderItsId() {
        bed.dieReportingSucceeded();
        bed.emulator().deleteJob("ota-7", true);
        bed.emulator().createJob("ota-7", "{}", "pump-12");

        bed.assertQuarantinedBy(bed.worker("two"), "QUEUED, without a claim marker");
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void anOutcomeIsNotDeliveredForARetry() {
        bed.emulator()
                .createJob(JobSpec.of("ota-7")
                        .document("{}")
                        .things("pump-12")
                        .inProgressTimeout(Duration.ofMinutes(2))
                        .retryTimedOut(1));
        bed.dieReporting(bed.worker("one").claim("pump-12"), Outcome.SUCCEEDED);
        bed.advance(Duration.ofMinutes(3));

        TestWorker two = bed.worker("two");
        JobSession retry = two.claim("pump-12");
        bed.assertQuarantinedBy(two, "TIMED_OUT");

        assertThat(retry.execution().executionNumber()).isEqualTo(2);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void aRowThatCannotBeReadGoesToQuarantineAndBlocksNothing() {
        bed.dieReportingSucceeded();
        outcomes.rows().put("a corrupt one", "v1\nthing=pum");
        outcomes.rows().put("z another", "");
        TestWorker two = bed.worker("two");

        bed.sweep(two);

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(two.outcomes.quarantined()).containsOnlyKeys("a corrupt one", "z another");
        assertThat(outcomes.rows().get("a corrupt one"))
                .startsWith("quarantined ")
                .endsWith("v1\nthing=pum");
        assertThat(two.count(Counter.outcomesQuarantined)).isEqualTo(2);
    }

    @Test
    void anOutcomeThatWasAlteredIsNotDelivered() {
        bed.dieReportingSucceeded();
        outcomes.rows().replaceAll((key, text) -> text.replace("SUCCEEDED", "REJECTED"));
        TestWorker two = bed.worker("two");

        bed.sweep(two);

        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(two.outcomes.quarantined().values())
                .singleElement()
                .asString()
                .contains("cut or altered");
    }
}
