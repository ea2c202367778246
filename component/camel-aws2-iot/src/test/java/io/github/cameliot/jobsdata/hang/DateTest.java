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
package io.github.cameliot.jobsdata.hang;

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Take-overs from workers that are gone, when the {@code Date} of the responses does not tell how long they are. */
@ExtendWith(SideBySide.class)
class DateTest {

    /** Of the worker that is gone; others wait for it and three seconds. */
    private static final int LEASE_SECONDS = 2;

    /** These five seconds from when it is first seen, a round of polls, and a machine with little time. */
    private static final int LONGEST_SECONDS = LEASE_SECONDS + 3 + 3;

    @Test
    void aJobIsTakenOverThoughThereIsNoDate() throws Exception {
        assertTakenOver("no-date", date -> null);
    }

    @Test
    void aJobIsTakenOverThoughTheDateStandsStill() throws Exception {
        AtomicReference<String> first = new AtomicReference<>();
        assertTakenOver("still-date", date -> first.updateAndGet(f -> f == null ? date : f));
    }

    @Test
    void aJobIsTakenOverThoughTheDateIsAnHourBack() throws Exception {
        assertTakenOver("late-date", DateTest::anHourBack);
    }

    @Test
    void aDateBeforeTheLastUpdateIsWarnedOf() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            bed.proxy().on(call -> true, Treatment.dated(DateTest::anHourBack));
            held(bed, "warned-date");

            bed.worker().work("warned-date", "", exchange -> {});

            within(10).until(() -> logs.with("WARN", "warned-date").stream()
                    .anyMatch(line -> line.contains("Date") || line.contains("clock")));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, before", "-1, after"})
    void aDateFarFromTheUpdateThatAClaimJustMadeIsWarnedOf(int hours, String side) throws Exception {
        String thing = "claimed-" + side;
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            bed.proxy().on(call -> true, Treatment.dated(date -> moved(date, hours)));
            bed.jobs(List.of(thing));

            bed.worker().work(thing, "", exchange -> {});

            within(10).until(() -> !logs.with("WARN", thing, " s " + side + " the Date", "clocks is wrong")
                    .isEmpty());
        }
    }

    @Test
    void aJobThatIsRenewedIsLeftAloneThoughThereIsNoDate() throws Exception {
        try (TestBed bed = TestBed.open();
                var holder = SdkClient.of(bed.emulator().endpoint(), request -> {})) {
            bed.proxy().on(call -> true, Treatment.dated(date -> null));
            held(bed, "renewed");
            Runs runs = new Runs();

            bed.worker().work("renewed", "", runs.then(exchange -> {}));

            within(LONGEST_SECONDS + 6)
                    .pollInterval(Duration.ofSeconds(1))
                    .during(Duration.ofSeconds(LONGEST_SECONDS))
                    .until(() -> {
                        holder.updateJobExecution(
                                r -> r.thingName("renewed").jobId("job-renewed").status("IN_PROGRESS"));
                        return runs.all().isEmpty();
                    });
        }
    }

    private static void assertTakenOver(String thing, UnaryOperator<String> date) throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.proxy().on(call -> true, Treatment.dated(date));
            held(bed, thing);
            Runs runs = new Runs();

            bed.worker().work(thing, "", runs.then(exchange -> {}));

            within(TestBed.START_SECONDS)
                    .until(() -> !bed.proxy().calls(Call.of(thing)).isEmpty());
            within(LONGEST_SECONDS).until(() -> bed.isSucceeded(thing));
            assertThat(runs.all())
                    .singleElement()
                    .satisfies(run -> assertThat(run.session().attempt()).isEqualTo(2));
        }
    }

    /** A job that another worker has claimed, which is gone. */
    private static void held(TestBed bed, String thing) {
        bed.jobs(List.of(thing));
        SdkClient.claimForAnother(bed.emulator().endpoint(), thing, 1, LEASE_SECONDS, "run");
    }

    private static String anHourBack(String date) {
        return moved(date, -1);
    }

    private static String moved(String date, int hours) {
        DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME;
        return format.format(ZonedDateTime.parse(date, format).plusHours(hours));
    }
}
