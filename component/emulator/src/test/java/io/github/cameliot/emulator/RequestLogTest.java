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
    void answersCarryTheDateOfTheEmulatorsClock() {
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
