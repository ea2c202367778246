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
package io.github.cameliot.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications that arrive by other ways than Kafka wake one worker, whose sweep comes once an hour. */
class NotificationSourcesTest {

    private static JobsEmulator emulator;
    private static App app;
    private static String http;
    private static int jobs;

    @BeforeAll
    static void start() throws Exception {
        emulator = JobsEmulator.start();
        emulator.createThing("pump-12");
        app = App.start("""
                camel.component.iot-jobs-data.uri-endpoint-override = %s
                camel.route-template[worker].template-id = iot-jobs-pipe
                camel.route-template[worker].source = kamelet:aws-iot-jobs-source?thing=pump-12&delay=1h&maxDelay=1h
                camel.route-template[worker].sink = bean:work
                camel.beans.work = #class:io.github.cameliot.routes.Work
                camel.server.enabled = true
                camel.server.host = 127.0.0.1
                camel.server.port = 0
                camel.route-template[queue].template-id = notifications-to-iot-jobs
                camel.route-template[queue].source = seda:queue
                camel.route-template[queue].min-interval = 0s
                camel.route-template[queue].dead-letters = seda:dead
                camel.route-template[http].template-id = notifications-to-iot-jobs
                camel.route-template[http].source = platform-http:/notifications/{thing}
                camel.route-template[http].min-interval = 0s
                camel.route-template[hook].template-id = notifications-to-iot-jobs
                camel.route-template[hook].source = platform-http:/notifications
                camel.route-template[hook].min-interval = 0s
                """.formatted(emulator.endpoint()));
        app.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mine").to("kamelet:aws-iot-jobs-notifications-action?minInterval=0s");
            }
        });
        http = "http://127.0.0.1:"
                + app.context().hasService(VertxPlatformHttpServer.class).getPort() + "/notifications";
        awaitPolls(1); // the only sweep of this hour
    }

    @AfterAll
    static void stop() {
        app.close();
        emulator.close();
    }

    @Test
    void allSourcesOfAContextShareOneThreadForTheirIntervals() throws Exception {
        send("direct:mine", "{\"thing\":\"pump-12\"}", Map.of());
        post(http, "{\"thing\":\"pump-12\"}");
        post(http + "/pump-12", "{}");

        String ofContext = "(" + app.context().getName() + ")";
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.contains(ofContext) && name.contains("iot-jobs-notifications"))
                .hasSize(1);
    }

    private static long polls() {
        return emulator.requests().count(Operation.DESCRIBE_JOB_EXECUTION);
    }

    private static void awaitPolls(long polls) {
        await().until(() -> polls() >= polls);
    }

    private static Exchange send(String endpoint, Object body, Map<String, Object> headers) {
        Exchange exchange =
                ExchangeBuilder.anExchange(app.context()).withBody(body).build();
        exchange.getMessage().getHeaders().putAll(headers);
        return app.context().createProducerTemplate().send(endpoint, exchange);
    }

    private static HttpResponse<String> post(String url, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String queuedJob() {
        String job = "job-" + ++jobs;
        emulator.createJob(job, "{}", "pump-12");
        return job;
    }

    private static void awaitSuccess(String job) {
        await().until(() -> emulator.execution("pump-12", job).status() == ExecutionStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "thing-only.json||",
                "job-execution.json||",
                "notify-next.json|CamelMqttTopic|$aws/things/pump-12/jobs/notify-next",
                "notify.json|CamelAwsKinesisPartitionKey|pump-12",
            })
    void aMessageOfAQueueWakesTheWorkerByItsValueOrItsHeaders(String file, String header, String value) {
        String job = queuedJob();

        send("seda:queue", Inputs.bytes("events/" + file), header == null ? Map.of() : Map.of(header, value));

        awaitSuccess(job);
    }

    @Test
    void aMessageOfSqsWithAnSnsMessageInItWakesTheWorker() {
        String job = queuedJob();
        String sns = Inputs.text("events/sns.json").replace("INSIDE", "{\\\"thing\\\":\\\"pump-12\\\"}");

        send("seda:queue", sns, Map.of("CamelAwsSqsMessageId", "m-1"));

        awaitSuccess(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/pump-12"})
    void aPostWakesTheWorkerAndTheResponseHasNoBody(String path) throws Exception {
        String job = queuedJob();

        HttpResponse<String> response = post(http + path, path.isEmpty() ? "{\"thing\":\"pump-12\"}" : "{}");

        awaitSuccess(job);
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void aPostThatNamesNoThingIsRefusedWithoutAnEchoOfIt() throws Exception {
        HttpResponse<String> response = post(http, "{\"script\":\"<script>\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("iot-dead-letter"));
    }

    @Test
    void theKameletWakesTheWorkerAndLeavesTheBody() {
        String job = queuedJob();
        Map<String, String> body = Map.of("thingName", "pump-12");

        Exchange sent = send("direct:mine", body, Map.of("iot-dead-letter-reason", "of a stranger"));

        awaitSuccess(job);
        assertThat(sent.getMessage().getBody()).isEqualTo(body);
        assertThat(sent.getMessage().getHeaders()).doesNotContainKey("iot-dead-letter-reason");
        assertThat(sent.getException()).isNull();
    }

    @Test
    void theKameletSaysByHeadersThatAMessageCannotBeUsed() {
        Exchange sent = send("direct:mine", "{\"thing\":\"pump 12\"}", Map.of());

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo("{\"thing\":\"pump 12\"}");
        assertThat(sent.getMessage().getHeaders())
                .containsEntry("iot-dead-letter-reason", "NOT_VALID")
                .containsEntry("iot-dead-letter-message", "it names no thing");
    }

    @Test
    void theExchangesOfABatchAreReadWithTheirOwnHeaders() {
        String job = queuedJob();
        Exchange other = ExchangeBuilder.anExchange(app.context())
                .withHeader(KafkaHeaders.KEY, "valve-3".getBytes(UTF_8))
                .build();
        Exchange ours = ExchangeBuilder.anExchange(app.context())
                .withHeader(KafkaHeaders.KEY, "pump-12".getBytes(UTF_8))
                .build();

        send("direct:mine", List.of(other, ours.getMessage()), Map.of());

        awaitSuccess(job);
    }

    @Test
    void whatCannotBeUsedIsADeadLetterOnceAndOneWarningAMinuteWithoutItsContent() throws Exception {
        long before = polls();
        try (LogLines log = LogLines.of(Notifications.class.getName());
                ConsumerTemplate dead = app.context().createConsumerTemplate()) {
            for (int i = 0; i < 50; i++) {
                send("seda:queue", "secret-" + i, Map.of(KafkaHeaders.OVERRIDE_TOPIC, "stolen"));
            }

            for (int i = 0; i < 50; i++) {
                Exchange letter = dead.receive("seda:dead", 10_000);
                assertThat(letter.getMessage().getBody()).isEqualTo("secret-" + i);
                assertThat(letter.getMessage().getHeader("iot-dead-letter-reason"))
                        .isEqualTo("NOT_JSON");
                assertThat(letter.getMessage().getHeaders()).doesNotContainKey(KafkaHeaders.OVERRIDE_TOPIC);
            }
            assertThat(log.lines()).hasSizeLessThanOrEqualTo(1).allSatisfy(line -> assertThat(line)
                    .startsWith("WARN Skipped a notification, because it names no thing, and the value is not JSON")
                    .contains("8 characters, from seda://queue")
                    .doesNotContain("secret"));
        }
        assertThat(polls()).isEqualTo(before);
    }

    @Test
    void anEmptyQueueAThingOfOthersAndAnEmptyBatchArePollsOfNothing() {
        long before = polls();

        for (String body : List.of(
                Inputs.text("events/notify-empty.json"),
                Inputs.text("events/notify-next-empty.json"),
                "{\"thing\":\"valve-3\"}")) {
            send("direct:mine", body, Map.of("CamelMqttTopic", "$aws/things/pump-12/jobs/notify-next"));
        }

        assertThat(polls()).isEqualTo(before);
    }
}
