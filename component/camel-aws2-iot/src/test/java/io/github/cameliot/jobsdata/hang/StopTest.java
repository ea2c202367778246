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

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A context that stops while jobs run: they are released side by side, within ten seconds after Camel's timeout. */
@ExtendWith(SideBySide.class)
class StopTest {

    /** One second of Camel's timeout, ten for releases, and one for a machine with little time. */
    private static final int LONGEST_SECONDS = 12;

    @Test
    void twentyJobsAreReleasedWithinTenSecondsAtTwoSecondsACall() throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> things = TestBed.things("slow-release", 20);
            Worker worker = running(bed, things);
            bed.proxy().on(Call::isWrite, Treatment.responseDelayed(Duration.ofSeconds(2)));

            CompletableFuture<Void> stopping = TestBed.aside(worker::close);

            within(LONGEST_SECONDS).untilAsserted(() -> assertThat(things).allMatch(bed::isReleased));
            within(TestBed.SOON_SECONDS).until(stopping::isDone);
        }
    }

    @Test
    void stopReturnsThoughAllReleasesHang() throws Exception {
        try (TestBed bed = TestBed.open()) {
            Worker worker = running(bed, TestBed.things("hanging-release", 12));
            bed.proxy().on(Call::isWrite, Treatment.blackHole());

            CompletableFuture<Void> stopping = TestBed.aside(worker::close);

            within(LONGEST_SECONDS + 1).until(stopping::isDone);
        }
    }

    @Test
    void aRefusedReleaseIsTriedAgain() throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> things = TestBed.things("refused-release", 3);
            Worker worker = running(bed, things);
            things.forEach(thing -> bed.emulator()
                    .faults()
                    .add(Fault.unavailable()
                            .on(Operation.UPDATE_JOB_EXECUTION)
                            .thing(thing)
                            .first(1)));

            CompletableFuture<Void> stopping = TestBed.aside(worker::close);

            within(LONGEST_SECONDS).until(stopping::isDone);
            assertThat(things).allMatch(bed::isReleased);
        }
    }

    @Test
    void jobsOfOneServiceAreReleasedThoughAnotherServiceHangs() throws Exception {
        try (TestBed bed = TestBed.open();
                TestBed hanging = TestBed.open()) {
            List<String> things = TestBed.things("healthy", 6);
            bed.jobs(things);
            hanging.jobs(List.of("hanging"));
            Runs runs = new Runs();
            Worker worker = bed.worker();
            String there = "lease=60s&uriEndpointOverride=" + hanging.proxy().endpoint();
            for (String thing : things) { // an endpoint each; Camel stops the last one first
                worker.work(thing, "", runs.then(bed::hold));
            }
            worker.work("hanging", there, runs.then(bed::hold));
            within(TestBed.START_SECONDS).until(() -> runs.all().size() == 7);
            hanging.proxy().on(Call::isWrite, Treatment.blackHole());

            CompletableFuture<Void> stopping = CompletableFuture.runAsync(worker::close);

            within(LONGEST_SECONDS + 1).until(stopping::isDone);
            assertThat(things).allMatch(bed::isReleased);
        }
    }

    private static Worker running(TestBed bed, List<String> things) throws Exception {
        bed.jobs(things);
        Runs runs = new Runs();
        Worker worker =
                bed.worker().work(String.join(",", things), "maxInFlight=" + things.size(), runs.then(bed::hold));
        within(TestBed.START_SECONDS).until(() -> runs.all().size() == things.size());
        return worker;
    }
}
