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
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iotjobsdataplane.model.InvalidStateTransitionException;

class UpdateTest {

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
    @ValueSource(strings = {"IN_PROGRESS", "SUCCEEDED", "FAILED", "REJECTED"})
    void reportsEachStatusAWorkerMaySetByOneCallAndLeavesTheBodyAlone(String status) {
        String thing = "status-" + status;
        started(thing);

        Exchange exchange = bench.send("iot-jobs-data:update?thing=" + thing + "&jobId=j-" + thing, m -> {
            m.setBody("my body");
            m.setHeader(IotJobsDataConstants.UPDATE_STATUS, status);
        });

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("my body");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(IotJobsDataConstants.STATUS, status)
                .containsEntry(IotJobsDataConstants.VERSION_NUMBER, 3L)
                .containsEntry(IotJobsDataConstants.STATUS_DETAILS, Map.of("by", "start"));
        assertThat(bench.emulator().execution(thing, "j-" + thing).status().name())
                .isEqualTo(status);
        assertThat(bench.calls(thing)).isEqualTo(2);
    }

    @Test
    void everyHeaderBeatsItsOption() {
        started("beat");

        Exchange exchange = bench.send(
                "iot-jobs-data:update?thing=nobody&jobId=none&status=FAILED&executionNumber=9&expectedVersion=9"
                        + "&statusDetails.option=1&stepTimeout=3m",
                Map.of(
                        IotJobsDataConstants.THING, "beat",
                        IotJobsDataConstants.JOB_ID, "j-beat",
                        IotJobsDataConstants.UPDATE_STATUS, "in_progress",
                        IotJobsDataConstants.EXECUTION_NUMBER, 1,
                        IotJobsDataConstants.EXPECTED_VERSION, "2",
                        IotJobsDataConstants.UPDATE_STATUS_DETAILS, Map.of("header", "1"),
                        IotJobsDataConstants.STEP_TIMEOUT, "PT5M"));

        assertThat(exchange.getException()).isNull();
        Execution execution = bench.emulator().execution("beat", "j-beat");
        assertThat(execution.status().name()).isEqualTo("IN_PROGRESS");
        assertThat(execution.statusDetails()).isEqualTo(Map.of("header", "1"));
        assertThat(secondsLeft("beat")).isBetween(200L, 300L);
    }

    @Test
    void theClaimMarkerIsLeftOutOutsideOfASessionToo() {
        started("marker");
        String uri = "iot-jobs-data:update?thing=marker&jobId=j-marker&status=IN_PROGRESS";
        String forged = "v1 worker=x run=x claim=x attempt=9 lease=9 state=released";

        bench.send(uri + "&statusDetails.claimedBy=" + forged);
        Map<String, String> alone =
                bench.emulator().execution("marker", "j-marker").statusDetails();
        bench.send(
                uri,
                Map.of(
                        IotJobsDataConstants.UPDATE_STATUS_DETAILS,
                        Map.of(new StringBuilder("claimedBy"), forged, "step", "1")));

        assertThat(alone).as("untouched").isEqualTo(Map.of("by", "start"));
        assertThat(bench.emulator().execution("marker", "j-marker").statusDetails())
                .isEqualTo(Map.of("step", "1"));
    }

    @Test
    void theClaimMarkerThatADescribeHasShownStaysIfItsVersionIsExpected() {
        String marker = "v1 worker=w run=r claim=c attempt=1 lease=300 state=handed until=2026-12-01T00:00:00Z";
        started("kept");
        String uri = "iot-jobs-data:update?thing=kept&jobId=j-kept&status=IN_PROGRESS";
        Map<String, Object> update = new HashMap<>(Map.of(
                IotJobsDataConstants.UPDATE_STATUS_DETAILS,
                Map.of("claimedBy", marker, "step", "1"),
                IotJobsDataConstants.STATUS_DETAILS,
                Map.of("claimedBy", marker),
                IotJobsDataConstants.EXPECTED_VERSION,
                2));

        bench.send(uri, update);
        Map<String, String> kept = bench.emulator().execution("kept", "j-kept").statusDetails();
        update.remove(IotJobsDataConstants.EXPECTED_VERSION);
        bench.send(uri, update);
        Map<String, String> unversioned =
                bench.emulator().execution("kept", "j-kept").statusDetails();

        assertThat(kept).isEqualTo(Map.of("claimedBy", marker, "step", "1"));
        assertThat(unversioned).isEqualTo(Map.of("step", "1"));
    }

    @Test
    void optionsAloneAreEnough() {
        started("options");

        Exchange exchange = bench.send("iot-jobs-data:update?thing=options&jobId=j-options&status=SUCCEEDED"
                + "&executionNumber=1&expectedVersion=2&statusDetails.exitCode=0&statusDetails.log=RAW(a&b=c)");

        assertThat(exchange.getException()).isNull();
        assertThat(bench.emulator().execution("options", "j-options").statusDetails())
                .isEqualTo(Map.of("exitCode", "0", "log", "a&b=c"));
    }

    @Test
    void noDetailsLeaveTheDetailsAsTheyAreAndGivenOnesReplaceThemAll() {
        started("details");
        String uri = "iot-jobs-data:update?thing=details&jobId=j-details&status=IN_PROGRESS";

        bench.send(uri);
        Map<String, String> untouched =
                bench.emulator().execution("details", "j-details").statusDetails();
        bench.send(uri + "&statusDetails.a=1");

        assertThat(untouched).isEqualTo(Map.of("by", "start"));
        assertThat(bench.emulator().execution("details", "j-details").statusDetails())
                .isEqualTo(Map.of("a", "1"));
    }

    @Test
    void hostileDetailsAreMadeAcceptable() {
        started("hostile");
        Map<String, Object> details = new HashMap<>();
        details.put("dotted.key", "a\nb");
        details.put("none", null);
        details.put("", "x".repeat(5000) + "tail");
        details.put("lone", "\ud800");

        Exchange exchange = bench.send(
                "iot-jobs-data:update?thing=hostile&jobId=j-hostile&status=FAILED",
                Map.of(IotJobsDataConstants.UPDATE_STATUS_DETAILS, details));

        assertThat(exchange.getException()).isNull();
        assertThat(bench.emulator().execution("hostile", "j-hostile").statusDetails())
                .containsEntry("dotted_key", "a b")
                .containsEntry("lone", "\ufffd")
                .hasEntrySatisfying("_", value -> assertThat(value).endsWith("tail"))
                .hasSize(3);
    }

    @Test
    void aConflictShowsWhatTheServiceHas() {
        started("conflict");

        Exchange exchange =
                bench.send("iot-jobs-data:update?thing=conflict&jobId=j-conflict&status=SUCCEEDED&expectedVersion=7");

        JobsCallException conflict = exchange.getException(JobsCallException.class);
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.executionState())
                .contains(new ExecutionState(ExecutionStatus.IN_PROGRESS, Map.of("by", "start"), 2));
        assertThat(conflict)
                .hasMessageContainingAll("report SUCCEEDED", "job j-conflict", "thing conflict", "expected version 7")
                .hasCauseInstanceOf(InvalidStateTransitionException.class);
        assertThat(bench.calls("conflict")).isEqualTo(2);
    }

    @Test
    void aLateReportOfAnotherExecutionNumberIsRefused() {
        started("number");

        Exchange exchange =
                bench.send("iot-jobs-data:update?thing=number&jobId=j-number&status=SUCCEEDED&executionNumber=2");

        assertThat(exchange.getException(JobsCallException.class).statusCode()).isEqualTo(404);
        assertThat(bench.emulator().execution("number", "j-number").status().isTerminal())
                .isFalse();
    }

    @Test
    void theStepTimerIsSetAndCanceled() {
        started("timer");
        String uri = "iot-jobs-data:update?thing=timer&jobId=j-timer&status=IN_PROGRESS&stepTimeout=";

        bench.send(uri + "1h");
        Long set = secondsLeft("timer");
        bench.send(uri + "cancel");

        assertThat(set).isBetween(3500L, 3600L);
        assertThat(secondsLeft("timer")).isNull();
    }

    private static Long secondsLeft(String thing) {
        return bench.send("iot-jobs-data:describe?thing=" + thing)
                .getMessage()
                .getHeader(IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT, Long.class);
    }

    private static void started(String thing) {
        bench.job("j-" + thing, thing);
        bench.send("iot-jobs-data:startNext?thing=" + thing + "&statusDetails.by=start");
    }
}
