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

/** Each kind of violation is found: otherwise a green soak would prove nothing. */
class VerifierTest {

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

        Findings findings = ledger.verify();

        assertNothingIsWrong(findings);
        assertThat(findings.get(Count.runs)).isEqualTo(1);
        assertThat(findings.get(Count.writes)).isEqualTo(2);
        assertThat(findings.ended()).containsOnlyKeys(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void whatNeverEndsIsLost() {
        queued();
        write(2, 1, ExecutionStatus.IN_PROGRESS, "a", 1);

        assertThat(ledger.verify().lost()).singleElement().asString().contains("job-1 on thing-1", "never ended");
    }

    @Test
    void aClaimTakenBeforeItsLeaseIsOverIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2);
        write(3, 14, ExecutionStatus.IN_PROGRESS, "b", 2);
        run("b", 3, "SUCCEEDED");
        write(4, 15, ExecutionStatus.SUCCEEDED, "b", 2);

        assertThat(ledger.verify().twice()).singleElement().asString().contains("14000 ms");
    }

    @Test
    void aClaimTakenWhenItsLeaseIsOverIsCountedApart() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2);
        write(3, 18, ExecutionStatus.IN_PROGRESS, "b", 2);
        run("b", 3, "SUCCEEDED");
        clock.advance(Duration.ofSeconds(1));
        ledger.received("w", WorkerMessage.of(WorkerMessage.Kind.END, "a", "SUCCEEDED"));
        write(4, 19, ExecutionStatus.SUCCEEDED, "b", 2);

        Findings findings = ledger.verify();

        assertNothingIsWrong(findings);
        assertThat(findings.get(Count.takenOver)).isEqualTo(1);
        assertThat(findings.get(Count.overlapping)).isEqualTo(1);
    }

    @Test
    void aClaimThatRunsTwiceIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2);
        run("a", 2, "SUCCEEDED");
        write(3, 1, ExecutionStatus.SUCCEEDED, "a", 1);

        assertThat(ledger.verify().twice()).singleElement().asString().contains("one claim ran twice");
    }

    @Test
    void aRunWithoutTheClaimIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2, "SUCCEEDED");
        run("b", 2, "FAILED");
        write(3, 1, ExecutionStatus.SUCCEEDED, "a", 1);

        assertThat(ledger.verify().twice()).singleElement().asString().contains("claim b ran without holding it");
    }

    @Test
    void aReportOfWhatTheRouteDidNotDoIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2, "FAILED");
        write(3, 1, ExecutionStatus.SUCCEEDED, "a", 1);

        assertThat(ledger.verify().contradicting())
                .singleElement()
                .asString()
                .contains("SUCCEEDED is reported, but the route ended with another status");
    }

    @Test
    void aReportThatTheServiceDoesNotHaveIsFound() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 1);
        run("a", 2, "SUCCEEDED");
        write(3, 1, ExecutionStatus.CANCELED, "a", 1);
        closed("a", "REPORTED");

        assertThat(ledger.verify().contradicting()).singleElement().asString().contains("believes");
    }

    @Test
    void aReportWithoutARunIsFoundUnlessAttemptsAreExhausted() {
        queued();
        write(2, 0, ExecutionStatus.IN_PROGRESS, "a", 3);
        observed(3, 18, ExecutionStatus.FAILED, "b", 3, "claimed 3 times and never reported");

        Findings attemptsExhausted = ledger.verify();
        observed(4, 18, ExecutionStatus.FAILED, "b", 2, "claimed 2 times and never reported");
        Findings tooEarly = ledger.verify();

        assertNothingIsWrong(attemptsExhausted);
        assertThat(attemptsExhausted.get(Count.attemptsExhausted)).isEqualTo(1);
        assertThat(tooEarly.contradicting()).singleElement().asString().contains("no worker ran it");
    }

    private static void assertNothingIsWrong(Findings findings) {
        assertThat(findings.lost()).isEmpty();
        assertThat(findings.twice()).isEmpty();
        assertThat(findings.contradicting()).isEmpty();
    }

    private void queued() {
        observed(1, 0, ExecutionStatus.QUEUED, null, 0, null);
    }

    private void write(long version, long second, ExecutionStatus status, String claim, int attempt) {
        observed(
                version, second, status, claim, attempt, status.isTerminal() ? Run.reason(claim, status.name()) : null);
    }

    private void observed(long version, long second, ExecutionStatus status, String claim, int attempt, String reason) {
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
        ledger.observed(new Execution("job-1", "thing-1", status, details, version, 1, START, START, at));
    }

    private void run(String claim, long version, String... asked) {
        ledger.received("w", WorkerMessage.of(WorkerMessage.Kind.START, "thing-1", "job-1", 1, claim, version));
        for (String status : asked) {
            ledger.received("w", WorkerMessage.of(WorkerMessage.Kind.END, claim, status));
        }
    }

    private void closed(String claim, String state) {
        ledger.received("w", WorkerMessage.of(WorkerMessage.Kind.CLOSED, claim, state, "none"));
    }
}
