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
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that run only in their maintenance windows. */
class MaintenanceWindowTest {

    private static final String NIGHT =
            "'maintenanceWindows':[{'startTime':'cron(0 2 * * ? *)','durationInMinutes':60}]";
    private static final String NONE_PENDING = "{\"inProgressJobs\":[],\"queuedJobs\":[]}";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-08-01T10:00:20Z"));
    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().clock(clock).start();
        emulator.createGroup("west", "pump-1", "pump-2");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aJobStartsWithItsFirstWindow() {
        create(NIGHT);

        String before = emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-02T01:59:59Z"));
        String justBefore = startNext("pump-1");
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));
        String in = startNext("pump-1");

        assertThat(before).isEqualTo("SCHEDULED");
        assertThat(justBefore).isEqualTo("{}");
        assertThat(in).contains("\"jobId\":\"ota-7\"");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
    }

    @Test
    void betweenItsWindowsAJobIsScheduledAndWhatIsQueuedIsNotPending() {
        create(NIGHT);
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));
        startNext("pump-1");

        clock.set(Instant.parse("2026-08-02T03:00:00Z"));
        String between = startNext("pump-2");
        String pending = http.send("GET", "/things/pump-2/jobs", "").body();
        String status = emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-03T02:00:00Z"));
        String inNextWindow = startNext("pump-2");

        assertThat(status).isEqualTo("SCHEDULED");
        assertThat(between).isEqualTo("{}");
        assertThat(pending).isEqualTo(NONE_PENDING);
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(inNextWindow).contains("\"jobId\":\"ota-7\"", "\"executionNumber\":1");
    }

    @Test
    void whatIsInProgressMayEndBetweenTheWindowsAndCompletesTheJob() {
        emulator.removeFromGroup("west", "pump-2");
        create(NIGHT);
        clock.set(Instant.parse("2026-08-02T02:30:00Z"));
        startNext("pump-1");
        clock.set(Instant.parse("2026-08-02T04:00:00Z"));

        int reported = http.send("POST", "/things/pump-1/jobs/ota-7", "{\"status\":\"SUCCEEDED\"}")
                .statusCode();
        String status = emulator.jobStatus("ota-7");
        clock.advance(Duration.ofDays(3));

        assertThat(reported).isEqualTo(200);
        assertThat(status).isEqualTo("COMPLETED");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("COMPLETED");
    }

    @Test
    void aJobCreatedInItsWindowStartsAtOnce() {
        clock.set(Instant.parse("2026-08-02T02:59:00Z"));

        create(NIGHT);

        assertThat(emulator.jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
        clock.advance(Duration.ofMinutes(1));
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("SCHEDULED");
    }

    @Test
    void aJobWithAStartTimeWaitsForTheFirstWindowAfterIt() {
        create("'startTime':'2026-08-02 02:30',"
                + NIGHT.replace("0 2 ", "0 2,4 ").replace("60}", "20}"));

        clock.set(Instant.parse("2026-08-02T02:30:00Z"));
        String atStart = emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-02T04:00:00Z"));

        assertThat(atStart).isEqualTo("SCHEDULED");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
    }

    @Test
    void windowsThatFollowEachOtherAreOne() {
        create(NIGHT.replace("0 2 ", "0 2-4 "));
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));
        emulator.jobStatus("ota-7");

        clock.set(Instant.parse("2026-08-02T04:59:59Z"));
        String before = emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-02T05:00:00Z"));

        assertThat(before).isEqualTo("IN_PROGRESS");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("SCHEDULED");
    }

    @Test
    void aJobShowsItsNextSevenWindowsWithinItsTime() {
        create("'startTime':'2026-08-02 12:00'," + NIGHT);

        String all = http.send("GET", "/jobs/ota-7", "").body();
        emulator.deleteJob("ota-7", true);
        create("'endTime':'2026-08-03 12:00'," + NIGHT);
        String untilItsEnd = http.send("GET", "/jobs/ota-7", "").body();

        assertThat(all.split("scheduledJobRollouts")[1])
                .startsWith("\":[{\"startTime\":\"2026-08-03 02:00\"},{\"startTime\":\"2026-08-04 02:00\"}")
                .contains("2026-08-09 02:00")
                .doesNotContain("2026-08-10");
        assertThat(untilItsEnd)
                .contains("\"scheduledJobRollouts\":[{\"startTime\":\"2026-08-02 02:00\"},"
                        + "{\"startTime\":\"2026-08-03 02:00\"}]");
    }

    @Test
    void executionsThatWaitForAWindowAreCanceledAndRemovedLikeOthers() {
        create(NIGHT);
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));
        emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-02T03:00:00Z"));

        emulator.removeFromGroup("west", "pump-1");
        emulator.cancelJob("ota-7", false);
        clock.set(Instant.parse("2026-08-03T02:00:00Z"));

        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.REMOVED);
        assertThat(emulator.execution("pump-2", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);
        assertThat(startNext("pump-2")).isEqualTo("{}");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("CANCELED");
    }

    @Test
    void aRetryWaitsForTheNextWindow() {
        create(NIGHT, "'jobExecutionsRetryConfig':{'criteriaList':[{'failureType':'FAILED','numberOfRetries':1}]},");
        clock.set(Instant.parse("2026-08-02T02:30:00Z"));
        startNext("pump-1");
        clock.set(Instant.parse("2026-08-02T03:30:00Z"));

        http.send("POST", "/things/pump-1/jobs/ota-7", "{\"status\":\"FAILED\"}");
        String between = startNext("pump-1");
        clock.set(Instant.parse("2026-08-03T02:00:00Z"));

        assertThat(between).isEqualTo("{}");
        assertThat(startNext("pump-1")).contains("\"executionNumber\":2");
    }

    @Test
    void aThingThatJoinsBetweenTheWindowsGetsTheJobInTheNext() {
        create(NIGHT, "'targetSelection':'CONTINUOUS',");
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));
        emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-02T04:00:00Z"));

        emulator.addToGroup("west", "pump-3");
        String between = startNext("pump-3");
        clock.set(Instant.parse("2026-08-03T02:00:00Z"));

        assertThat(between).isEqualTo("{}");
        assertThat(startNext("pump-3")).contains("ota-7");
    }

    @Test
    void whatWaitsForAWindowIsDeletedWithItsJob() {
        create(NIGHT);
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));
        emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-02T04:00:00Z"));

        int withoutForce = http.send("DELETE", "/jobs/ota-7", "").statusCode();
        emulator.deleteJob("ota-7", true);
        clock.set(Instant.parse("2026-08-03T02:00:00Z"));

        assertThat(withoutForce).isEqualTo(409);
        assertThat(startNext("pump-1")).isEqualTo("{}");
    }

    @Test
    void aJobWhoseWindowsNeverCameIsCompleteAtItsEnd() {
        create("'endTime':'2026-08-01 12:00'," + NIGHT);

        clock.set(Instant.parse("2026-08-01T12:00:00Z"));
        String atEnd = emulator.jobStatus("ota-7");
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));

        assertThat(atEnd).isEqualTo("COMPLETED");
        assertThat(emulator.executions("pump-1")).isEmpty();
    }

    @Test
    void windowsOfEachMinuteAreOneWindow() {
        create("'maintenanceWindows':[{'startTime':'cron(* * * * ? *)','durationInMinutes':1}]");

        clock.advance(Duration.ofDays(10));

        assertThat(emulator.jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
        assertThat(startNext("pump-1")).contains("ota-7");
    }

    private void create(String config) {
        create(config, "");
    }

    private void create(String config, String members) {
        String body = "{'document':'{}','targets':['arn:aws:iot:us-east-1:123456789012:thinggroup/west']," + members
                + "'schedulingConfig':{" + config + "}}";
        HttpResponse<String> created = http.send("PUT", "/jobs/ota-7", body.replace('\'', '"'));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    }

    private String startNext(String thing) {
        return http.send("PUT", "/things/" + thing + "/jobs/$next", "").body();
    }
}
