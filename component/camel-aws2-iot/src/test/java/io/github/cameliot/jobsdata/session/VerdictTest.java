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

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class VerdictTest {

    private static final String OURS = "c1a1";

    @Property(tries = 500)
    void aForeignClaimIsNeverAdoptedAndNeverDelivered(
            @ForAll ExecutionStatus found,
            @ForAll Set<ExecutionStatus> wanted,
            @ForAll ClaimMarker.State state,
            @ForAll @LongRange(min = 0) long version) {
        Verdict verdict =
                Verdict.of(state(found, mark("f0e1", state), version), wanted, mark(OURS, ClaimMarker.State.run));

        assertThat(verdict).isIn(Verdict.TAKEN, Verdict.ENDED);
    }

    @Property(tries = 500)
    void whatHasEndedIsDeliveredOnlyByAStatusThatWasWantedAndWithOurMark(
            @ForAll ExecutionStatus found, @ForAll Set<ExecutionStatus> wanted, @ForAll ClaimMarker.State state) {
        Verdict verdict = Verdict.of(state(found, mark(OURS, state), 4), wanted, mark(OURS, ClaimMarker.State.run));

        if (found.isTerminal()) {
            assertThat(verdict).isEqualTo(wanted.contains(found) ? Verdict.DELIVERED : Verdict.ENDED);
        } else {
            assertThat(verdict).isEqualTo(Verdict.ADOPT);
        }
    }

    @Property(tries = 500)
    void withoutAMarkNothingIsAdoptedAndNothingIsDelivered(
            @ForAll ExecutionStatus found, @ForAll Set<ExecutionStatus> wanted, @ForAll String damaged) {
        Verdict verdict = Verdict.of(
                new ExecutionState(found, Map.of(ClaimMarker.KEY, damaged), 3),
                wanted,
                mark(OURS, ClaimMarker.State.run));

        assertThat(verdict)
                .isEqualTo(found.isTerminal() || found == ExecutionStatus.QUEUED ? Verdict.ENDED : Verdict.ASSERT);
    }

    @Example
    void anExecutionThatIsQueuedAgainIsNotOurs() {
        ExecutionState queued = new ExecutionState(ExecutionStatus.QUEUED, Map.of(), 1);

        assertThat(Verdict.of(queued, Set.of(ExecutionStatus.SUCCEEDED), mark(OURS, ClaimMarker.State.run)))
                .isEqualTo(Verdict.ENDED);
    }

    private static ExecutionState state(ExecutionStatus status, ClaimMarker mark, long version) {
        return new ExecutionState(status, Map.of("step", "3", ClaimMarker.KEY, mark.format()), version);
    }

    private static ClaimMarker mark(String claimId, ClaimMarker.State state) {
        ClaimMarker run =
                new ClaimMarker("edge-3", "5f0c", claimId, 1, Duration.ofMinutes(5), ClaimMarker.State.run, null);
        return switch (state) {
            case run -> run;
            case handed -> run.handed(java.time.Instant.EPOCH);
            case released -> run.released(true);
        };
    }
}
