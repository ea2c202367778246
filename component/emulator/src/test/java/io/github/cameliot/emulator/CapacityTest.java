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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.core.ServiceException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Clients cannot fill the memory with what is stored. */
class CapacityTest {

    @Test
    void oneJobTooManyIsRefusedUntilAnotherIsDeleted() {
        try (JobsEmulator emulator = emulator(Capacity.DEFAULT.withJobs(2))) {
            emulator.createJob("ota-1", "{}", "pump-1");
            emulator.createJob("ota-2", "{}", "pump-1");

            HttpResponse<String> refused = create(emulator, "ota-3");
            emulator.deleteJob("ota-1", true);
            HttpResponse<String> created = create(emulator, "ota-3");

            assertThat(refused.statusCode()).isEqualTo(410);
            assertThat(refused.headers().firstValue("x-amzn-ErrorType")).contains("LimitExceededException");
            assertThat(refused.body()).contains("at most 2 jobs");
            assertThat(created.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneThingOrGroupTooManyIsRefusedUntilAnotherIsDeleted() {
        try (JobsEmulator emulator = emulator(Capacity.DEFAULT.withThings(2))) {
            emulator.createGroup("west", "pump-1", "pump-2");
            emulator.createGroup("east");

            RawHttp http = new RawHttp(emulator.endpoint());
            assertThat(http.send("POST", "/things/pump-3", "{}").statusCode()).isEqualTo(410);
            assertThat(http.send("POST", "/things/pump-2", "{}").statusCode()).isEqualTo(200);
            assertThat(http.send("POST", "/thing-groups/north", "{}").statusCode())
                    .isEqualTo(410);
            emulator.deleteThing("pump-1");
            assertThat(http.send("POST", "/things/pump-3", "{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneJobTemplateTooManyIsRefusedUntilAnotherIsDeleted() {
        try (JobsEmulator emulator = emulator(Capacity.DEFAULT.withJobs(1))) {
            RawHttp http = new RawHttp(emulator.endpoint());
            String body = "{\"document\":\"{}\",\"description\":\"empty\"}";

            int first = http.send("PUT", "/job-templates/t-1", body).statusCode();
            int tooMany = http.send("PUT", "/job-templates/t-2", body).statusCode();
            http.send("DELETE", "/job-templates/t-1", "");
            int afterwards = http.send("PUT", "/job-templates/t-2", body).statusCode();

            assertThat(first).isEqualTo(200);
            assertThat(tooMany).isEqualTo(410);
            assertThat(afterwards).isEqualTo(200);
        }
    }

    @Test
    void executionsCountUntilTheyOrTheirJobAreDeleted() {
        try (JobsEmulator emulator = emulator(Capacity.DEFAULT.withExecutions(3))) {
            emulator.createJob("ota-1", "{}", "pump-1", "pump-2");
            emulator.createJob("ota-2", "{}", "pump-1");

            assertRefused(() -> emulator.createJob("ota-3", "{}", "pump-1"));
            emulator.deleteExecution("pump-1", "ota-2", true);
            emulator.createJob("ota-3", "{}", "pump-1");
            assertRefused(() -> emulator.createJob("ota-4", "{}", "pump-1"));
            emulator.deleteJob("ota-1", true);
            emulator.createJob("ota-4", "{}", "pump-1", "pump-2");
            assertRefused(() -> emulator.createJob("ota-5", "{}", "pump-1"));
        }
    }

    @Test
    void executionsOfJobsThatHaveNotReachedTheirThingsCountToo() {
        ManualClock clock = new ManualClock();
        try (JobsEmulator emulator = JobsEmulator.builder()
                .clock(clock)
                .capacity(Capacity.DEFAULT.withExecutions(1))
                .start()) {
            emulator.faults().delayNewJobs(Duration.ofSeconds(5));
            emulator.createJob("ota-1", "{}", "pump-1");

            assertRefused(() -> emulator.createJob("ota-2", "{}", "pump-1"));
            clock.advance(Duration.ofSeconds(5));
            assertRefused(() -> emulator.createJob("ota-2", "{}", "pump-1"));
        }
    }

    @Test
    void aThingCannotJoinAGroupWhoseJobsWouldExceedTheCapacity() {
        try (JobsEmulator emulator = emulator(Capacity.DEFAULT.withExecutions(1))) {
            emulator.createGroup("west", "pump-1");
            emulator.createJob(JobSpec.of("ota-1").groups("west").continuous());

            assertRefused(() -> emulator.addToGroup("west", "pump-2"));
            assertThat(emulator.executions("pump-2")).isEmpty();
            emulator.deleteJob("ota-1", true);
            assertThatCode(() -> emulator.addToGroup("west", "pump-2")).doesNotThrowAnyException();
        }
    }

    private static JobsEmulator emulator(Capacity capacity) {
        return JobsEmulator.builder().capacity(capacity).start();
    }

    private static HttpResponse<String> create(JobsEmulator emulator, String jobId) {
        String body = "{\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thing/pump-1\"],\"document\":\"{}\"}";
        return new RawHttp(emulator.endpoint()).send("PUT", "/jobs/" + jobId, body);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ServiceException.class).hasMessageContaining("at most");
    }
}
