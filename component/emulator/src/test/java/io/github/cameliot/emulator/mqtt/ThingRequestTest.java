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
package io.github.cameliot.emulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.mqtt.TestClient.Received;
import io.github.cameliot.emulator.mqtt.TestClient.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The operations of things by MQTT. */
class ThingRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static JobsEmulator emulator;
    private static int things;

    private final String thing = "pump-" + ++things;
    private TestClient client;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.builder()
                .clock(new ManualClock(Instant.ofEpochSecond(1_764_000_000)))
                .mqtt()
                .start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @BeforeEach
    void connect() {
        client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5);
    }

    @AfterEach
    void disconnect() {
        emulator.faults().clear();
        client.close();
    }

    private JsonNode call(String request, String payload, String response) throws IOException {
        client.publish("$aws/things/" + thing + "/jobs/" + request, payload);
        Received received = client.next();
        assertThat(received.topic()).isEqualTo("$aws/things/" + thing + "/jobs/" + request + "/" + response);
        return JSON.readTree(received.text());
    }

    @ParameterizedTest
    @EnumSource
    void aThingWorksOffAJob(Version version) throws IOException {
        client.close();
        client = TestClient.connect(emulator.mqttEndpoint(), version);
        emulator.createJob("w-" + thing, "{\"version\":7}", thing);

        JsonNode pending = call("get", "{\"clientToken\":\"t-1\"}", "accepted");
        JsonNode started = call("start-next", "{\"statusDetails\":{\"step\":\"1\"}}", "accepted");
        JsonNode updated = call(
                "w-" + thing + "/update",
                "{\"status\":\"SUCCEEDED\",\"expectedVersion\":2,\"includeJobExecutionState\":true,\"includeJobDocument\":true}",
                "accepted");

        assertThat(pending).isEqualTo(JSON.readTree("""
                                {"inProgressJobs":[],"queuedJobs":[{"jobId":"w-%s","queuedAt":1764000000,
                                 "lastUpdatedAt":1764000000,"versionNumber":1,"executionNumber":1}],
                                 "timestamp":1764000000,"clientToken":"t-1"}""".formatted(thing)));
        assertThat(started.at("/execution/status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(started.at("/execution/thingName").asText()).isEqualTo(thing);
        assertThat(started.at("/execution/jobDocument/version").asInt()).isEqualTo(7);
        assertThat(started.at("/execution/startedAt").asLong()).isEqualTo(1_764_000_000);
        assertThat(started.has("clientToken")).isFalse();
        assertThat(updated.at("/executionState/versionNumber").asInt()).isEqualTo(3);
        assertThat(updated.at("/jobDocument/version").asInt()).isEqualTo(7);
        assertThat(emulator.execution(thing, "w-" + thing).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void nothingPendingIsAcceptedWithoutAnExecution() throws IOException {
        emulator.createThing(thing);

        assertThat(call("start-next", "", "accepted")).isEqualTo(JSON.readTree("{\"timestamp\":1764000000}"));
        assertThat(call("$next/get", "{}", "accepted")).isEqualTo(JSON.readTree("{\"timestamp\":1764000000}"));
    }

    @Test
    void describeTakesItsParametersFromThePayload() throws IOException {
        emulator.createJob("d-" + thing, "{\"version\":7}", thing);

        JsonNode with = call("$next/get", "{\"clientToken\":\"\"}", "accepted");
        JsonNode without =
                call("$next/get", "{\"includeJobDocument\":\"false\",\"executionNumber\":\"1\"}", "accepted");
        JsonNode unknown = call("d-" + thing + "/get", "{\"executionNumber\":9}", "rejected");

        assertThat(with.at("/execution/jobDocument/version").asInt()).isEqualTo(7);
        assertThat(with.get("clientToken").asText()).isEmpty();
        assertThat(without.at("/execution").has("jobDocument")).isFalse();
        assertThat(unknown.get("code").asText()).isEqualTo("ResourceNotFound");
    }

    @Test
    void deviceLibrariesMaySendQuotesAndNulls() throws IOException {
        emulator.createJob("q-" + thing, "{}", thing);
        call("start-next", "{\"statusDetails\":null,\"stepTimeoutInMinutes\":\"5\"}", "accepted");

        call(
                "q-" + thing + "/update",
                "{\"status\":\"FAILED\",\"expectedVersion\":\"2\",\"statusDetails\":{\"a\":null,\"b\":\"1\"},\"clientToken\":\"\"}",
                "accepted");

        assertThat(emulator.execution(thing, "q-" + thing).statusDetails()).containsOnlyKeys("b");
    }

    @Test
    void aWrongVersionIsRejectedWithTheStateOfTheExecution() throws IOException {
        emulator.createJob("v-" + thing, "{}", thing);
        call("start-next", "{}", "accepted");

        JsonNode rejected = call(
                "v-" + thing + "/update",
                "{\"status\":\"SUCCEEDED\",\"expectedVersion\":9,\"clientToken\":\"t\"}",
                "rejected");

        assertThat(rejected.get("code").asText()).isEqualTo("VersionMismatch");
        assertThat(rejected.get("clientToken").asText()).isEqualTo("t");
        assertThat(rejected.get("timestamp").asLong()).isEqualTo(1_764_000_000);
        assertThat(rejected.get("executionState"))
                .isEqualTo(JSON.readTree("{\"status\":\"IN_PROGRESS\",\"statusDetails\":{},\"versionNumber\":2}"));
    }

    @Test
    void aTerminalExecutionCanBeNeitherChangedNorDescribed() throws IOException {
        emulator.createJob("t-" + thing, "{}", thing);
        call("start-next", "{}", "accepted");
        call("t-" + thing + "/update", "{\"status\":\"SUCCEEDED\"}", "accepted");

        JsonNode update = call("t-" + thing + "/update", "{\"status\":\"IN_PROGRESS\"}", "rejected");
        JsonNode describe = call("t-" + thing + "/get", "{}", "rejected");

        assertThat(update.get("code").asText()).isEqualTo("InvalidStateTransition");
        assertThat(update.at("/executionState/status").asText()).isEqualTo("SUCCEEDED");
        assertThat(describe.get("code").asText()).isEqualTo("TerminalStateReached");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get|no json|InvalidJson",
                "get|[1]|InvalidJson",
                "get|{\"clientToken\":5}|InvalidRequest",
                "unknown|{}|InvalidTopic",
                "a/b/update|{}|InvalidTopic",
                "job-1/update|{}|InvalidRequest",
                "job-1/update|{\"status\":\"CANCELED\"}|InvalidRequest",
                "job.1/get|{}|InvalidRequest",
                "job-1/get|{}|ResourceNotFound",
                "$next/get|{\"executionNumber\":\"x\"}|InvalidRequest",
            })
    void badRequestsAreRejectedWithACode(String request, String payload, String code) throws IOException {
        emulator.createThing(thing);

        JsonNode rejected = call(request, payload, "rejected");

        assertThat(rejected.get("code").asText()).isEqualTo(code);
        assertThat(rejected.get("message").asText()).isNotEmpty();
    }

    @Test
    void onlyTheSenderGetsTheResponse() {
        emulator.createThing(thing);
        try (TestClient other = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5)) {
            other.subscribe("$aws/things/" + thing + "/jobs/#");

            client.publish("$aws/things/" + thing + "/jobs/get", "{}");

            assertThat(client.next().topic()).endsWith("/get/accepted");
            other.expectNothing();
        }
    }

    @Test
    void requestsAreCountedWithThoseOfHttp() {
        emulator.createThing(thing);
        client.publish("$aws/things/" + thing + "/jobs/get", "{}");
        client.next();

        assertThat(emulator.requests().count(Operation.GET_PENDING_JOB_EXECUTIONS, thing))
                .isEqualTo(1);
    }

    @Test
    void faultsRejectLoseAndDelayResponses() throws IOException {
        emulator.createThing(thing);
        emulator.faults()
                .add(Fault.throttle()
                        .on(Operation.GET_PENDING_JOB_EXECUTIONS)
                        .thing(thing)
                        .nth(1));
        emulator.faults()
                .add(Fault.unavailable()
                        .on(Operation.GET_PENDING_JOB_EXECUTIONS)
                        .thing(thing)
                        .nth(2));
        emulator.faults()
                .add(Fault.drop()
                        .on(Operation.GET_PENDING_JOB_EXECUTIONS)
                        .thing(thing)
                        .nth(3));
        emulator.faults()
                .add(Fault.latency(Duration.ofMillis(20))
                        .on(Operation.GET_PENDING_JOB_EXECUTIONS)
                        .thing(thing)
                        .nth(4));

        assertThat(call("get", "{}", "rejected").get("code").asText()).isEqualTo("RequestThrottled");
        assertThat(call("get", "{}", "rejected").get("code").asText()).isEqualTo("InternalError");
        client.publish("$aws/things/" + thing + "/jobs/get", "{\"clientToken\":\"lost\"}");
        assertThat(call("get", "{\"clientToken\":\"late\"}", "accepted")
                        .get("clientToken")
                        .asText())
                .isEqualTo("late");
    }

    @Test
    void notificationsAreLostDelayedOrCutTheConnectionByFault() {
        client.subscribe("$aws/things/" + thing + "/jobs/notify-next");
        emulator.faults()
                .add(Fault.drop().on(Operation.NOTIFY_NEXT).thing(thing).nth(1));
        emulator.faults()
                .add(Fault.latency(Duration.ofMillis(20))
                        .on(Operation.NOTIFY_NEXT)
                        .thing(thing)
                        .nth(2));
        emulator.faults()
                .add(Fault.resetBeforeEffect()
                        .on(Operation.NOTIFY_NEXT)
                        .thing(thing)
                        .nth(3));
        // A fault for all requests is not one for notifications.
        emulator.faults().add(Fault.resetBeforeEffect());

        emulator.createJob("f1-" + thing, "{}", thing);
        emulator.cancelJob("f1-" + thing, false);
        assertThat(client.next().text()).isEqualTo("{\"timestamp\":1764000000}");
        emulator.createJob("f2-" + thing, "{}", thing);

        client.expectDisconnected();
    }

    @Test
    void faultsForNotificationsCanBeSentAsJson() throws Exception {
        client.subscribe("$aws/things/" + thing + "/jobs/notify-next");
        HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + "/_emulator/faults"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"kind\":\"DROP\",\"operations\":[\"NOTIFY_NEXT\"],\"things\":[\"%s\"],\"first\":1}"
                                .formatted(thing)))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();

        emulator.createJob("lost-" + thing, "{}", thing);
        emulator.createJob("next-" + thing, "{}", thing);
        emulator.cancelExecution(thing, "lost-" + thing, false);

        assertThat(status).isEqualTo(200);
        assertThat(client.next().text()).contains("next-" + thing);
    }
}
