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

import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Losses are told in time, and healthy sessions keep their leases, whatever hangs beside them. */
@ExtendWith(SideBySide.class)
class FenceTest {

    @Test
    void aLossIsToldFiveSecondsBeforeOthersMayTakeOverThoughAllWritesHang() throws Exception {
        try (TestBed bed = TestBed.open()) {
            Map<String, Long> toldAt = new ConcurrentHashMap<>();
            assertToldInTime(bed, TestBed.things("hung", 50), "", toldAt, exchange -> {
                JobSession session = Runs.sessionOf(exchange);
                session.onLost(loss -> toldAt.put(session.execution().thing(), System.nanoTime()));
                bed.hold(exchange);
            });
        }
    }

    @Test
    void aRouteThatAsksKnowsItThen() throws Exception {
        try (TestBed bed = TestBed.open()) {
            Map<String, Long> toldAt = new ConcurrentHashMap<>();
            assertToldInTime(bed, TestBed.things("asks", 10), "", toldAt, exchange -> {
                JobSession session = Runs.sessionOf(exchange);
                within(30).until(session::isLost);
                toldAt.put(session.execution().thing(), System.nanoTime());
            });
        }
    }

    @Test
    void aRouteIsInterruptedThen() throws Exception {
        try (TestBed bed = TestBed.open()) {
            Map<String, Long> toldAt = new ConcurrentHashMap<>();
            assertToldInTime(bed, TestBed.things("interrupted", 50), "interruptOnLost=true", toldAt, exchange -> {
                String thing = Runs.sessionOf(exchange).execution().thing();
                try {
                    bed.hold(exchange);
                } catch (InterruptedException e) {
                    toldAt.put(thing, System.nanoTime());
                }
            });
        }
    }

    private static void assertToldInTime(
            TestBed bed, List<String> things, String options, Map<String, Long> toldAt, Processor job)
            throws Exception {
        bed.jobs(things);
        bed.proxy().on(Call::isUpdate, Treatment.blackHole());

        bed.worker()
                .work(
                        String.join(",", things),
                        "delay=2000&maxDelay=10s&maxInFlight=" + things.size() + "&" + options,
                        job);

        within(TestBed.START_SECONDS)
                .until(() -> !bed.proxy().calls(Call::isStartNext).isEmpty());
        long stalledBefore = Stalls.nanos();
        within(25).until(() -> toldAt.size() == things.size());
        Duration stalled = Duration.ofNanos(Stalls.nanos() - stalledBefore);
        assertThat(Collections.min(after(toldAt, bed, Call::signedAt)))
                .isGreaterThan(TestBed.LOST_AFTER.minus(TestBed.TOLERANCE));
        assertThat(Collections.max(after(toldAt, bed, Call::receivedAt)))
                .isLessThan(TestBed.LOST_AFTER.plus(TestBed.TOLERANCE).plus(stalled));
    }

    /** How long after each thing's claim its loss was told. */
    private static List<Duration> after(Map<String, Long> toldAt, TestBed bed, Function<Call, Long> claimedAt) {
        Map<String, Long> claims = bed.proxy().calls(Call::isStartNext).stream()
                .collect(Collectors.toMap(Call::thing, claimedAt, Math::min));
        return toldAt.entrySet().stream()
                .map(told -> Duration.ofNanos(told.getValue() - claims.get(told.getKey())))
                .toList();
    }

    @Test
    void healthySessionsKeepTheirLeasesThoughOthersOfTheirComponentHang() throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> hanging = TestBed.things("hanging", 50);
            List<String> beside = TestBed.things("beside", 25);
            List<String> elsewhere = TestBed.things("elsewhere", 25);
            Stream.of(hanging, beside, elsewhere).forEach(bed::jobs);
            bed.proxy().on(call -> call.isUpdate() && hanging.contains(call.thing()), Treatment.blackHole());
            Runs healthy = new Runs();
            Runs all = new Runs();
            Worker worker = bed.worker();

            worker.work(
                    String.join(",", beside) + "," + String.join(",", hanging),
                    "maxInFlight=75&delay=2000&maxDelay=10s",
                    all.then(exchange -> {
                        if (beside.contains(Runs.sessionOf(exchange).execution().thing())) {
                            healthy.then(bed::hold).process(exchange);
                        } else {
                            within(30).until(Runs.sessionOf(exchange)::isLost);
                        }
                    }));
            worker.work(
                    String.join(",", elsewhere),
                    "maxInFlight=25&delay=2000&maxDelay=10s&workerId=elsewhere",
                    healthy.then(bed::hold));

            within(TestBed.START_SECONDS)
                    .until(() -> all.all().size() + healthy.all().size() >= 125);
            within(40).during(TestBed.LEASE.multipliedBy(2)).untilAsserted(() -> assertThat(healthy.lost())
                    .isEmpty());
        }
    }

    @Test
    void aHundredSessionsKeepTheirLeasesWithCallsOfTwoToFourSeconds() throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> things = TestBed.things("slow", 100);
            bed.jobs(things);
            bed.proxy().on(Call::isWrite, relay -> Treatment.responseDelayed(
                            Duration.ofMillis(2000 + Math.floorMod(System.nanoTime() / 1000, 2000)))
                    .apply(relay));
            Runs runs = new Runs();

            bed.worker()
                    .work(String.join(",", things), "maxInFlight=100&delay=2000&maxDelay=10s", runs.then(bed::hold));

            within(TestBed.START_SECONDS).until(() -> runs.all().size() == 100);
            within(30).during(TestBed.LEASE).untilAsserted(() -> assertThat(runs.lost())
                    .isEmpty());
        }
    }
}
