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
package io.github.cameliot.routes.workflow.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that waits for an approval, and the message that gives the job back. */
class ApprovalTest {

    private static final String WAIT = "aws-iot-jobs-approval-action";
    private static final String APPROVE = "kamelet:aws-iot-jobs-approve-action";

    private final JobsEmulator emulator = JobsEmulator.start();
    private final StepWorker worker = new StepWorker(emulator);
    private final StepWorker office = new StepWorker(emulator).idle();

    @BeforeEach
    void aJob() {
        emulator.createJob("ota-7", "{}", "pump-12");
    }

    @AfterEach
    void stop() {
        worker.close();
        office.close();
        emulator.close();
    }

    @Test
    void aJobThatWaitsIsHandedOverByOneWriteAndItsPermitIsFree() throws Exception {
        emulator.createJob("other", "{}", "pump-13");
        Instant before = Instant.now();

        worker.run("pump-12,pump-13", WAIT, 5, "2h");

        Execution waiting = waiting();
        await().until(() -> marker(emulator.execution("pump-13", "other")) == ClaimMarker.State.handed);
        Approval approval = Approval.in(waiting.statusDetails()).orElseThrow();
        assertThat(approval.state()).isEqualTo(Approval.State.waiting);
        assertThat(approval.step()).isEqualTo(5);
        assertThat(approval.text()).isEqualTo("confirm");
        assertThat(worker.results()).as("what follows in the route").isEmpty();
        assertThat(Duration.between(before, approval.time()))
                .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION, "pump-12"))
                .isEqualTo(1);
    }

    @Test
    void anApprovalOfAnotherProcessLetsAWorkerGoOnWithWhoApproved() throws Exception {
        worker.run("pump-12", WAIT, 5, "2h");
        waiting();
        String message = message("alice", true, "confirm");

        Exchange approved = office.send(APPROVE, message);

        assertThat(approved.getException()).isNull();
        assertThat(approved.getMessage().getBody()).isEqualTo(message);
        Execution ended = worker.ended("ota-7");
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.results()).last().asString().matches("approved step=5 at=\\S+ by=alice");
    }

    @Test
    void aRejectionEndsTheJobWithWhoAndWhyAndKeepsItsDetails() throws Exception {
        worker.run("pump-12", WAIT, 5, "2h");
        waiting();

        Exchange rejected = office.send(APPROVE, message("bob", false, null));

        assertThat(rejected.getException()).isNull();
        Execution ended = emulator.execution("pump-12", "ota-7");
        assertThat(ended.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(ended.statusDetails())
                .containsEntry("reason", "rejected by bob")
                .containsKey(ClaimMarker.KEY);
        assertThat(ended.statusDetails().get("approval")).matches("rejected step=5 at=\\S+ by=bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "validate", "confirm2", "5 "})
    void anApprovalOfAnotherStepDoesNotCount(String step) throws Exception {
        worker.run("pump-12", WAIT, 5, "2h");
        long version = waiting().versionNumber();

        Exchange approved = office.send(APPROVE, message("alice", true, step));
        Exchange rejected = office.send(APPROVE, message("alice", false, step));

        assertThat(approved.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("job ota-7 on thing pump-12, execution 1", "waits for step 5 (confirm)");
        assertThat(rejected.getException()).isInstanceOf(IllegalStateException.class);
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(version);
    }

    @Test
    void anApprovalOfAnotherExecutionDoesNotCount() throws Exception {
        worker.run("pump-12", WAIT, 5, "2h");
        long version = waiting().versionNumber();

        Exchange later = office.send(APPROVE, message("alice", true, null).replace(":1,", ":2,"));

        assertThat(later.getException()).isInstanceOf(JobsCallException.class).hasMessageContaining("404");
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(version);
    }

    @Test
    void whatStandsForAnotherStepIsNoApprovalOfThisOne() throws Exception {
        diedWith("approved step=4 at=2026-01-01T00:00:00Z by=eve");

        worker.run("pump-12", WAIT, 5, "2h");

        assertThat(Approval.in(waiting().statusDetails()).orElseThrow().state()).isEqualTo(Approval.State.waiting);
    }

    @Test
    void anApprovalStillCountsWhenTheWorkerThatTookItDiesBeforeItsReport() throws Exception {
        diedWith("approved step=5 at=2026-01-01T00:00:00Z by=alice");

        worker.run("pump-12", WAIT, 5, "2h");

        assertThat(worker.ended("ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(worker.results()).containsExactly("approved step=5 at=2026-01-01T00:00:00Z by=alice");
    }

    /** A worker claimed the job, and has not been heard of for longer than any lease. */
    private void diedWith(String approval) {
        office.send("iot-jobs-data:startNext?thing=pump-12", null);
        office.send(
                "iot-jobs-data:update?thing=pump-12&jobId=ota-7&status=IN_PROGRESS&stepTimeout=10m&statusDetails.approval="
                        + "RAW(" + approval + ")",
                null);
        emulator.advance(Duration.ofMinutes(6));
    }

    @Test
    void aMessageThatIsDeliveredTwiceCountsOnceAndAnotherOneIsRefused() throws Exception {
        worker.run("pump-12", WAIT, 5, "2h");
        waiting();
        worker.close();
        office.send(APPROVE, message("alice", true, "5"));
        long version = emulator.execution("pump-12", "ota-7").versionNumber();

        Exchange again = office.send(APPROVE, message("alice", true, "5"));
        Exchange other = office.send(APPROVE, message("bob", false, "5"));

        assertThat(again.getException()).isNull();
        assertThat(other.getException()).hasMessageContaining("step 5 was approved by alice");
        assertThat(emulator.execution("pump-12", "ota-7").versionNumber()).isEqualTo(version);
    }

    @Test
    void theNameOfWhoApprovesIsOneLineAndBounded() throws Exception {
        worker.run("pump-12", WAIT, 5, "2h");
        waiting();
        String name = "eve\\nstep=6\\u001b[2J " + "x".repeat(5000);

        office.send(APPROVE, message(name, true, null));

        worker.ended("ota-7");
        assertThat(worker.results())
                .last()
                .asString()
                .hasSizeLessThan(200)
                .doesNotContain("\n", "\u001b")
                .contains("by=eve step=6");
    }

    @ParameterizedTest
    @CsvSource({"fail, FAILED, not approved until", "reject, REJECTED, not approved until", "proceed, SUCCEEDED, "})
    void theDeadlineEndsItByOption(String onTimeout, ExecutionStatus status, String reason) throws Exception {
        worker.run("pump-12", WAIT + "?onTimeout=" + onTimeout, 5, "30m");
        waiting();

        emulator.advance(Duration.ofMinutes(31));

        Execution ended = worker.ended("ota-7");
        assertThat(ended.status()).isEqualTo(status);
        if (reason == null) {
            assertThat(worker.results()).last().asString().startsWith("not approved until");
        } else {
            assertThat(ended.statusDetails().get("reason")).contains(reason);
        }
    }

    @Test
    void releasedBySomebodyElseItWaitsAgainForTheSameDeadline() throws Exception {
        worker.run("pump-12", WAIT + "?timeout=45m", 5);
        String before = waiting().statusDetails().get("approval");

        office.send("iot-jobs-data:update?release=true&thing=pump-12&jobId=ota-7", null);

        await().until(() -> emulator.execution("pump-12", "ota-7").versionNumber() >= 6);
        Execution again = waiting();
        assertThat(again.statusDetails()).containsEntry("approval", before);
        assertThat(ClaimMarker.in(again.statusDetails()).orElseThrow().attempt())
                .isEqualTo(1);
    }

    @Test
    void aHandOverThatIsNotAcceptedIsTriedAgain() throws Exception {
        emulator.faults()
                .add(Fault.unavailable().on(Operation.UPDATE_JOB_EXECUTION).first(2));

        worker.run("pump-12", WAIT, 5, "2h");

        waiting();
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8d", "0s", "-1h", "soon", "${header.time}", "1h30m", "999999999999h"})
    void aTimeThatIsNoneRejectsTheJob(String time) throws Exception {
        worker.run("pump-12", WAIT, 5, time);

        Execution ended = worker.ended("ota-7");
        assertThat(ended.status()).isEqualTo(ExecutionStatus.REJECTED);
        assertThat(ended.statusDetails().get("reason")).contains("for an approval. Use 1s to 7d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "null",
                "{}",
                "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"by\":\"eve\",\"approved\":true}",
                "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"approved\":true}",
                "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"by\":\" \",\"approved\":true}",
                "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"by\":\"eve\",\"approved\":\"true\"}",
                "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1.5,\"by\":\"eve\",\"approved\":true}",
                "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"by\":\"eve\",\"approved\":false,\"approved\":true}"
            })
    void aMessageThatIsNoApprovalIsRefusedAndCallsNothing(String message) {
        Exchange refused = office.send(APPROVE, message);

        assertThat(refused.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("approval");
        assertThat(emulator.requests().total()).isZero();
    }

    @Test
    void aJobThatDoesNotWaitIsRefused() {
        Exchange queued = office.send(APPROVE, message("alice", true, null));

        assertThat(queued.getException()).hasMessageContaining("the job does not wait for an approval");
        assertThat(emulator.requests().count(Operation.UPDATE_JOB_EXECUTION)).isZero();
    }

    @Test
    void headersOfTheCallerDoNotSteerItAndAreThereAfterwards() throws Exception {
        worker.run("pump-12", WAIT, 5, "2h");
        waiting();
        Map<String, Object> headers = Map.of(
                IotJobsDataConstants.THING, "pump-99",
                IotJobsDataConstants.UPDATE_STATUS, "FAILED",
                IotJobsDataConstants.EXPECTED_VERSION, 77);

        Exchange approved = office.send(APPROVE, message("alice", true, null), headers);

        assertThat(approved.getException()).isNull();
        assertThat(approved.getMessage().getHeaders()).containsAllEntriesOf(headers);
        assertThat(worker.ended("ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private Execution waiting() {
        return await().until(() -> emulator.execution("pump-12", "ota-7"), e -> marker(e) == ClaimMarker.State.handed);
    }

    private static ClaimMarker.State marker(Execution execution) {
        return ClaimMarker.in(execution.statusDetails()).map(ClaimMarker::state).orElse(null);
    }

    private static String message(String by, boolean approved, String step) {
        return "{\"thing\":\"pump-12\",\"jobId\":\"ota-7\",\"executionNumber\":1,\"by\":\"" + by + "\",\"approved\":"
                + approved + (step == null ? "" : ",\"step\":\"" + step + "\"") + "}";
    }
}
