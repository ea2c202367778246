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

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestLogTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-08-01T10:00:00Z"));

    @Test
    void countsByOperationAndThing() {
        try (JobsEmulator emulator = JobsEmulator.builder().clock(clock).start()) {
            emulator.createThing("pump-1", "pump-2");
            RawHttp http = new RawHttp(emulator.endpoint());

            http.send("GET", "/things/pump-1/jobs/$next", "");
            http.send("GET", "/things/pump-2/jobs/$next", "");
            http.send("PUT", "/things/pump-2/jobs/%24next", "");
            http.send("GET", "/nothing", "");

            RequestLog log = emulator.requests();
            assertThat(log.count(Operation.DESCRIBE_JOB_EXECUTION)).isEqualTo(2);
            assertThat(log.count(Operation.DESCRIBE_JOB_EXECUTION, "pump-1")).isEqualTo(1);
            assertThat(log.count(Operation.START_NEXT_PENDING_JOB_EXECUTION)).isEqualTo(1);
            assertThat(log.count(Operation.UPDATE_JOB_EXECUTION)).isZero();
            assertThat(log.total()).isEqualTo(4);
            assertThat(log.recent()).extracting(RequestLog.Entry::status).containsExactly(200, 200, 200, 404);
        }
    }

    @Test
    void namesThatDoNotExistAreForgottenAndThoseThatExistAreCounted() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createThing("pump-1");
            RawHttp http = new RawHttp(emulator.endpoint());
            http.send("GET", "/things/pump-1/jobs", "");
            http.send("GET", "/things/pump-1/jobs/unknown", "");
            http.send("GET", "/things/pump-2/jobs", "");
            emulator.createThing("pump-2");
            http.send("GET", "/things/pump-2/jobs", "");

            for (int i = 0; i < 2_000; i++) {
                http.send("GET", "/things/unknown-" + i + "/jobs", "");
            }

            http.send("GET", "/things/pump-1/jobs", "");
            RequestLog log = emulator.requests();
            assertThat(log.count(Operation.GET_PENDING_JOB_EXECUTIONS)).isEqualTo(2_004);
            assertThat(log.count(Operation.GET_PENDING_JOB_EXECUTIONS, "pump-1"))
                    .isEqualTo(2);
            assertThat(log.count(Operation.DESCRIBE_JOB_EXECUTION, "pump-1")).isEqualTo(1);
            assertThat(log.count(Operation.GET_PENDING_JOB_EXECUTIONS, "pump-2"))
                    .isEqualTo(2);
            assertThat(log.count(Operation.GET_PENDING_JOB_EXECUTIONS, "unknown-0"))
                    .isZero();
            assertThat(log.count(Operation.GET_PENDING_JOB_EXECUTIONS, "unknown-1999"))
                    .isEqualTo(1);
        }
    }

    @Test
    void namesOfRequestsThatAFaultRefusesAreForgottenToo() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.faults().add(Fault.throttle());
            RawHttp http = new RawHttp(emulator.endpoint());

            for (int i = 0; i <= 1_000; i++) {
                http.send("GET", "/things/unknown-" + i + "/jobs", "");
            }

            assertThat(emulator.requests().total()).isEqualTo(1_001);
            assertThat(emulator.requests().count(Operation.GET_PENDING_JOB_EXECUTIONS, "unknown-0"))
                    .isZero();
        }
    }

    @Test
    void aThingIsCountedFromItsCreationOn() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            RawHttp http = new RawHttp(emulator.endpoint());

            http.send("POST", "/things/pump-1", "{}");
            for (int i = 0; i < 2_000; i++) {
                http.send("GET", "/things/unknown-" + i, "");
            }

            assertThat(emulator.requests().count(Operation.CREATE_THING, "pump-1"))
                    .isEqualTo(1);
        }
    }

    @Test
    void thingsThatAreCreatedAndDeletedAreForgottenToo() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            RawHttp http = new RawHttp(emulator.endpoint());

            for (int i = 0; i <= 1_000; i++) {
                http.send("POST", "/things/short-" + i, "{}");
                http.send("DELETE", "/things/short-" + i, "");
            }

            RequestLog log = emulator.requests();
            assertThat(log.count(Operation.DELETE_THING)).isEqualTo(1_001);
            assertThat(log.count(Operation.CREATE_THING, "short-0")).isZero();
            assertThat(log.count(Operation.CREATE_THING, "short-1000")).isEqualTo(1);
        }
    }

    @Test
    void aNameThatIsTooLongIsCut() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            new RawHttp(emulator.endpoint()).send("GET", "/things/" + "a".repeat(10_000) + "/jobs", "");

            assertThat(emulator.requests().recent())
                    .extracting(RequestLog.Entry::thing)
                    .containsExactly("a".repeat(129));
        }
    }

    @Test
    void requestsOverOneConnectionCountAsOneConnection() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            RawHttp http = new RawHttp(emulator.endpoint());

            http.send("GET", "/things/pump-1", "");
            http.send("GET", "/things/pump-1", "");

            assertThat(emulator.requests().connections()).isEqualTo(1);
        }
    }

    @Test
    void clearForgetsWhatWas() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            new RawHttp(emulator.endpoint()).send("GET", "/things/pump-1", "");

            emulator.requests().clear();

            assertThat(emulator.requests().total()).isZero();
            assertThat(emulator.requests().recent()).isEmpty();
        }
    }

    @Test
    void responsesCarryTheDateOfTheEmulatorsClock() {
        try (JobsEmulator emulator = JobsEmulator.builder().clock(clock).start()) {
            RawHttp http = new RawHttp(emulator.endpoint());
            clock.advance(Duration.ofMinutes(61));

            String date = http.send("GET", "/things/pump-1", "")
                    .headers()
                    .firstValue("date")
                    .orElseThrow();

            assertThat(date).isEqualTo("Sat, 01 Aug 2026 11:01:00 GMT");
        }
    }
}
