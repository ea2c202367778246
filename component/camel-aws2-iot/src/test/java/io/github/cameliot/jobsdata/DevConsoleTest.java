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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.jobsdata.client.RetryMode;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** The dev console, as text and as JSON. */
class DevConsoleTest {

    @Test
    void aJobIsShownWithItsLeaseAndItsTimeoutByAConsumerAndByAProducer() throws Exception {
        BlockingJob job = new BlockingJob();
        try (Bench bench = Bench.open()) {
            bench.job("ota-7", "pump-12").job("a-job-with-a-long-name", "pump-1");
            bench.routes(r -> {
                r.from("iot-jobs-data:startNext?thing=pump-12&lease=5m&maxInFlight=3")
                        .routeId("jobs")
                        .process(job);
                r.from("seda:claim?waitForTaskToComplete=Never")
                        .routeId("claims")
                        .to("iot-jobs-data:startNext?session=true&thing=pump-1&lease=1h&stepTimeout=130m")
                        .process(job);
            });
            bench.send("seda:claim");
            await().until(() -> job.runs() == 2);

            JsonObject json = json(bench);
            String text = text(bench);

            assertThat(json).containsEntry("jobsOpen", 2);
            Map<?, ?> second = rows(json, "jobs").get(1);
            assertThat(second.keySet().stream().map(Object::toString))
                    .containsExactly(
                            "thing",
                            "jobId",
                            "routeId",
                            "executionNumber",
                            "attempt",
                            "state",
                            "ageSeconds",
                            "leaseLeftSeconds",
                            "timesOutInSeconds",
                            "failure");
            assertThat(second.get("jobId")).isEqualTo("ota-7");
            assertThat(rows(json, "jobs"))
                    .extracting(row -> String.valueOf(row.get("routeId")))
                    .as("the route that has claimed it")
                    .containsExactly("claims", "jobs");
            assertThat(second.get("state")).isEqualTo(State.OPEN.name());
            assertThat((Long) second.get("leaseLeftSeconds")).isBetween(200L, 295L);
            assertThat(second.get("timesOutInSeconds")).isNull();
            Map<?, ?> consumer = rows(json, "consumers").get(0);
            assertThat(consumer.get("routeId")).isEqualTo("jobs");
            assertThat(consumer.get("state")).isEqualTo("polling");
            assertThat(consumer.get("things")).isEqualTo(1);
            assertThat(consumer.get("maxInFlight")).isEqualTo(3);
            assertThat(consumer.get("jobsRunning")).isEqualTo(1);
            assertThat(((Map<?, ?>) json.get("counters")).get("claimed")).isEqualTo(2L);
            assertThat(text).containsPattern("Counters, without those at zero\n    claimed +2\n");
            assertThat(lines(text, "Jobs: 2", 3))
                    .satisfiesExactly(
                            heading ->
                                    assertThat(heading).contains("THING", "JOB", "ROUTE", "LEASE LEFT", "TIMES OUT IN"),
                            row -> assertThat(row)
                                    .contains("pump-1 ", "a-job-with-a-long-name", " claims ", "OPEN", "59 min"),
                            row -> assertThat(row).contains("pump-12", "ota-7 ", " jobs ", "OPEN", "4 min"));
            assertAligned(lines(text, "Jobs: 2", 3), "JOB", "ota-7");
            assertAligned(lines(text, "Jobs: 2", 3), "STATE", "OPEN");
            assertThat(text).doesNotContain("{", "not-a-secret", "AKIDEXAMPLE");
            assertThat(json.toJson()).doesNotContain("not-a-secret", "AKIDEXAMPLE", "\\\"job\\\"");
            job.letEnd();
        }
    }

    @Test
    void whatAnotherWorkerHoldsWhatFailsAndWhatIsNextStandWithTheConsumer() throws Exception {
        try (Bench bench = Bench.open(b -> b.component().getConfiguration().setRetryMode(RetryMode.none))) {
            bench.job("ota-7", "pump-12");
            bench.emulator().createThing("pump-13");
            bench.emulator().faults().add(Fault.forbidden().thing("pump-17"));
            try (IotJobsDataPlaneClient other = PlainSdkClient.of(bench.emulator())) {
                other.startNextPendingJobExecution(r -> r.thingName("pump-12")
                        .statusDetails(Map.of(
                                "claimedBy", "v1 worker=edge-3 run=other claim=9b1d attempt=2 lease=300 state=run")));
            }
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=pump-12,pump-13,pump-17&maxDelay=10m&delay=1m")
                    .routeId("jobs")
                    .to("mock:jobs"));
            IotJobsDataConsumer consumer =
                    (IotJobsDataConsumer) bench.camel().getRoute("jobs").getConsumer();
            List.of("pump-12", "pump-13", "pump-17").forEach(consumer::pollNow);
            await().until(() -> consumer.getThingsFailing() == 1
                    && consumer.getThingsBlocked().size() == 1
                    && consumer.getThingsWaiting() == 3);
            consumer.pollNow("pump-17");
            await().until(() -> text(bench).contains("3 waiting, 0 of them due")
                    && rows(rows(json(bench), "consumers").get(0), "errors")
                            .get(0)
                            .get("times")
                            .equals(2L));

            Map<?, ?> shown = rows(json(bench), "consumers").get(0);
            String text = text(bench);

            Map<?, ?> blocked = rows(shown, "blocked").get(0);
            assertThat(blocked.get("thing")).isEqualTo("pump-12");
            assertThat(blocked.get("owner")).isEqualTo("edge-3");
            assertThat(blocked.get("attempt")).isEqualTo(2);
            assertThat((Long) blocked.get("takeOverInSeconds")).isBetween(250L, 303L);
            Map<?, ?> error = rows(shown, "errors").get(0);
            assertThat(error.get("thing")).isEqualTo("pump-17");
            assertThat(error.get("fails")).isEqualTo(true);
            assertThat(error.get("what").toString()).contains("403");
            assertThat(error.get("last").toString()).endsWith("Z");
            assertThat((Long) shown.get("nextInSeconds")).isBetween(1L, 600L);
            assertThat(shown.get("lastResponse")).isNotNull();
            assertThat(text)
                    .contains("3: 0 with a job that runs", "3 waiting, 0 of them due", "Blocked, as last seen: 1")
                    .contains("Errors of polls, things that fail now: 1");
            assertAligned(lines(text, "    Blocked", 2), "OWNER", "edge-3");
            assertAligned(lines(text, "    Errors", 2), "FAILS NOW", "true");
            assertThat(headings(AsciiDocPage.read("operations").blocks("text").stream()
                            .filter(block -> block.contains("LEASE LEFT"))
                            .findFirst()
                            .orElseThrow()))
                    .as("the page on operations shows these columns")
                    .containsAll(headings(text));
        }
    }

    @Test
    void consumersThatAreSuspendedStoppedOrNeverStartedAreShownToo() throws Exception {
        try (Bench bench = Bench.open()) {
            for (String route : List.of("polling", "suspended", "stopped", "never")) {
                bench.emulator().createThing(route);
                bench.routes(r -> r.from("iot-jobs-data:startNext?thing=" + route)
                        .routeId(route)
                        .autoStartup(!route.equals("never"))
                        .to("mock:jobs"));
            }
            bench.camel().getRouteController().suspendRoute("suspended");
            bench.camel().getRouteController().stopRoute("stopped");

            assertThat(rows(json(bench), "consumers"))
                    .extracting(c -> c.get("routeId") + " " + c.get("state"))
                    .containsExactlyInAnyOrder(
                            "polling polling", "suspended suspended", "stopped stopped", "never stopped");
            assertThat(rows(json(bench), "consumers").stream().map(Map::keySet).distinct())
                    .as("the same keys in any state")
                    .hasSize(1);
            assertThat(text(bench)).contains("Consumer of route never: stopped\n", "route suspended: suspended\n");
        }
    }

    @Test
    void anOutcomeThatIsNotAcceptedIsShownWithWhy() {
        try (Bench bench = Bench.open()) {
            bench.job("ota-7", "pump-12");
            bench.emulator()
                    .faults()
                    .add(Fault.unavailable().on(io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION));
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=pump-12")
                    .routeId("jobs")
                    .log("done"));

            await().until(() -> rows(json(bench), "jobs").stream().anyMatch(j -> j.get("failure") != null));

            Map<?, ?> job = rows(json(bench), "jobs").get(0);
            assertThat(job.get("state")).isEqualTo("REPORTING");
            assertThat(job.get("failure").toString())
                    .startsWith("Report SUCCEEDED failed ")
                    .contains("503");
            assertThat(rows(json(bench), "consumers").get(0).get("outcomesWaiting"))
                    .isEqualTo(1);
            assertThat(text(bench)).contains("REPORTING", "1 waiting, 0 kept, 0 in quarantine");
            bench.emulator().faults().clear();
        }
    }

    @Test
    void aHostileServerBreaksNoLineAndShowsNoSecret() {
        String hostile = "no\\n\\nCounters\\u001b[31m claimed=99 https://me:hunter2@x.example/f?X-Amz-Signature=5ec4e7";
        String marker = "v1 worker=e\\nvil run=r claim=c attempt=1 lease=300 state=run";
        try (AnsweringServer server = AnsweringServer.start();
                Bench bench = server.bench()) {
            server.answers(403, "{\"message\":\"" + hostile + "\"}");
            bench.routes(r -> r.from("iot-jobs-data:startNext?thing=pump-12")
                    .routeId("jobs\nCounters")
                    .to("mock:jobs"));
            await().until(() -> text(bench).contains("403"));
            server.answers(
                    200,
                    "{\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"pump-12\",\"status\":\"IN_PROGRESS\","
                            + "\"executionNumber\":1,\"versionNumber\":2,\"queuedAt\":1,\"lastUpdatedAt\":1,"
                            + "\"statusDetails\":{\"claimedBy\":\"" + marker + "\"}}}");
            await().until(() -> text(bench).contains("Blocked"));

            String text = text(bench);

            assertThat(text.lines().filter(line -> line.startsWith("Counters"))).hasSize(1);
            assertThat(text + json(bench).toJson()).doesNotContain("hunter2", "5ec4e7", "\u001b", "vil");
            assertThat(text).contains("403").contains("Consumer of route jobs Counters: polling");
        }
    }

    @Test
    void aListIsCutAtTheLimitAndItsCountTellsSo() {
        try (Bench bench = Bench.open(b -> b.component().getConfiguration().setRetryMode(RetryMode.none))) {
            bench.emulator().faults().add(Fault.forbidden());
            bench.routes(r -> r.from("iot-jobs-data:startNext?maxInFlight=9&thing=a,b,c,d,e,f")
                    .routeId("jobs")
                    .to("mock:jobs"));
            await().until(() ->
                    rows(rows(json(bench), "consumers").get(0), "errors").size() == 6);

            Map<?, ?> cut = rows(call(bench, Map.of("limit", "2")), "consumers").get(0);

            assertThat(rows(cut, "errors")).hasSize(2);
            assertThat(cut.get("thingsFailing")).isEqualTo(6);
            assertThat(rows(call(bench, Map.of("limit", "many")), "consumers")).hasSize(1);
        }
    }

    @Test
    void timesAreReadable() {
        assertThat(List.of(0, 59, 60, 288, 7_200, 7_500, 90_000))
                .extracting(s -> ConsoleTable.time(Duration.ofSeconds(s)))
                .containsExactly("0 s", "59 s", "1 min", "4 min 48 s", "2 h", "2 h 5 min", "1 d 1 h");
    }

    @Test
    void aContextWithoutTheComponentShowsNothing() throws Exception {
        try (org.apache.camel.impl.DefaultCamelContext camel = new org.apache.camel.impl.DefaultCamelContext()) {
            DevConsole console = PluginHelper.getDevConsoleResolver(camel).resolveDevConsole("iot-jobs");

            assertThat((String) console.call(DevConsole.MediaType.TEXT)).startsWith("Jobs: 0\n");
        }
    }

    /** The value begins, or ends, where its heading does. */
    private static void assertAligned(List<String> lines, String heading, String value) {
        String line = lines.stream().filter(l -> l.contains(value)).findFirst().orElseThrow();
        int above = lines.get(0).indexOf(heading);
        int below = line.indexOf(value);
        assertThat(above == below || above + heading.length() == below + value.length())
                .as(String.join("\n", lines))
                .isTrue();
        assertThat(above).isPositive();
    }

    /** The headings of each table, without the width of its columns. */
    private static List<List<String>> headings(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("THING "))
                .map(line -> List.of(line.split(" {2,}")))
                .toList();
    }

    private static List<String> lines(String text, String after, int count) {
        return text.lines()
                .dropWhile(line -> !line.startsWith(after))
                .skip(1)
                .limit(count)
                .toList();
    }

    private static String text(Bench bench) {
        return (String) console(bench).call(DevConsole.MediaType.TEXT);
    }

    private static JsonObject json(Bench bench) {
        return call(bench, Map.of());
    }

    private static JsonObject call(Bench bench, Map<String, Object> options) {
        return (JsonObject) console(bench).call(DevConsole.MediaType.JSON, options);
    }

    private static DevConsole console(Bench bench) {
        return PluginHelper.getDevConsoleResolver(bench.camel()).resolveDevConsole("iot-jobs");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> rows(Map<?, ?> of, String key) {
        return (List<Map<?, ?>>) of.get(key);
    }
}
