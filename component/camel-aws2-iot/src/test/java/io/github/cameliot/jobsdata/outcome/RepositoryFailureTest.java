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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.outcome.MemoryOutcomes.Use;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A repository that fails delays no report; while it cannot be read, no job is taken over that may have an outcome. */
class RepositoryFailureTest {

    private final OutcomeTestBed bed = new OutcomeTestBed();
    private final MemoryOutcomes outcomes = bed.outcomes();

    @AfterEach
    void close() {
        bed.close();
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void aRepositoryThatFailsHoldsUpNoReport(Use use) {
        TestWorker one = bed.worker("one");
        JobSession session = bed.claim(one);
        outcomes.fails(use);
        bed.emulator().requests().clear();

        session.finish(Outcome.SUCCEEDED);
        bed.tickFor(one, Duration.ofMinutes(1));

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(bed.emulator().requests().total()).isEqualTo(1);
        assertThat(one.outcomes.failure()).as("until the same works again").isPresent();
        assertThat(one.count(Counter.outcomeRepositoryFailures)).isPositive();
        outcomes.fails();
        bed.tickFor(one, Duration.ofMinutes(1));
        bed.emulator().createJob("next", "{}", "pump-12");
        one.claim("pump-12").finish(Outcome.SUCCEEDED);
        bed.tickFor(one, Duration.ofMinutes(1));
        assertThat(one.outcomes.failure()).isEmpty();
        assertThat(outcomes.rows()).isEmpty();
    }

    @Test
    void whileTheRepositoryCannotBeReadNothingIsTakenOverThatMayHaveAnOutcome() {
        bed.dieReportingSucceeded();
        TestWorker two = bed.worker("two");
        bed.advance(OutcomeTestBed.TAKEABLE);
        outcomes.fails(Use.FIND);

        assertThatThrownBy(() -> two.next("pump-12"))
                .hasMessageContaining("disk full")
                .hasMessageStartingWith("Cannot take over job ota-7 on thing pump-12: ");

        outcomes.fails();
        assertThat(two.next("pump-12")).isInstanceOf(ClaimResult.Ended.class);
        assertThat(bed.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
