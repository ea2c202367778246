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
package io.github.cameliot.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.benchmarks.soak.Findings.Count;
import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.ShiftedClock;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must not be is found: a soak whose judge sees nothing proves nothing. */
class JudgeTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final ShiftedClock clock = new ShiftedClock();
    private final Ledger ledger = new Ledger(clock);

    @Test
    void oneClaimAndItsReportAreOneRunAndTwoWrites() {
        queued();
        write(2, 1, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2, "SUCCEEDED");
        write(3, 2, ExecutionStatus.SUCCEEDED, "a", 1);
        closed("a", "REPORTED");

        Findings findings = ledger.judge();

        assertNothingIsWrong(findings);
        assertThat(findings.get(Count.runs)).isEqualTo(1);
        assertThat(findings.get(Count.writes)).isEqualTo(2);
        assertThat(findings.ended()).containsOnlyKeys(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whatNeverEndsIsLost() {
        queued();
        write(2, 1, ExecutionStatus.IN_PROGRESS, "a", 1);

        assertThat(ledger.judge().lost()).singleElement().asString().contains("job-1 on thing-1", "never ended");
    }

    @Test
    void aClaimTakenBeforeItsLeaseIsOverIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2);
        write(3, 14, ExecutionStatus.IN_PROGRESS, "b", 2);
        run("b", 3, "SUCCEEDED");
        write(4, 15, ExecutionStatus.SUCCEEDED, "b", 2);

        assertThat(ledger.judge().twice()).singleElement().asString().contains("14000 ms");
    }

    @Test
    void aClaimTakenWhenItsLeaseIsOverIsCountedApart() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2);
        write(3, 18, ExecutionStatus.IN_PROGRESS, "b", 2);
        run("b", 3, "SUCCEEDED");
        clock.advance(Duration.ofSeconds(1));
        ledger.heard("w", Signal.of(Signal.Kind.END, "a", "SUCCEEDED"));
        write(4, 19, ExecutionStatus.SUCCEEDED, "b", 2);

        Findings findings = ledger.judge();

        assertNothingIsWrong(findings);
        assertThat(findings.get(Count.retaken)).isEqualTo(1);
        assertThat(findings.get(Count.overlapping)).isEqualTo(1);
    }

    @Test
    void aClaimThatRunsTwiceIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2);
        run("a", 2, "SUCCEEDED");
        write(3, 1, ExecutionStatus.SUCCEEDED, "a", 1);

        assertThat(ledger.judge().twice()).singleElement().asString().contains("one claim ran twice");
    }

    @Test
    void aRunWithoutTheClaimIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2, "SUCCEEDED");
        run("b", 2, "FAILED");
        write(3, 1, ExecutionStatus.SUCCEEDED, "a", 1);

        assertThat(ledger.judge().twice()).singleElement().asString().contains("claim b ran without holding it");
    }

    @Test
    void aReportOfWhatTheRouteDidNotDoIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2, "FAILED");
        write(3, 1, ExecutionStatus.SUCCEEDED, "a", 1);

        assertThat(ledger.judge().contradicting())
                .singleElement()
                .asString()
                .contains("SUCCEEDED is reported, and the route ended otherwise");
    }

    @Test
    void aReportThatIsBelievedAndNotThereIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2, "SUCCEEDED");
        write(3, 1, ExecutionStatus.CANCELED, "a", 1);
        closed("a", "REPORTED");

        assertThat(ledger.judge().contradicting()).singleElement().asString().contains("believes");
    }

    @Test
    void aReportWithoutARunIsFoundUnlessItGivesUp() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 3);
        saw(3, 18, ExecutionStatus.FAILED, "b", 3, "claimed 3 times and never reported");

        Findings givenUp = ledger.judge();
        saw(4, 18, ExecutionStatus.FAILED, "b", 2, "claimed 2 times and never reported");
        Findings tooEarly = ledger.judge();

        assertNothingIsWrong(givenUp);
        assertThat(givenUp.get(Count.givenUp)).isEqualTo(1);
        assertThat(tooEarly.contradicting()).singleElement().asString().contains("nobody ran it");
    }

    private static void assertNothingIsWrong(Findings findings) {
        assertThat(findings.lost()).isEmpty();
        assertThat(findings.twice()).isEmpty();
        assertThat(findings.contradicting()).isEmpty();
    }

    private void queued() {
        saw(1, 0, ExecutionStatus.QUEUED, null, 0, null);
    }

    private void write(long version, long second, ExecutionStatus status, String claim, int attempt) {
        saw(version, second, status, claim, attempt, status.isTerminal() ? Run.reason(claim, status.name()) : null);
    }

    private void saw(long version, long second, ExecutionStatus status, String claim, int attempt, String reason) {
        Map<String, String> details = new HashMap<>();
        if (claim != null) {
            details.put(
                    ClaimMarker.KEY,
                    new ClaimMarker("w", "1", claim, attempt, Settings.LEASE, ClaimMarker.State.run, null).format());
        }
        if (reason != null) {
            details.put(JobSession.REASON, reason);
        }
        Instant at = START.plusSeconds(second);
        ledger.saw(new Execution("job-1", "thing-1", status, details, version, 1, START, START, at));
    }

    private void run(String claim, long version, String... asked) {
        ledger.heard("w", Signal.of(Signal.Kind.START, "thing-1", "job-1", 1, claim, version));
        for (String status : asked) {
            ledger.heard("w", Signal.of(Signal.Kind.END, claim, status));
        }
    }

    private void closed(String claim, String state) {
        ledger.heard("w", Signal.of(Signal.Kind.CLOSED, claim, state, "none"));
    }
}
