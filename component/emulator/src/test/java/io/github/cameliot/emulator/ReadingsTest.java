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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.JobExecutionSummary;

/** Where two behaviors are possible, the emulator has both. */
class ReadingsTest {

    private static final String OTA_7 = "/things/pump-1/jobs/ota-7";
    private static final String ERROR_TYPE = "x-amzn-ErrorType";

    @Test
    void aVersionConflictIsNamedByTheModelOrByTheDocumentation() {
        HttpResponse<String> model = versionConflict(Readings.DEFAULT);
        HttpResponse<String> documentation =
                versionConflict(Readings.DEFAULT.conflictName(Readings.ConflictName.DOCUMENTATION));

        assertThat(model.headers().firstValue(ERROR_TYPE)).contains("InvalidStateTransitionException");
        assertThat(documentation.headers().firstValue(ERROR_TYPE)).contains("VersionMismatch");
        assertThat(documentation.statusCode()).isEqualTo(409);
    }

    @Test
    void aConflictCarriesTheStateOrDoesNot() {
        HttpResponse<String> with = versionConflict(Readings.DEFAULT);
        HttpResponse<String> without = versionConflict(Readings.DEFAULT.conflictCarriesState(false));

        assertThat(with.body())
                .contains("\"executionState\":{\"status\":\"QUEUED\",\"statusDetails\":{},\"versionNumber\":1}");
        assertThat(without.body()).doesNotContain("executionState");
    }

    @Test
    void ofTwoReasonsForAConflictEitherComesFirst() {
        Readings.ConflictName documentation = Readings.ConflictName.DOCUMENTATION;
        Readings terminalFirst = Readings.DEFAULT.conflictName(documentation);

        HttpResponse<String> terminal = conflictOfTerminal(terminalFirst);
        HttpResponse<String> version = conflictOfTerminal(terminalFirst.terminalBeforeVersion(false));

        assertThat(terminal.headers().firstValue(ERROR_TYPE)).contains("InvalidStateTransitionException");
        assertThat(version.headers().firstValue(ERROR_TYPE)).contains("VersionMismatch");
    }

    @Test
    void aQueuedExecutionMaySucceedWithoutAStartOrMayNot() {
        String succeeded = "{\"status\":\"SUCCEEDED\"}";

        assertThat(update(Readings.DEFAULT, succeeded).statusCode()).isEqualTo(409);
        assertThat(update(Readings.DEFAULT.queuedMaySucceed(true), succeeded).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aThingThatLeavesAGroupLosesSnapshotJobsOrKeepsThem() {
        assertThat(afterLeaving(Readings.DEFAULT)).isEqualTo(ExecutionStatus.REMOVED);
        assertThat(afterLeaving(Readings.DEFAULT.leavingGroupEndsSnapshot(false)))
                .isEqualTo(ExecutionStatus.QUEUED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expectedVersion\":\"1\"",
                "\"executionNumber\":\"1\"",
                "\"stepTimeoutInMinutes\":\"5\"",
                "\"stepTimeoutInMinutes\":\"-1\"",
                "\"includeJobExecutionState\":\"true\"",
                "\"includeJobDocument\":\"false\"",
                "\"statusDetails\":{\"a\":\"b\",\"c\":null}"
            })
    void valuesInQuotesAreTakenOrRefused(String member) {
        String body = "{\"status\":\"IN_PROGRESS\"," + member + "}";

        assertThat(update(Readings.DEFAULT, body).statusCode()).isEqualTo(200);
        assertThat(update(Readings.DEFAULT.quotedValuesTaken(false), body).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aVersionInQuotesIsComparedAsANumber() {
        String stale = "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":\"3\"}";

        assertThat(update(Readings.DEFAULT, stale).statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatDeviceLibrariesSendBesidesIsTakenUnderBothReadings(boolean quoted) {
        String body = "{\"status\":\"IN_PROGRESS\",\"statusDetails\":null,\"expectedVersion\":null,"
                + "\"executionNumber\":null,\"includeJobDocument\":null,\"clientToken\":\"\"}";

        assertThat(update(Readings.DEFAULT.quotedValuesTaken(quoted), body).statusCode())
                .isEqualTo(200);
    }

    @Test
    void startNextTakesValuesInQuotesToo() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("ota-7", "{}", "pump-1");
            String body = "{\"stepTimeoutInMinutes\":\"5\",\"statusDetails\":null,\"clientToken\":\"\"}";

            String started = new RawHttp(emulator.endpoint())
                    .send("PUT", "/things/pump-1/jobs/$next", body)
                    .body();

            assertThat(started).contains("\"approximateSecondsBeforeTimedOut\":");
        }
    }

    @Test
    void pendingListsWhatIsInProgressOrDoesNot() {
        assertThat(pendingAfterStart(Readings.DEFAULT)).isEqualTo("started queued");
        assertThat(pendingAfterStart(Readings.DEFAULT.pendingListsInProgress(false)))
                .isEqualTo(" queued");
    }

    /** With the plain SDK: what is in progress is still the next one, though it may not be listed. */
    private static String pendingAfterStart(Readings readings) {
        try (JobsEmulator emulator = JobsEmulator.builder().readings(readings).start();
                IotJobsDataPlaneClient data = IotJobsDataPlaneClient.builder()
                        .endpointOverride(emulator.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .httpClient(ApacheHttpClient.create())
                        .build()) {
            emulator.createJob("started", "{}", "pump-1");
            emulator.createJob("queued", "{}", "pump-1");
            data.startNextPendingJobExecution(r -> r.thingName("pump-1"));

            var pending = data.getPendingJobExecutions(r -> r.thingName("pump-1"));

            assertThat(data.describeJobExecution(r -> r.thingName("pump-1").jobId("$next"))
                            .execution()
                            .jobId())
                    .isEqualTo("started");
            return ids(pending.inProgressJobs()) + " " + ids(pending.queuedJobs());
        }
    }

    private static String ids(List<JobExecutionSummary> executions) {
        return executions.stream().map(JobExecutionSummary::jobId).collect(Collectors.joining(","));
    }

    @Test
    void tenPendingExecutionsAreListedOrAsManyAsWished() {
        assertThat(listed(Limits.DOCUMENTED)).isEqualTo(10);
        assertThat(listed(Limits.DOCUMENTED.withPendingListed(15))).isEqualTo(12);
    }

    @Test
    void tenPairsOfDetailsArePossibleOrMore() {
        assertThat(elevenPairs(Limits.DOCUMENTED)).isEqualTo(400);
        assertThat(elevenPairs(Limits.DOCUMENTED.withDetailsPairs(100))).isEqualTo(200);
    }

    private static HttpResponse<String> versionConflict(Readings readings) {
        return update(readings, "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":9}");
    }

    private static HttpResponse<String> update(Readings readings, String body) {
        try (JobsEmulator emulator = JobsEmulator.builder().readings(readings).start()) {
            emulator.createJob("ota-7", "{}", "pump-1");
            return new RawHttp(emulator.endpoint()).send("POST", OTA_7, body);
        }
    }

    private static HttpResponse<String> conflictOfTerminal(Readings readings) {
        try (JobsEmulator emulator = JobsEmulator.builder().readings(readings).start()) {
            emulator.createJob("ota-7", "{}", "pump-1");
            emulator.cancelJob("ota-7", true);
            return new RawHttp(emulator.endpoint())
                    .send("POST", OTA_7, "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":9}");
        }
    }

    private static ExecutionStatus afterLeaving(Readings readings) {
        try (JobsEmulator emulator = JobsEmulator.builder().readings(readings).start()) {
            emulator.createGroup("pumps", "pump-1");
            emulator.createJob(JobSpec.of("ota-7").groups("pumps"));
            emulator.removeFromGroup("pumps", "pump-1");
            return emulator.execution("pump-1", "ota-7").status();
        }
    }

    private static int listed(Limits limits) {
        try (JobsEmulator emulator = JobsEmulator.builder().limits(limits).start()) {
            IntStream.range(0, 12).forEach(i -> emulator.createJob("ota-" + i, "{}", "pump-1"));
            String pending = new RawHttp(emulator.endpoint())
                    .send("GET", "/things/pump-1/jobs", "")
                    .body();
            return pending.split("\"jobId\"", -1).length - 1;
        }
    }

    private static int elevenPairs(Limits limits) {
        try (JobsEmulator emulator = JobsEmulator.builder().limits(limits).start()) {
            emulator.createJob("ota-7", "{}", "pump-1");
            StringBuilder pairs = new StringBuilder("\"k\":\"v\"");
            IntStream.range(0, 10).forEach(i -> pairs.append(",\"k").append(i).append("\":\"v\""));
            String body = "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{" + pairs + "}}";
            return new RawHttp(emulator.endpoint()).send("POST", OTA_7, body).statusCode();
        }
    }
}
