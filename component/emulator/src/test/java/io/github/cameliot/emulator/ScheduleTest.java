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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs that start and end at their times. */
class ScheduleTest {

    private static final String THING = "arn:aws:iot:us-east-1:123456789012:thing/pump-1";
    private static final String GROUP = "arn:aws:iot:us-east-1:123456789012:thinggroup/west";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-08-01T10:00:20Z"));
    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().clock(clock).start();
        emulator.createThing("pump-1");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void nothingIsPendingBeforeTheStart() {
        create("ota-7", THING, "'startTime':'2026-08-01 12:00'");

        String status = emulator.jobStatus("ota-7");
        String before = http.send("PUT", "/things/pump-1/jobs/$next", "").body();
        String listed = http.send("GET", "/jobs?status=SCHEDULED", "").body();
        clock.set(Instant.parse("2026-08-01T11:59:59Z"));
        String justBefore = http.send("GET", "/things/pump-1/jobs", "").body();
        clock.set(Instant.parse("2026-08-01T12:00:00Z"));
        String after = http.send("PUT", "/things/pump-1/jobs/$next", "").body();

        assertThat(status).isEqualTo("SCHEDULED");
        assertThat(before).isEqualTo("{}");
        assertThat(listed).contains("\"jobId\":\"ota-7\"", "\"status\":\"SCHEDULED\"");
        assertThat(justBefore).isEqualTo("{\"inProgressJobs\":[],\"queuedJobs\":[]}");
        assertThat(after).contains("\"jobId\":\"ota-7\"", "\"queuedAt\":1785585600");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
        assertThat(http.send("GET", "/jobs?status=SCHEDULED", "").body()).isEqualTo("{\"jobs\":[]}");
        assertThat(http.send("GET", "/jobs/ota-7", "").body())
                .contains("\"schedulingConfig\":{\"startTime\":\"2026-08-01 12:00\"}");
    }

    @Test
    void theMembersOfAGroupCountAtTheStart() {
        emulator.createGroup("west", "pump-1");
        create("ota-7", GROUP, "'startTime':'2026-08-01T12:00'");
        emulator.addToGroup("west", "pump-2");
        emulator.removeFromGroup("west", "pump-1");
        emulator.deleteThing("pump-1");

        clock.advance(Duration.ofHours(2));

        assertThat(emulator.executions("pump-2")).hasSize(1);
        assertThat(emulator.executions("pump-1")).isEmpty();
    }

    @Test
    void aScheduledJobThatIsCanceledNeverStarts() {
        create("ota-7", THING, "'startTime':'2026-08-01 12:00'");

        int deleted = http.send("DELETE", "/jobs/ota-7", "").statusCode();
        emulator.cancelJob("ota-7", false);
        clock.advance(Duration.ofHours(3));

        assertThat(deleted).isEqualTo(409);
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("CANCELED");
        assertThat(emulator.executions("pump-1")).isEmpty();
    }

    @Test
    void anIdThatIsFreeAgainIsNotStartedByTheOldSchedule() {
        create("ota-7", THING, "'startTime':'2026-08-01 12:00'");
        emulator.deleteJob("ota-7", true);
        create("ota-7", THING, "'startTime':'2026-08-01 14:00'");

        clock.set(Instant.parse("2026-08-01T13:00:00Z"));

        assertThat(emulator.jobStatus("ota-7")).isEqualTo("SCHEDULED");
        assertThat(emulator.executions("pump-1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP_ROLLOUT, IN_PROGRESS, QUEUED, IN_PROGRESS",
        "CANCEL, CANCELED, CANCELED, IN_PROGRESS",
        "FORCE_CANCEL, CANCELED, CANCELED, CANCELED"
    })
    void whatIsNotDoneAtTheEndIsKeptOrCanceled(
            String behavior, String job, ExecutionStatus queued, ExecutionStatus inProgress) {
        emulator.createGroup("west", "pump-1", "pump-2");
        createContinuous("'endTime':'2026-08-01 12:00','endBehavior':'" + behavior + "'");
        http.send("PUT", "/things/pump-1/jobs/$next", "");

        clock.set(Instant.parse("2026-08-01T12:00:00Z"));
        emulator.addToGroup("west", "pump-3");

        assertThat(emulator.jobStatus("ota-7")).isEqualTo(job);
        assertThat(emulator.execution("pump-2", "ota-7").status()).isEqualTo(queued);
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(inProgress);
        assertThat(emulator.executions("pump-3")).isEmpty();
    }

    @Test
    void aContinuousJobIsCompleteAfterItsEnd() {
        emulator.createGroup("west", "pump-1");
        createContinuous("'endTime':'2026-08-01 12:00'");
        http.send("PUT", "/things/pump-1/jobs/$next", "");
        http.send("POST", "/things/pump-1/jobs/ota-7", "{\"status\":\"SUCCEEDED\"}");
        String before = emulator.jobStatus("ota-7");

        clock.set(Instant.parse("2026-08-01T12:00:00Z"));

        assertThat(before).isEqualTo("IN_PROGRESS");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'startTime':'2026-08-01 10:30'",
                "'startTime':'2026-08-01T10:30:20Z'",
                "'startTime':'2027-08-01 10:00'",
                "'startTime':'2026-08-01T12:30+02:00'",
                "'startTime':'2026-08-01 10:30','endTime':'2026-08-01 11:00'",
                "'startTime':'2026-08-01 10:30','endTime':'2028-08-01 11:00','endBehavior':'CANCEL'",
                "'endTime':'2026-08-01 10:30'",
                "'endBehavior':'CANCEL'",
                "'maintenanceWindows':[]",
                "'maintenanceWindows':[{'startTime':'cron(0 20 ? * MON *)','durationInMinutes':1430}]",
                "'startTime':null"
            })
    void whatThePageAllowsIsCreated(String config) {
        assertThat(create("ota-7", THING, config).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'startTime':'2026-08-01 10:29'|startTime",
                "'startTime':'2026-07-01 10:30'|startTime",
                "'startTime':'2027-08-01 10:01'|startTime",
                "'startTime':'2026-08-32 10:30'|is not a time",
                "'startTime':'2026-08-01'|is not a time",
                "'startTime':'tomorrow'|is not a time",
                "'startTime':''|is not a time",
                "'startTime':1785585600|is not a string",
                "'startTime':'2026-08-01 12:00','endTime':'2026-08-01 12:29'|endTime",
                "'startTime':'2026-08-01 12:00','endTime':'2026-08-01 11:00'|endTime",
                "'startTime':'2026-08-01 12:00','endTime':'2028-08-01 12:31'|endTime",
                "'endTime':'2026-08-01 10:29'|endTime",
                "'endTime':'2026-08-01 12:00','endBehavior':'STOP'|endBehavior",
                "'maintenanceWindows':[{'startTime':'cron(0 20 30 FEB ? *)','durationInMinutes':60}]|does not come",
                "'maintenanceWindows':[{'startTime':'every monday','durationInMinutes':60}]|cron",
                "'maintenanceWindows':[{'startTime':'cron(0 20 ? * MON *)','durationInMinutes':0}]|1 to 1430",
                "'maintenanceWindows':[{'startTime':'cron(0 20 ? * MON *)','durationInMinutes':1431}]|1 to 1430",
                "'maintenanceWindows':[{'startTime':'cron(0 20 ? * MON *)'}]|1 to 1430",
                "'maintenanceWindows':{}|is not a list"
            })
    void nonsenseIsRefused(String config, String reason) {
        HttpResponse<String> response = create("ota-7", THING, config);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(reason);
        assertThat(http.send("GET", "/jobs/ota-7", "").statusCode()).isEqualTo(404);
    }

    @Test
    void executionsOfScheduledJobsCountAsStoredUntilTheyAreCanceled() {
        emulator.close();
        emulator = JobsEmulator.builder()
                .clock(clock)
                .capacity(Capacity.DEFAULT.withExecutions(1))
                .start();
        emulator.createThing("pump-1");
        http = new RawHttp(emulator.endpoint());
        create("ota-7", THING, "'startTime':'2026-08-01 12:00'");

        int full = create("ota-8", THING, "").statusCode();
        emulator.cancelJob("ota-7", false);
        int free = create("ota-8", THING, "").statusCode();

        assertThat(full).isEqualTo(410);
        assertThat(free).isEqualTo(200);
    }

    private HttpResponse<String> create(String jobId, String target, String config) {
        return send(jobId, "'targets':['" + target + "']", config);
    }

    private void createContinuous(String config) {
        HttpResponse<String> created =
                send("ota-7", "'targets':['" + GROUP + "'],'targetSelection':'CONTINUOUS'", config);
        assertThat(created.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String jobId, String members, String config) {
        String body = "{'document':'{}'," + members + ",'schedulingConfig':{" + config + "}}";
        return http.send("PUT", "/jobs/" + jobId, body.replace('\'', '"'));
    }
}
