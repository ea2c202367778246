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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The route overrules what its exchange shows by the headers Outcome and OutcomeReason. */
class OutcomeHeaderTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,SUCCEEDED", "FAILED,FAILED", "REJECTED,REJECTED", "rejected,REJECTED", "' Failed ',FAILED"})
    void anOutcomeIsReportedWithItsReason(String header, ExecutionStatus expected) {
        Execution job = Line.on(bench, "said-" + Integer.toHexString(header.hashCode()))
                .run(route -> route.setHeader(IotJobsDataConstants.OUTCOME, () -> header)
                        .setHeader(IotJobsDataConstants.OUTCOME_REASON, () -> "battery at 3 %"));

        assertThat(job.status()).isEqualTo(expected);
        assertThat(Bench.told(job)).isEqualTo(Map.of("reason", "battery at 3 %"));
    }

    @Test
    void aReasonAloneExplainsASuccess() {
        Execution job = Line.on(bench, "reason")
                .run(route -> route.setHeader(IotJobsDataConstants.OUTCOME_REASON, () -> "nothing to do"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(Bench.told(job)).isEqualTo(Map.of("reason", "nothing to do"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DONE", "IN_PROGRESS", "TIMED_OUT", ""})
    void whatIsNoOutcomeIsFailedAndSaysWhatWouldWork(String header) {
        Execution job = Line.on(bench, "wrong-" + header)
                .run(route -> route.setHeader(IotJobsDataConstants.OUTCOME, () -> header));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails().get("reason"))
                .contains(IotJobsDataConstants.OUTCOME, "'" + header + "'", "SUCCEEDED, FAILED or REJECTED");
    }

    @Test
    void anOutcomeNeedNotBeText() {
        Execution anEnum = Line.on(bench, "enum")
                .run(route -> route.setHeader(IotJobsDataConstants.OUTCOME, () -> ExecutionStatus.REJECTED));
        Execution aNumber =
                Line.on(bench, "number").run(route -> route.setHeader(IotJobsDataConstants.OUTCOME, () -> 5));

        assertThat(anEnum.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(aNumber.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void succeededOverrulesAHandledFailureButNotAnUnhandledOne() {
        Line line = Line.on(bench, "handled");
        Execution handled = line.runAll(r -> {
            r.onException(Exception.class).handled(true).setHeader(IotJobsDataConstants.OUTCOME, () -> "SUCCEEDED");
            r.from(line.from()).throwException(new IllegalStateException("x"));
        });
        Execution unhandled = Line.on(bench, "unhandled")
                .run(route -> route.setHeader(IotJobsDataConstants.OUTCOME, () -> "SUCCEEDED")
                        .throwException(new IllegalStateException("x")));

        assertThat(handled.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(unhandled.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void anOutcomeBeatsOnFailure() {
        Execution job = Line.on(bench, "beats").with("onFailure=leave").run(route -> route.setHeader(
                        IotJobsDataConstants.OUTCOME, () -> "REJECTED")
                .throwException(new IllegalStateException("why")));

        assertThat(job.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(job.statusDetails()).containsEntry("reason", "IllegalStateException: why");
    }

    @Test
    void theReasonOfTheRouteBeatsThatOfTheException() {
        Execution job = Line.on(bench, "reasons")
                .run(route -> route.setHeader(IotJobsDataConstants.OUTCOME_REASON, () -> "said by the route")
                        .throwException(new IllegalStateException("why")));

        assertThat(job.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(job.statusDetails()).containsEntry("reason", "said by the route");
    }
}
