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
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StartNextTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = Bench.open();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void startsTheOldestJobWithTheDetailsOfTheOptions() {
        bench.job("start-1", "start").job("start-2", "start");

        Message answer = bench.send("iot-jobs-data:startNext?thing=start&statusDetails.step=download&stepTimeout=10m")
                .getMessage();

        assertThat(answer.getBody()).isEqualTo("{\"job\":\"start-1\"}");
        assertThat(answer.getHeaders())
                .containsEntry(IotJobsDataConstants.JOB_ID, "start-1")
                .containsEntry(IotJobsDataConstants.STATUS, "IN_PROGRESS")
                .containsEntry(IotJobsDataConstants.STATUS_DETAILS, Map.of("step", "download"))
                .containsEntry(IotJobsDataConstants.VERSION_NUMBER, 2L)
                .hasEntrySatisfying(
                        IotJobsDataConstants.STARTED_AT, at -> assertThat(at).isInstanceOf(Instant.class))
                .hasEntrySatisfying(IotJobsDataConstants.LAST_UPDATED_AT, at -> assertThat(at)
                        .isInstanceOf(Instant.class))
                .hasEntrySatisfying(IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT, left -> assertThat((Long) left)
                        .isBetween(1L, 600L));
        Execution execution = bench.emulator().execution("start", "start-1");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(execution.statusDetails()).isEqualTo(Map.of("step", "download"));
        assertThat(bench.calls("start")).isEqualTo(1);
    }

    @Test
    void headersBeatOptionsAndDetailsOfTheHeaderReplaceThoseOfTheOptions() {
        bench.job("beat-1", "beat");

        Exchange exchange = bench.send(
                "iot-jobs-data:startNext?thing=nobody&statusDetails.option=1&stepTimeout=10m",
                Map.of(
                        IotJobsDataConstants.THING, "beat",
                        IotJobsDataConstants.UPDATE_STATUS_DETAILS, Map.of("header", 2),
                        IotJobsDataConstants.STEP_TIMEOUT, java.time.Duration.ofMinutes(2)));

        assertThat(exchange.getException()).isNull();
        assertThat(bench.emulator().execution("beat", "beat-1").statusDetails()).isEqualTo(Map.of("header", "2"));
        assertThat(exchange.getMessage().getHeader(IotJobsDataConstants.SECONDS_BEFORE_TIMED_OUT, Long.class))
                .isBetween(1L, 120L);
        assertThat(bench.calls("nobody")).isZero();
    }

    @Test
    void whatIsInProgressComesBackUntouched() {
        bench.job("same-1", "same");
        bench.send("iot-jobs-data:startNext?thing=same&statusDetails.by=first");

        Message second = bench.send("iot-jobs-data:startNext?thing=same&statusDetails.by=second")
                .getMessage();

        assertThat(second.getHeaders())
                .containsEntry(IotJobsDataConstants.JOB_ID, "same-1")
                .containsEntry(IotJobsDataConstants.VERSION_NUMBER, 2L)
                .containsEntry(IotJobsDataConstants.STATUS_DETAILS, Map.of("by", "first"));
        assertThat(bench.calls("same")).isEqualTo(2);
    }

    @Test
    void nothingPendingIsANullBodyAndNoHeadersOfAnExecution() {
        bench.emulator().createThing("none");

        Message answer = bench.send(
                        "iot-jobs-data:startNext?thing=none",
                        Map.of(IotJobsDataConstants.JOB_ID, "stale", IotJobsDataConstants.STATUS, "SUCCEEDED"))
                .getMessage();

        assertThat(answer.getBody()).isNull();
        assertThat(answer.getHeaders()).containsOnlyKeys(IotJobsDataConstants.THING);
        assertThat(bench.calls("none")).isEqualTo(1);
    }

    @Test
    void aCanceledStepTimerIsForUpdateOnly() {
        bench.job("cancel-1", "cancel");

        Exchange exchange =
                bench.send("iot-jobs-data:startNext?thing=cancel", Map.of(IotJobsDataConstants.STEP_TIMEOUT, "cancel"));

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(IotJobsDataConstants.STEP_TIMEOUT, "cancel", "only update", "1m to 7d");
        assertThat(bench.calls("cancel")).isZero();
    }
}
