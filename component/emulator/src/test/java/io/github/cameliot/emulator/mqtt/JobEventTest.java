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
import io.github.cameliot.emulator.JobEvent;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.mqtt.TestClient.Received;
import io.github.cameliot.emulator.mqtt.TestClient.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Configuration;
import software.amazon.awssdk.services.iot.model.EventType;

/** The events of jobs and job executions. */
class JobEventTest {

    private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_764_000_000));
    private JobsEmulator emulator;
    private TestClient client;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().clock(clock).mqtt().start();
        client = TestClient.connect(emulator.mqttEndpoint(), Version.MQTT_5);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void eventsAreOffUntilUpdateEventConfigurations() throws IOException {
        client.subscribe("$aws/events/#");
        try (IotClient iot = IotClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build()) {
            emulator.createJob("off", "{}", "pump-12");
            emulator.cancelJob("off", false);
            client.expectNothing();

            iot.updateEventConfigurations(request -> request.eventConfigurations(Map.of(
                    EventType.JOB_EXECUTION,
                    Configuration.builder().enabled(true).build())));

            assertThat(iot.describeEventConfigurations(request -> {}).eventConfigurations())
                    .containsEntry(
                            EventType.JOB_EXECUTION,
                            Configuration.builder().enabled(true).build())
                    .containsEntry(
                            EventType.JOB,
                            Configuration.builder().enabled(false).build());
        }
        emulator.createJob("on", "{}", "pump-12");
        emulator.cancelJob("on", false);

        Received event = client.next();
        assertThat(event.topic()).isEqualTo("$aws/events/jobExecution/on/canceled");
        JsonNode payload = new ObjectMapper().readTree(event.text());
        assertThat(payload.get("eventId").asText()).hasSize(36);
        assertThat(payload.get("thingArn").asText()).isEqualTo("arn:aws:iot:us-east-1:123456789012:thing/pump-12");
        assertThat(payload.get("status").asText()).isEqualTo("CANCELED");
        assertThat(payload.get("timestamp").asLong()).isEqualTo(1_764_000_000);
        client.expectNothing();
    }

    @Test
    void aListenerInJavaGetsTheEventsInOrder() {
        List<JobEvent> events = new CopyOnWriteArrayList<>();
        Runnable end = emulator.onEvent(events::add);

        emulator.createJob(JobSpec.of("j").things("pump-12"));
        emulator.cancelJob("j", false);
        emulator.deleteJob("j", true);
        end.run();
        emulator.createJob("k", "{}", "pump-12");
        emulator.cancelJob("k", false);

        assertThat(events)
                .extracting(JobEvent::topic)
                .containsExactly(
                        "$aws/events/job/j/cancellation_in_progress",
                        "$aws/events/jobExecution/j/canceled",
                        "$aws/events/job/j/canceled",
                        "$aws/events/job/j/deletion_in_progress",
                        "$aws/events/jobExecution/j/deleted",
                        "$aws/events/job/j/deleted");
        assertThat(events.get(1).thing()).isEqualTo("pump-12");
        assertThat(events.get(2).thing()).isNull();
        assertThat(events.get(2).payload())
                .contains("\"operation\":\"canceled\"", "\"status\":\"CANCELED\"", "\"targetSelection\":\"SNAPSHOT\"")
                .contains("\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thing/pump-12\"]")
                .contains("\"createdAt\":1764000000000");
    }

    @Test
    void theLastExecutionCompletesItsJob() {
        emulator.enableEvents();
        client.subscribe("$aws/events/job/+/completed");
        client.subscribe("$aws/events/jobExecution/+/timed_out");
        emulator.createJob(JobSpec.of("slow").things("pump-12").inProgressTimeout(Duration.ofMinutes(1)));
        client.publish("$aws/things/pump-12/jobs/start-next", "{}");
        assertThat(client.next().topic()).endsWith("/start-next/accepted");

        clock.advance(Duration.ofMinutes(1));

        assertThat(client.next().topic()).isEqualTo("$aws/events/jobExecution/slow/timed_out");
        Received completed = client.next();
        assertThat(completed.topic()).isEqualTo("$aws/events/job/slow/completed");
        assertThat(completed.text()).contains("\"numberOfTimedOutThings\":1", "\"completedAt\":1764000060000");
    }
}
