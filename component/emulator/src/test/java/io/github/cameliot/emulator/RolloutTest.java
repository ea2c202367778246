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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that reach their things minute by minute. */
class RolloutTest {

    private static final int THINGS = 30;

    private final ManualClock clock = new ManualClock();
    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().clock(clock).start();
        emulator.createGroup(
                "west", IntStream.range(0, THINGS).mapToObj(RolloutTest::thing).toArray(String[]::new));
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void aConstantRateReachesSoManyThingsAMinuteByName() {
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':10}");

        int atOnce = reached();
        String job = http.send("GET", "/jobs/ota-7", "").body();
        clock.advance(Duration.ofSeconds(59));
        int stillFirst = reached();
        clock.advance(Duration.ofSeconds(1));
        int afterOne = reached();
        clock.advance(Duration.ofMinutes(1));

        assertThat(atOnce).isEqualTo(10);
        assertThat(job).contains("\"isConcurrent\":true");
        assertThat(emulator.executions(thing(9))).hasSize(1);
        assertThat(stillFirst).isEqualTo(10);
        assertThat(afterOne).isEqualTo(20);
        assertThat(reached()).isEqualTo(THINGS);
        assertThat(http.send("GET", "/jobs/ota-7", "").body()).contains("\"isConcurrent\":false");
    }

    @Test
    void anExponentialRateIsRaisedByNotifiedThings() {
        create("'jobExecutionsRolloutConfig':{'exponentialRate':{'baseRatePerMinute':2,'incrementFactor':2,"
                + "'rateIncreaseCriteria':{'numberOfNotifiedThings':4}}}");

        int[] reached = minutes(5);

        assertThat(reached).containsExactly(2, 4, 8, 16, 30);
    }

    @Test
    void anExponentialRateIsRaisedByThingsThatSucceededUpToTheMaximum() {
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':5,'exponentialRate':{'baseRatePerMinute':2,"
                + "'incrementFactor':1.5,'rateIncreaseCriteria':{'numberOfSucceededThings':1}}}");

        int first = reached();
        end(thing(0), "SUCCEEDED");
        clock.advance(Duration.ofMinutes(1));
        int second = reached();
        end(thing(1), "SUCCEEDED");
        end(thing(2), "SUCCEEDED");
        clock.advance(Duration.ofMinutes(1));

        assertThat(first).isEqualTo(2);
        assertThat(second).isEqualTo(5);
        assertThat(reached()).isEqualTo(10);
    }

    @Test
    void aJobIsNotCompleteWhileThingsAreNotReached() {
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':1}");

        end(thing(0), "SUCCEEDED");

        assertThat(emulator.jobStatus("ota-7")).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aCanceledOrDeletedJobReachesNoFurtherThings() {
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':10}");

        emulator.cancelJob("ota-7", false);
        clock.advance(Duration.ofMinutes(5));
        int reached = reached();
        emulator.deleteJob("ota-7", true);
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':10}");
        emulator.deleteJob("ota-7", true);
        clock.advance(Duration.ofMinutes(5));

        assertThat(reached).isEqualTo(10);
        assertThat(reached()).isZero();
    }

    @Test
    void anAbortedJobReachesNoFurtherThings() {
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':10},'abortConfig':{'criteriaList':[{'failureType':"
                + "'FAILED','action':'CANCEL','thresholdPercentage':20,'minNumberOfExecutedThings':10}]}");

        end(thing(0), "FAILED");
        String afterOne = emulator.jobStatus("ota-7");
        end(thing(1), "FAILED");
        clock.advance(Duration.ofMinutes(5));

        assertThat(afterOne).isEqualTo("IN_PROGRESS");
        assertThat(emulator.jobStatus("ota-7")).isEqualTo("CANCELED");
        assertThat(reached()).isEqualTo(10);
    }

    @Test
    void aThingThatLeavesOrIsDeletedBeforeItIsReachedIsSkippedAndOneThatJoinsIsReachedAtOnce() {
        create("'targetSelection':'CONTINUOUS','jobExecutionsRolloutConfig':{'maximumPerMinute':28}");

        emulator.removeFromGroup("west", thing(28));
        emulator.deleteThing(thing(29));
        emulator.addToGroup("west", "newcomer");
        int joined = emulator.executions("newcomer").size();
        clock.advance(Duration.ofMinutes(1));

        assertThat(joined).isEqualTo(1);
        assertThat(emulator.executions(thing(28))).isEmpty();
        assertThat(reached()).isEqualTo(28);
    }

    @Test
    void aNewRateIsForTheFollowingMinutes() {
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':1}");

        http.send("PATCH", "/jobs/ota-7", "{\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":20}}");
        int before = reached();
        clock.advance(Duration.ofMinutes(1));

        assertThat(before).isEqualTo(1);
        assertThat(reached()).isEqualTo(21);
    }

    @Test
    void aRolloutStopsAtTheEndOfTheJobAndRestsBetweenItsWindows() {
        clock.set(Instant.parse("2026-08-01T02:00:00Z"));
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':2},'schedulingConfig':{'endTime':'2026-08-02 02:01',"
                + "'maintenanceWindows':[{'startTime':'cron(0 2 * * ? *)','durationInMinutes':3}]}");

        int[] inFirst = minutes(6);
        clock.set(Instant.parse("2026-08-02T02:00:00Z"));
        int inSecond = reached();
        clock.advance(Duration.ofMinutes(5));

        assertThat(inFirst).containsExactly(2, 4, 6, 6, 6, 6);
        assertThat(inSecond).isEqualTo(8);
        assertThat(reached()).isEqualTo(8);
    }

    @Test
    void executionsThatAreNotCreatedYetCountAsStoredUntilTheJobIsCanceled() {
        emulator.close();
        emulator = JobsEmulator.builder()
                .clock(clock)
                .capacity(Capacity.DEFAULT.withExecutions(3))
                .start();
        emulator.createGroup("west", "a", "b", "c");
        http = new RawHttp(emulator.endpoint());
        create("'jobExecutionsRolloutConfig':{'maximumPerMinute':1}");

        int full = send("ota-8", "").statusCode();
        emulator.deleteJob("ota-7", true);
        int free = send("ota-8", "").statusCode();

        assertThat(full).isEqualTo(410);
        assertThat(free).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'maximumPerMinute':0}",
                "{'maximumPerMinute':1001}",
                "{'maximumPerMinute':'10'}",
                "{'exponentialRate':{}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'incrementFactor':2}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'incrementFactor':2,'rateIncreaseCriteria':{}}}",
                "{'exponentialRate':{'incrementFactor':2,'rateIncreaseCriteria':{'numberOfNotifiedThings':1}}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'rateIncreaseCriteria':{'numberOfNotifiedThings':1}}}",
                "{'exponentialRate':{'baseRatePerMinute':0,'incrementFactor':2,'rateIncreaseCriteria':{'numberOfNotifiedThings':1}}}",
                "{'exponentialRate':{'baseRatePerMinute':1001,'incrementFactor':2,'rateIncreaseCriteria':{'numberOfNotifiedThings':1}}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'incrementFactor':1.0,'rateIncreaseCriteria':{'numberOfNotifiedThings':1}}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'incrementFactor':5.1,'rateIncreaseCriteria':{'numberOfNotifiedThings':1}}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'incrementFactor':1.55,'rateIncreaseCriteria':{'numberOfNotifiedThings':1}}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'incrementFactor':2,'rateIncreaseCriteria':{'numberOfNotifiedThings':0}}}",
                "{'exponentialRate':{'baseRatePerMinute':10,'incrementFactor':2,'rateIncreaseCriteria':{'numberOfSucceededThings':0}}}"
            })
    void aRateThatIsNotPossibleIsRefused(String config) {
        assertThat(send("ota-7", "'jobExecutionsRolloutConfig':" + config).statusCode())
                .isEqualTo(400);
    }

    private int[] minutes(int number) {
        return IntStream.range(0, number)
                .map(i -> {
                    int reached = reached();
                    clock.advance(Duration.ofMinutes(1));
                    return reached;
                })
                .toArray();
    }

    private int reached() {
        return (int) IntStream.range(0, THINGS)
                .filter(i -> emulator.executions(thing(i)).stream()
                        .anyMatch(execution -> execution.jobId().equals("ota-7")))
                .count();
    }

    private void create(String members) {
        HttpResponse<String> created = send("ota-7", members);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    }

    private HttpResponse<String> send(String jobId, String members) {
        String body = "{'document':'{}','targets':['arn:aws:iot:us-east-1:123456789012:thinggroup/west']"
                + (members.isEmpty() ? "" : "," + members) + "}";
        return http.send("PUT", "/jobs/" + jobId, body.replace('\'', '"'));
    }

    private void end(String thing, String status) {
        http.send("PUT", "/things/" + thing + "/jobs/$next", "");
        http.send("POST", "/things/" + thing + "/jobs/ota-7", "{\"status\":\"" + status + "\"}");
    }

    private static String thing(int number) {
        return "pump-%02d".formatted(number);
    }
}
