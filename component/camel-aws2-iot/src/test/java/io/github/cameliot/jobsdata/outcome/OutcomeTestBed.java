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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.SessionTestBed;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.time.Duration;

/** Workers that share a repository of outcomes: a test drops one of them, and another one finds what it had kept. */
final class OutcomeTestBed implements AutoCloseable {

    /** After this time another worker may take a job over. */
    static final Duration TAKEABLE = TestWorker.LEASE.plus(Lease.MARGIN);

    private final MemoryOutcomes outcomes = new MemoryOutcomes();
    private final SessionTestBed bed = new SessionTestBed().keeping(outcomes);

    /** Only before the first use: what the service does where two behaviors are possible. */
    OutcomeTestBed with(Readings readings) {
        bed.with(readings);
        return this;
    }

    MemoryOutcomes outcomes() {
        return outcomes;
    }

    JobsEmulator emulator() {
        return bed.emulator();
    }

    ManualClock clock() {
        return bed.clock();
    }

    void advance(Duration by) {
        bed.advance(by);
    }

    TestWorker worker(String workerId) {
        return bed.worker(workerId);
    }

    TestWorker worker(Worker worker) {
        return bed.worker(worker);
    }

    /** Creates job ota-7 on thing pump-12; the worker claims it. */
    JobSession claim(TestWorker worker) {
        return bed.claim(worker);
    }

    Execution execution() {
        return bed.execution();
    }

    /** The next call of this operation fails. */
    void failNext(Operation operation, Fault fault) {
        bed.failNext(operation, fault);
    }

    /** The service refuses the report, and the worker does nothing more. */
    void dieReporting(JobSession session, Outcome outcome) {
        failNext(UPDATE_JOB_EXECUTION, Fault.unavailable());
        session.finish(outcome);
        emulator().requests().clear();
        assertThat(outcomes.rows()).hasSize(1);
    }

    /** Worker one claims the job, and dies while it reports SUCCEEDED. */
    void dieReportingSucceeded() {
        dieReporting(claim(worker("one")), Outcome.SUCCEEDED);
    }

    /** Enough rounds of the worker that it delivers what another one has kept. */
    void sweep(TestWorker worker) {
        bed.advance(OutcomeSweep.ROUND);
        worker.tick();
        bed.advance(OutcomeSweep.PATIENCE);
        worker.tick();
    }

    /** Moves the clock second by second; the worker does what is due. */
    void tickFor(TestWorker worker, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            bed.advance(Duration.ofSeconds(1));
            worker.tick();
        }
    }

    void assertQuarantinedBy(TestWorker worker, String why) {
        sweep(worker);
        assertThat(worker.outcomes.quarantined()).as("seen once").isEmpty();
        sweep(worker);

        assertThat(worker.outcomes.quarantined().values())
                .singleElement()
                .asString()
                .contains(why);
        assertThat(outcomes.only()).startsWith("quarantined ").contains("\"status\":\"SUCCEEDED\"");
        assertThat(worker.count(Counter.outcomesQuarantined)).isEqualTo(1);
        emulator().requests().clear();
        tickFor(worker, Duration.ofMinutes(1));
        assertThat(emulator().requests().count(UPDATE_JOB_EXECUTION)).isZero();
        assertThat(worker.count(Counter.outcomesQuarantined)).isEqualTo(1);
    }

    @Override
    public void close() {
        bed.close();
    }
}
