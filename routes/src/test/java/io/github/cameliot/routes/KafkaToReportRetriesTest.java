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
package io.github.cameliot.routes;

import static io.github.cameliot.routes.RecordBridge.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Faults;
import io.github.cameliot.emulator.Operation;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports that fail: which are tried again, for how long, and what is left of them. */
class KafkaToReportRetriesTest {

    private static RecordBridge bridge;

    private ReportedJob job;

    @BeforeAll
    static void startBridge() throws Exception {
        bridge = RecordBridge.reporting("""
                camel.beans.failure = #class:io.github.cameliot.routes.FailurePoint
                camel.beans.failure.before = iot-jobs-data://update
                camel.beans.failure.only = surprise
                """);
    }

    @AfterAll
    static void stopBridge() {
        bridge.close();
    }

    @BeforeEach
    void nextJob() {
        job = ReportedJob.of(bridge);
    }

    @ParameterizedTest
    @CsvSource({"THROTTLE", "UNAVAILABLE", "RESET", "ERROR_BODY"})
    void whileTheServiceIsAwayNothingIsCommittedAndTheOrderIsKept(String kind) {
        job.start();
        ReportedJob second = ReportedJob.of(bridge);
        second.start();
        Fault fault = Fault.of(FaultKind.valueOf(kind)).on(Operation.UPDATE_JOB_EXECUTION);
        long first;
        try (Faults.ActiveFault away = bridge.emulator().faults().add(fault)) {
            first = bridge.write(job.thing(), job.result("SUCCEEDED"));
            bridge.write(second.thing(), second.result("SUCCEEDED"));
            await().until(() -> away.hits() > 8); // more than one round of retries

            assertThat(bridge.committed()).isEqualTo(first);
            assertThat(job.status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        }

        await().until(() -> bridge.committed() == first + 2);
        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(second.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void aReportWhoseAnswerWasLostIsDelivered() {
        job.start();
        bridge.emulator()
                .faults()
                .add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION).first(1));

        job.send(job.result("SUCCEEDED"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void whatIsForbiddenIsADeadLetterAfterRetries() {
        job.start();
        try (Faults.ActiveFault forbidden =
                bridge.emulator().faults().add(Fault.forbidden().on(Operation.UPDATE_JOB_EXECUTION))) {
            job.send(job.result("SUCCEEDED"));

            assertThat(forbidden.hits()).isEqualTo(6);
        }
        assertThat(job.reasons()).containsExactly("FORBIDDEN");
    }

    @Test
    void permissionThatComesBackInTimeCostsNoResult() {
        job.start();
        bridge.emulator()
                .faults()
                .add(Fault.forbidden().on(Operation.UPDATE_JOB_EXECUTION).first(3));

        job.send(job.result("SUCCEEDED"));

        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void progressThatMeetsAnotherWriterIsReadAgain() {
        job.start();
        job.progress(Map.of("claimedBy", "v1 worker=a"));
        bridge.emulator()
                .faults()
                .add(Fault.resetAfterEffect().on(Operation.UPDATE_JOB_EXECUTION).first(1));

        job.send(job.result("IN_PROGRESS", "{\"step\":\"download\"}")); // its own first attempt is the other writer

        assertThat(job.execution().statusDetails())
                .containsEntry("step", "download")
                .containsEntry("claimedBy", "v1 worker=a");
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void aFailureThatNobodyForesawIsADeadLetterAfterRetriesAndThePartitionGoesOn() {
        job.start();

        job.send(job.result("FAILED", "{\"note\":\"surprise\"}"));
        job.send(job.result("SUCCEEDED"));

        assertThat(job.reasons()).containsExactly("UNEXPECTED");
        assertThat(message(job.deadLetters().get(0))).contains("unexpected (on purpose)");
        FailurePoint failure = bridge.app().context().getRegistry().lookupByNameAndType("failure", FailurePoint.class);
        assertThat(failure.thrown()).as("one attempt and three retries").isEqualTo(4);
        assertThat(job.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
