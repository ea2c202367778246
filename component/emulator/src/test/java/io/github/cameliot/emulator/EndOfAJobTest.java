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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that end otherwise than by their executions: by their abort rules, or by deletion. */
class EndOfAJobTest {

    private final ManualClock clock = new ManualClock();
    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().clock(clock).start();
        emulator.createGroup("west", "a", "b", "c", "d");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aJobIsCanceledWhenItsAbortRulesAreMetAndWhatIsInProgressGoesOn() {
        create("{'failureType':'FAILED','action':'CANCEL','thresholdPercentage':50,'minNumberOfExecutedThings':2}");

        start("d");
        end("a", "FAILED");
        String afterOne = emulator.jobStatus("ota-7");
        end("b", "FAILED");

        assertThat(afterOne).isEqualTo("IN_PROGRESS");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("CANCELED");
        assertThat(emulator.execution("c", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(emulator.execution("d", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(http.send("GET", "/jobs/ota-7", "").body()).contains("\"abortConfig\":{\"criteriaList\"");
    }

    @Test
    void onlyThingsThatHaveEndedCountIfThatIsTheReading() {
        emulator.close();
        emulator = JobsEmulator.builder()
                .readings(Readings.DEFAULT.abortCountsNotified(false))
                .start();
        emulator.createGroup("west", "a", "b", "c", "d");
        http = new RawHttp(emulator.endpoint());
        create("{'failureType':'FAILED','action':'CANCEL','thresholdPercentage':50,'minNumberOfExecutedThings':2}");

        end("a", "FAILED");
        String afterOne = emulator.jobStatus("ota-7");
        end("b", "SUCCEEDED");

        assertThat(afterOne).isEqualTo("IN_PROGRESS");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("CANCELED");
    }

    @Test
    void anAbortRuleCountsItsFailureTypeOnlyAndALastExecutionCompletesTheJob() {
        create("{'failureType':'REJECTED','action':'CANCEL','thresholdPercentage':1,'minNumberOfExecutedThings':1}");

        end("a", "FAILED");
        end("b", "FAILED");
        end("c", "FAILED");
        String before = emulator.jobStatus("ota-7");
        end("d", "REJECTED");

        assertThat(before).isEqualTo("IN_PROGRESS");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'failureType':'FAILED','action':'CANCEL','thresholdPercentage':101,'minNumberOfExecutedThings':2}",
                "{'failureType':'FAILED','action':'CANCEL','thresholdPercentage':50}",
                "{'failureType':'FAILED','action':'PAUSE','thresholdPercentage':50,'minNumberOfExecutedThings':2}",
                "{'action':'CANCEL','thresholdPercentage':50,'minNumberOfExecutedThings':2}",
                "{'failureType':'FAILED','action':'CANCEL','thresholdPercentage':50,'minNumberOfExecutedThings':0}",
                "{'failureType':'FAILED','action':'CANCEL','thresholdPercentage':10.999,'minNumberOfExecutedThings':2}",
                "",
            })
    void anAbortRuleThatIsNoneIsRefused(String criterion) {
        assertThat(create(criterion).statusCode()).isEqualTo(400);
    }

    @Test
    void aDeletedJobIsSeenToBeDeletedAndThenGone() {
        emulator.createJob("ota-7", "{}", "a");
        emulator.faults().delayDeletions(Duration.ofSeconds(30));

        emulator.deleteJob("ota-7", true);
        String during = http.send("GET", "/jobs/ota-7", "").body();
        String pending = http.send("GET", "/things/a/jobs", "").body();
        int taken = http.send("PUT", "/jobs/ota-7", body("")).statusCode();
        int canceled = http.send("PUT", "/jobs/ota-7/cancel", "").statusCode();
        int again = http.send("DELETE", "/jobs/ota-7", "").statusCode();
        clock.advance(Duration.ofSeconds(31));

        assertThat(during).contains("\"status\":\"DELETION_IN_PROGRESS\"");
        assertThat(pending).doesNotContain("ota-7");
        assertThat(taken).isEqualTo(409);
        assertThat(canceled).isEqualTo(400);
        assertThat(again).isEqualTo(200);
        assertThat(http.send("GET", "/jobs/ota-7", "").statusCode()).isEqualTo(404);
    }

    @Test
    void anExecutionOfAJobThatIsBeingDeletedIsNotFound() {
        emulator.createJob("ota-7", "{}", "a");
        emulator.faults().delayDeletions(Duration.ofMinutes(1));
        emulator.deleteJob("ota-7", true);
        String path = "/things/a/jobs/ota-7/executionNumber/1?force=true";

        HttpResponse<String> first = http.send("DELETE", path, "");
        HttpResponse<String> second = http.send("DELETE", path, "");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(404);
        assertThat(second.statusCode()).as(second.body()).isEqualTo(404);
        assertThat(http.send("GET", "/things/a/jobs", "").body()).doesNotContain("ota-7");
    }

    @Test
    void targetsAreShownWhileTheJobReachesThem() {
        emulator.faults().delayNewJobs(Duration.ofSeconds(5));
        create("{'failureType':'ALL','action':'CANCEL','thresholdPercentage':50,'minNumberOfExecutedThings':2}");

        String before = http.send("GET", "/jobs/ota-7", "").body();
        clock.advance(Duration.ofSeconds(6));
        String after = http.send("GET", "/jobs/ota-7", "").body();

        assertThat(before).contains("\"processingTargets\":[\"arn:", "\"numberOfQueuedThings\":0");
        assertThat(after).doesNotContain("processingTargets").contains("\"numberOfQueuedThings\":4");
    }

    private HttpResponse<String> create(String criterion) {
        return http.send("PUT", "/jobs/ota-7", body(",'abortConfig':{'criteriaList':[" + criterion + "]}"));
    }

    private static String body(String more) {
        return ("{'targets':['arn:aws:iot:us-east-1:123456789012:thinggroup/west'],'document':'{}'" + more + "}")
                .replace('\'', '"');
    }

    private void start(String thing) {
        http.send("PUT", "/things/" + thing + "/jobs/$next", "");
    }

    private void end(String thing, String status) {
        start(thing);
        http.send("POST", "/things/" + thing + "/jobs/ota-7", "{\"status\":\"" + status + "\"}");
    }
}
