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

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Repositories of outcomes that hang, are slow, or lose what they were given. */
@ExtendWith(SideBySide.class)
class RepositoryTest {

    @Test
    void anOutcomeIsReportedThoughItCannotBeKept() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.jobs(List.of("unkept"));
            Runs runs = new Runs();

            bed.worker()
                    .bind("outcomes", new Outcomes().onKeep(key -> bed.hang()))
                    .work("unkept", "outcomeRepository=#outcomes", runs.then(exchange -> {}));

            within(TestBed.START_SECONDS).until(() -> !runs.all().isEmpty());
            within(TestBed.SOON_SECONDS).until(() -> bed.isSucceeded("unkept"));
        }
    }

    @Test
    void oneKeepThatHangsHoldsUpNoOther() throws Exception {
        assertOthersSucceed("one-kept-slowly", 21);
    }

    @Test
    void aKeepThatHangsDoesNotHoldItsPlaceAmongTheJobsForEver() throws Exception {
        assertOthersSucceed("only-kept-slowly", 1);
    }

    private static void assertOthersSucceed(String slow, int maxInFlight) throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> quick = TestBed.things("beside-" + slow, 20);
            bed.jobs(quick);
            bed.jobs(List.of(slow));
            Outcomes outcomes = new Outcomes().onKeep(key -> {
                if (key.contains("job-" + slow)) {
                    bed.hang();
                }
            });
            Runs runs = new Runs();

            bed.worker()
                    .bind("outcomes", outcomes)
                    .work(
                            slow + "," + String.join(",", quick),
                            "outcomeRepository=#outcomes&delay=1000&maxDelay=1000&maxInFlight=" + maxInFlight,
                            runs.then(exchange -> {}));

            within(TestBed.START_SECONDS).until(() -> runs.jobIds().contains("job-" + slow));
            within(15).untilAsserted(() -> assertThat(quick).allMatch(bed::isSucceeded));
        }
    }

    @Test
    void anOutcomeThatIsNotThereAfterItWasKeptIsAnAlarm() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            bed.jobs(List.of("not-there"));
            Worker worker = bed.worker()
                    .bind("outcomes", new Outcomes().losing(key -> true))
                    .work("not-there", "outcomeRepository=#outcomes", exchange -> {});

            within(TestBed.START_SECONDS).until(() -> bed.isSucceeded("not-there"));

            within(TestBed.SOON_SECONDS)
                    .untilAsserted(() -> assertThat(worker.health("not-there").getDetails())
                            .containsKey("outcomes.repository.failure"));
            assertThat(logs.with("ERROR", "outcomeRepository", "not-there")).isNotEmpty();
        }
    }

    @Test
    void anOutcomeThatIsNotThereAfterItWasKeptIsNotToldAsKept() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            bed.jobs(List.of("not-kept"));
            bed.proxy().on(Call::isUpdate, Treatment.blackHole());
            Runs runs = new Runs();
            bed.worker()
                    .bind("outcomes", new Outcomes().losing(key -> true))
                    .work("not-kept", "outcomeRepository=#outcomes", runs.then(exchange -> {}));

            within(TestBed.START_SECONDS).until(() -> !runs.all().isEmpty());
            within(20).until(() -> !logs.with("Lost job job-not-kept").isEmpty());

            assertThat(logs.with("Lost job job-not-kept", "is kept")).isEmpty();
        }
    }

    @Test
    void aTakeOverWhoseOutcomeCannotBeLookedUpHoldsUpItsThingAlone() throws Exception {
        try (TestBed bed = TestBed.open()) {
            List<String> stuck = TestBed.things("looked-up", 2);
            bed.jobs(stuck);
            stuck.forEach(thing -> SdkClient.claimForAnother(bed.emulator().endpoint(), thing, 1, 300, "released"));
            CountDownLatch bothHang = new CountDownLatch(2);
            Outcomes outcomes = new Outcomes().onFind(key -> {
                if (key.contains("job-looked-up")) {
                    bothHang.countDown();
                    bed.hang();
                }
            });
            bed.worker()
                    .bind("outcomes", outcomes)
                    .work(
                            String.join(",", stuck) + ",free",
                            "outcomeRepository=#outcomes&maxInFlight=2",
                            exchange -> {});

            within(TestBed.START_SECONDS).until(() -> bothHang.getCount() == 0);
            bed.jobs(List.of("free"));

            within(TestBed.SOON_SECONDS).until(() -> bed.isSucceeded("free"));
        }
    }
}
