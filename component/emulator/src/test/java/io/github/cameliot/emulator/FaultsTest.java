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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

    private static final String NEXT = "/things/pump-1/jobs/$next";
    private static final String OTA_7 = "/things/pump-1/jobs/ota-7";

    private final ManualClock clock = new ManualClock();
    private JobsEmulator emulator;
    private RawHttp http;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().clock(clock).start();
        emulator.createJob("ota-7", "{}", "pump-1");
        http = new RawHttp(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE, 429, ThrottlingException",
        "UNAVAILABLE, 503, ServiceUnavailableException",
        "FORBIDDEN, 403, AccessDeniedException",
        "INVALID_CERTIFICATE, 400, CertificateValidationException"
    })
    void aFaultReplacesTheResponseAndTheRequestHasNoEffect(FaultKind kind, int status, String type) {
        emulator.faults().add(Fault.of(kind));

        HttpResponse<String> response = http.send("PUT", NEXT, "");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void throttlingOnTheControlPlaneIsABadRequest() {
        emulator.faults().add(Fault.throttle().on(Operation.DESCRIBE_JOB));

        assertThat(http.send("GET", "/jobs/ota-7", "").statusCode()).isEqualTo(400);
    }

    @Test
    void afterTheEffectTheRequestIsCarriedOutAllTheSame() {
        emulator.faults().add(Fault.unavailable().afterTheEffect());

        HttpResponse<String> response = http.send("PUT", NEXT, "");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
    }

    @Test
    void aResetBeforeTheEffectLeavesTheExecutionAlone() {
        emulator.faults().add(Fault.resetBeforeEffect().first(1));

        assertThatThrownBy(() -> http.send("PUT", NEXT, ""))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void aResetAfterTheEffectHasStartedTheExecution() {
        emulator.faults().add(Fault.resetAfterEffect().first(1));

        assertThatThrownBy(() -> http.send("PUT", NEXT, "")).isInstanceOf(UncheckedIOException.class);
        assertThat(emulator.execution("pump-1", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(emulator.requests().recent())
                .extracting(RequestLog.Entry::status)
                .containsExactly(0);
    }

    @Test
    void anErrorBodyComesWithTwoHundredAndNothingChanges() {
        emulator.faults().add(Fault.errorBody());

        HttpResponse<String> response = http.send("POST", OTA_7, "{\"status\":\"IN_PROGRESS\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("message").doesNotContain("executionState");
        assertThat(emulator.execution("pump-1", "ota-7").versionNumber()).isEqualTo(1);
    }

    @Test
    void anEmptyBodyComesWithTwoHundred() {
        emulator.faults().add(Fault.emptyBody());

        HttpResponse<String> response = http.send("PUT", NEXT, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void latencyDelaysTheResponseButNotTheEffect() {
        Duration latency = Duration.ofMillis(300);
        emulator.faults().add(Fault.latency(latency).on(Operation.START_NEXT_PENDING_JOB_EXECUTION));
        long start = System.nanoTime();

        HttpResponse<String> response = http.send("PUT", NEXT, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
    }

    @Test
    void theDateCanBeLeftOut() {
        emulator.faults().add(Fault.withoutDate());

        assertThat(http.send("GET", NEXT, "").headers().firstValue("date")).isEmpty();
    }

    @Test
    void aStaleStartNextGivesTheEndedExecutionAsItWas() {
        http.send("PUT", NEXT, "");
        http.send("POST", OTA_7, "{\"status\":\"SUCCEEDED\"}");
        emulator.faults().add(Fault.staleStartNext().first(1));

        String stale = http.send("PUT", NEXT, "").body();
        String fresh = http.send("PUT", NEXT, "").body();

        assertThat(stale).contains("\"status\":\"IN_PROGRESS\"", "\"versionNumber\":2");
        assertThat(fresh).isEqualTo("{}");
    }

    @Test
    void aFinishedStartNextGivesTheEndedExecutionWithItsTerminalStatus() {
        http.send("PUT", NEXT, "");
        http.send("POST", OTA_7, "{\"status\":\"SUCCEEDED\"}");
        emulator.faults().add(Fault.finishedStartNext());

        assertThat(http.send("PUT", NEXT, "").body()).contains("\"status\":\"SUCCEEDED\"");
    }

    @Test
    void aFaultActsOnlyOnItsOperationsAndThings() {
        emulator.createThing("pump-2");
        emulator.faults()
                .add(Fault.forbidden().on(Operation.DESCRIBE_JOB_EXECUTION).thing("pump-2"));

        assertThat(http.send("GET", "/things/pump-2/jobs/$next", "").statusCode())
                .isEqualTo(403);
        assertThat(http.send("GET", NEXT, "").statusCode()).isEqualTo(200);
        assertThat(http.send("PUT", "/things/pump-2/jobs/$next", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void countsSayWhichRequestsAreHit() {
        emulator.faults().add(Fault.unavailable().first(2));
        emulator.faults().add(Fault.throttle().nth(4));
        emulator.faults().add(Fault.forbidden().after(5));

        assertThat(statuses(7)).containsExactly(503, 503, 200, 429, 200, 403, 403);
    }

    @Test
    void theSameSeedHitsTheSameRequests() {
        Faults.ActiveFault first = emulator.faults().add(Fault.unavailable().probability(0.5, 42));
        List<Integer> once = statuses(50);
        first.remove();
        emulator.faults().add(Fault.unavailable().probability(0.5, 42));

        List<Integer> again = statuses(50);

        assertThat(again).isEqualTo(once).contains(200, 503);
        assertThat(first.hits()).isBetween(10L, 40L);
    }

    @Test
    void aRateThrottlesWhatGoesBeyondItInASecond() {
        emulator.faults().add(Fault.throttleAbove(2));

        List<Integer> oneSecond = statuses(3);
        clock.advance(Duration.ofSeconds(1));
        List<Integer> theNext = statuses(3);

        assertThat(oneSecond).containsExactly(200, 200, 429);
        assertThat(theNext).containsExactly(200, 200, 429);
    }

    @Test
    void aRemovedFaultActsNoMore() {
        try (Faults.ActiveFault fault = emulator.faults().add(Fault.unavailable())) {
            assertThat(statuses(1)).containsExactly(503);
            assertThat(fault.hits()).isEqualTo(1);
        }

        assertThat(statuses(1)).containsExactly(200);
        assertThat(emulator.faults().active()).isEmpty();
    }

    @Test
    void newJobsReachTheirThingsLater() {
        emulator.faults().delayNewJobs(Duration.ofSeconds(3));
        emulator.createJob("ota-8", "{}", "pump-2");

        String before = http.send("PUT", "/things/pump-2/jobs/$next", "").body();
        clock.advance(Duration.ofSeconds(3));
        String after = http.send("PUT", "/things/pump-2/jobs/$next", "").body();

        assertThat(before).isEqualTo("{}");
        assertThat(after).contains("ota-8");
    }

    @Test
    void cancellationsReachTheExecutionsLater() {
        emulator.faults().delayCancellations(Duration.ofSeconds(3));
        emulator.cancelJob("ota-7", true);

        ExecutionStatus before = emulator.execution("pump-1", "ota-7").status();
        clock.advance(Duration.ofSeconds(3));
        ExecutionStatus after = emulator.execution("pump-1", "ota-7").status();

        assertThat(before).isEqualTo(ExecutionStatus.QUEUED);
        assertThat(after).isEqualTo(ExecutionStatus.CANCELED);
    }

    @Test
    void timeoutsComeLate() {
        emulator.faults().delayTimeouts(Duration.ofSeconds(60));
        http.send("PUT", NEXT, "{\"stepTimeoutInMinutes\":1}");

        clock.advance(Duration.ofSeconds(119));
        ExecutionStatus before = emulator.execution("pump-1", "ota-7").status();
        clock.advance(Duration.ofSeconds(1));
        ExecutionStatus after = emulator.execution("pump-1", "ota-7").status();

        assertThat(before).isEqualTo(ExecutionStatus.IN_PROGRESS);
        assertThat(after).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    private List<Integer> statuses(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> http.send("GET", NEXT, "").statusCode())
                .toList();
    }
}
