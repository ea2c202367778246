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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds, saved states, reset and health. */
class StateTest {

    private static final String SEED = """
            {"things": [{"thingName": "pump-12", "attributes": {"site": "north"}}, {"thingName": "pump-13"}],
             "groups": [{"thingGroupName": "pumps", "things": ["pump-12", "pump-13"]}],
             "jobs": [{"jobId": "ota-7", "targets": ["thinggroup/pumps"], "document": {"version": 7},
                       "timeoutConfig": {"inProgressTimeoutInMinutes": 5}},
                      {"jobId": "ota-8", "targets": ["arn:aws:iot:us-east-1:123456789012:thing/pump-12"], "document": "text"}]}
            """;

    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().seed(SEED).start();
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aSeedHasThingsGroupsAndJobs() {
        assertThat(emulator.executions("pump-12")).extracting(Execution::jobId).containsExactly("ota-7", "ota-8");
        assertThat(emulator.executions("pump-13")).extracting(Execution::jobId).containsExactly("ota-7");
        assertThat(http.send("GET", "/things/pump-13/jobs/$next", "").body())
                .contains("\"jobDocument\":\"{\\\"version\\\":7}\"");
    }

    @Test
    void resetReturnsToTheSeed() {
        Instant before = Instant.now();
        emulator.createJob("ota-9", "{}", "pump-99");
        emulator.deleteJob("ota-7", true);
        emulator.faults().add(Fault.unavailable());
        emulator.faults().delayNewJobs(Duration.ofHours(1));
        emulator.advance(Duration.ofHours(1));

        HttpResponse<String> response = json("POST", "/_emulator/reset", "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        aSeedHasThingsGroupsAndJobs();
        assertThat(emulator.executions("pump-99")).isEmpty();
        assertThat(emulator.faults().active()).isEmpty();
        assertThat(emulator.execution("pump-12", "ota-7").queuedAt())
                .isBetween(before, before.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aSavedStateIsLoadedIntoAnotherEmulator() {
        http.send(
                "PUT", "/things/pump-12/jobs/$next", "{\"statusDetails\":{\"step\":\"1\"},\"stepTimeoutInMinutes\":3}");
        String saved = http.send("GET", "/_emulator/state", "").body();

        try (JobsEmulator other = JobsEmulator.builder()
                .separateAccounts()
                .region("eu-west-1")
                .account("210987654321")
                .start()) {
            RawHttp there = new RawHttp(other.endpoint());
            int status = there.send(
                            "PUT",
                            "/_emulator/state?account=210987654321&region=eu-central-1",
                            saved.getBytes(StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/json")
                    .statusCode();

            assertThat(status).isEqualTo(200);
            JobsEmulator loaded = other.in("210987654321", "eu-central-1");
            assertThat(loaded.executions("pump-12")).isEqualTo(emulator.executions("pump-12"));
            assertThat(other.executions("pump-12")).isEmpty();
            other.advance(Duration.ofMinutes(4));
            assertThat(loaded.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        }
    }

    @Test
    void whatIsDumpedInJavaIsLoadedInJava() {
        String dump = emulator.dump();
        emulator.reset();
        emulator.deleteThing("pump-12");

        emulator.load(dump);

        aSeedHasThingsGroupsAndJobs();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|The state is not a JSON object",
                "{\"things\":1}|things is not a list",
                "{\"things\":[\"pump\"]}|things is not a list of objects",
                "{\"thing\":[]}|member 'thing' is not known. The known names are account, events, groups, jobs, nextSequence, region, savedAt, templates, things",
                "{\"things\":[{\"name\":\"pump\"}]}|things[0].member 'name' is not known. The known names are attributes, thingId, thingName, thingTypeName",
                "{\"things\":[{}]}|things[0].thingName is missing, like \"thingName\": \"pump-12\"",
                "{\"things\":[{\"thingName\":7}]}|things[0].thingName is not a string",
                "{\"things\":[{\"thingName\":\"a b\"}]}|things[0]: thingName 'a b' is not possible: it must match [a-zA-Z0-9:_-]{1,128}",
                "{\"things\":[{\"thingName\":\"a\"},{\"thingName\":\"a\"}]}|Thing a is there twice",
                "{\"groups\":[{\"thingGroupName\":\"g\",\"things\":[\"a\"]}]}|groups[0].things[0]: Thing a does not exist. Add it to things",
                "{\"jobs\":[{\"jobId\":\"j\",\"targets\":[],\"document\":\"{}\"}]}|jobs[0]: targets is empty: a job needs at least one thing or thing group",
                "{\"jobs\":[{\"jobId\":\"j\",\"targets\":[\"thing/a\"],\"document\":\"{}\"}]}|jobs[0].targets[0]: Thing a does not exist. Add it to things",
                "{\"jobs\":[{\"jobId\":\"j\",\"targets\":[\"thinggroup/g\"],\"document\":\"{}\"}]}|jobs[0]: Thing group g does not exist",
                "{\"jobs\":[{\"jobId\":\"j\",\"targets\":[\"x\"],\"document\":\"{}\"}]}|jobs[0]: target 'x' is not the ARN of",
                "{\"jobs\":[{\"jobId\":\"j\",\"timeoutConfig\":{\"inProgressTimoutInMinutes\":5}}]}|jobs[0].timeoutConfig.member 'inProgressTimoutInMinutes' is not known.",
                "{\"jobs\":[{\"jobId\":\"j\",\"jobExecutionsRetryConfig\":{\"criteriaList\":[{\"retries\":5}]}}]}|jobs[0].jobExecutionsRetryConfig.criteriaList[0].member 'retries' is not known.",
                "{\"jobs\":[{\"jobId\":\"j\",\"targets\":[\"thing/a\"],\"document\":\"{}\",\"state\":{\"status\":\"DONE\"}}]}|jobs[0].state.",
                "{\"things\":[{\"thingName\":\"a\",\"version\":0}]}|things[0].version is 0: a whole number of 1 to",
                "{\"groups\":[{\"thingGroupName\":\"g\",\"thingGroupProperties\":{\"thingGroupDescription\":1}}]}|groups[0].thingGroupProperties.thingGroupDescription is not a string",
                "{\"templates\":[{\"description\":\"d\"}]}|templates[0].jobTemplateId is missing, like \"jobTemplateId\": \"reboot\"",
                "{\"templates\":[{\"jobTemplateId\":\"t\",\"document\":{}}]}|templates[0]: description is missing",
                "{\"templates\":[{\"jobTemplateId\":\"t\",\"description\":\"d\"}]}|templates[0]: document is missing",
                "{\"templates\":[{\"jobTemplateId\":\"t\",\"description\":\"d\",\"document\":{},\"maintenanceWindows\":[{\"startTime\":\"x\",\"durationInMinutes\":5}]}]}|templates[0]",
                "{\"things\":[{\"thingName\":\"a\"}],\"jobs\":[{\"jobId\":\"j\",\"targets\":[\"thing/a\"],\"jobTemplateArn\":\"jobtemplate/t\"}]}|jobs[0]: Job template t does not exist",
                "{\"events\":{\"enabled\":[\"JOBS\"]}}|events.enabled 'JOBS' is not possible",
            })
    void aMistakeIsNamedWithItsPathAndChangesNothing(String state, String message) {
        assertThatThrownBy(() -> emulator.load(state)).hasMessageStartingWith(message);

        aSeedHasThingsGroupsAndJobs();
    }

    @Test
    void whatWasSavedCanBeLoadedThoughTheRequestsHadUnknownMembers() {
        String settings = """
                "presignedUrlConfig":{"roleArn":"r","expiresInSec":60,"x":1},
                "abortConfig":{"criteriaList":[{"failureType":"FAILED","action":"CANCEL","thresholdPercentage":50,
                  "minNumberOfExecutedThings":2,"x":1}]},
                "jobExecutionsRolloutConfig":{"exponentialRate":{"baseRatePerMinute":1,"incrementFactor":2,
                  "rateIncreaseCriteria":{"numberOfNotifiedThings":1,"x":{}}}}""";
        int job = http.send("PUT", "/jobs/j", """
                {"targets":["arn:aws:iot:us-east-1:123456789012:thing/pump-12"],"document":"{}",%s,
                 "schedulingConfig":{"maintenanceWindows":
                   [{"startTime":"cron(0/1 * * * ? *)","durationInMinutes":1,"x":[1]}],"x":1}}""".formatted(settings)).statusCode();
        int template =
                http.send("PUT", "/job-templates/t", """
                {"description":"d","document":"{}",%s,
                 "maintenanceWindows":[{"startTime":"cron(0/1 * * * ? *)","durationInMinutes":1,"x":1}]}""".formatted(settings)).statusCode();
        int update = http.send("PATCH", "/jobs/j", "{\"presignedUrlConfig\":{\"roleArn\":\"s\",\"x\":1}}")
                .statusCode();
        String saved = http.send("GET", "/_emulator/state", "").body();

        HttpResponse<String> loaded = json("PUT", "/_emulator/state", saved);

        assertThat(new int[] {job, template, update}).containsOnly(200);
        assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(200);
        assertThat(saved)
                .contains("\"roleArn\":\"s\"", "\"numberOfNotifiedThings\":1")
                .doesNotContain("\"x\"");
        assertThat(http.send("GET", "/jobs/j", "").body()).contains("\"thresholdPercentage\":50");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 50, 200})
    void aResetReturnsToASeedWhoseJobWasScheduledThough(int minutes) {
        ManualClock clock = new ManualClock(Instant.parse("2026-08-01T10:00:20Z"));
        String seed = """
                {"things": [{"thingName": "pump-12"}],
                 "jobs": [{"jobId": "ota-7", "targets": ["thing/pump-12"], "document": {},
                           "schedulingConfig": {"startTime": "2026-08-01 10:40", "endTime": "2026-08-01 11:15",
                                                "endBehavior": "CANCEL"}}]}""";
        try (JobsEmulator scheduled =
                JobsEmulator.builder().clock(clock).seed(seed).start()) {
            RawHttp there = new RawHttp(scheduled.endpoint());
            clock.advance(Duration.ofMinutes(minutes));

            HttpResponse<String> response = there.send(
                    "POST",
                    "/_emulator/reset",
                    "{}".getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/json");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            String expected = minutes < 40 ? "SCHEDULED" : minutes < 75 ? "IN_PROGRESS" : "CANCELED";
            assertThat(there.send("GET", "/jobs/ota-7", "").body()).contains("\"status\":\"" + expected + "\"");
        }
    }

    @Test
    void damagedStatesAreRefusedOrLoadedButNeverADefect() {
        emulator.load("""
                {"things":[{"thingName":"a"},{"thingName":"b"}], "groups":[{"thingGroupName":"g","things":["a","b"]}],
                 "templates":[{"jobTemplateId":"t","description":"d","document":{}}], "events":{"enabled":["JOB"]},
                 "jobs":[{"jobId":"j","targets":["thinggroup/g"],"document":"{}","timeoutConfig":{"inProgressTimeoutInMinutes":5},
                   "jobExecutionsRolloutConfig":{"maximumPerMinute":1},
                   "schedulingConfig":{"maintenanceWindows":[{"startTime":"cron(0/1 * * * ? *)","durationInMinutes":1}]}}]}
                """);
        String dump = emulator.dump();
        assertThat(dump).contains("\"waiting\":[\"b\"]", "\"rolloutGoesOnAt\":", "\"windowChangesAt\":");
        for (String name :
                ("thingName status versionNumber executionNumber sequence queuedAt targets createdAt version "
                                + "description document enabled announced waiting rolloutGoesOnAt windowChangesAt hasStarted")
                        .split(" ")) {
            for (String value : new String[] {"null", "-1", "\"\"", "\"x\"", "[]", "{}", "9223372036854775807"}) {
                String damaged = dump.replaceFirst(
                        "\"" + name + "\":(\"[^\"]*\"|[0-9]+|true|\\[[^]]*])", "\"" + name + "\":" + value);
                HttpResponse<String> response = json("PUT", "/_emulator/state", damaged);

                assertThat(response.statusCode()).as(name + " " + value).isIn(200, 400, 404, 410);
                assertThat(http.send("GET", "/_emulator/state", "").statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void theProgramNamesTheFileOfAWrongSeed(@TempDir Path folder) throws Exception {
        Path seed = Files.writeString(folder.resolve("fleet.json"), "{\"things\":[{}]}");
        var err = new java.io.ByteArrayOutputStream();
        var out = new java.io.PrintStream(new java.io.ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

        int wrong = Main.run(
                new String[] {"--seed", seed.toString()},
                out,
                new java.io.PrintStream(err, true, StandardCharsets.UTF_8));
        int missing = Main.run(
                new String[] {"--seed", seed + "x"}, out, new java.io.PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(wrong).isEqualTo(1);
        assertThat(missing).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "The seed " + seed
                                                + " is not possible. things[0].thingName is missing, like \"thingName\": \"pump-12\""),
                        line -> assertThat(line).startsWith("Cannot read the seed " + seed + "x"));
    }

    @Test
    void healthNeedsNoSignature() {
        try (JobsEmulator closed =
                JobsEmulator.builder().accessKey(AccessKey.of("AKID", "SECRET")).start()) {
            RawHttp there = new RawHttp(closed.endpoint());

            assertThat(there.send("GET", "/_emulator/health", "").body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(there.send("GET", "/_emulator/state", "").statusCode()).isEqualTo(403);
        }
    }

    private HttpResponse<String> json(String method, String path, String body) {
        return http.send(method, path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }
}
