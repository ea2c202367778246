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

import io.github.cameliot.emulator.Readings;
import io.github.cameliot.jobsdata.JobFilter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that reach the service twice: the worker sees the second response, a conflict with its own write. */
@ExtendWith(SideBySide.class)
class DuplicatedRequestTest {

    /** A 409 that says nothing about the execution. */
    private static final Readings BARE_CONFLICT = Readings.DEFAULT.conflictCarriesState(false);

    private static final JobFilter ALL = execution -> true;

    @Test
    void aClaimOfAFilterIsOurs() throws Exception {
        claimOfAFilterIsOurs(Readings.DEFAULT);
    }

    @Test
    void aClaimOfAFilterIsOursThoughTheConflictShowsNothing() throws Exception {
        claimOfAFilterIsOurs(BARE_CONFLICT);
    }

    private static void claimOfAFilterIsOurs(Readings readings) throws Exception {
        try (TestBed bed = TestBed.open(readings)) {
            String thing = "chosen";
            bed.jobs(List.of(thing));
            bed.proxy().first(1, Call::isUpdate, Treatment.twice());

            assertRunsOnceAsTheFirstAttempt(bed, thing, "filter=#all");
        }
    }

    @Test
    void aTakeOverIsOurs() throws Exception {
        takeOverIsOurs(Readings.DEFAULT);
    }

    @Test
    void aTakeOverIsOursThoughTheConflictShowsNothing() throws Exception {
        takeOverIsOurs(BARE_CONFLICT);
    }

    private static void takeOverIsOurs(Readings readings) throws Exception {
        try (TestBed bed = TestBed.open(readings)) {
            String thing = "taken-over";
            bed.jobs(List.of(thing));
            SdkClient.claimForAnother(bed.emulator().endpoint(), thing, 0, 300, "released");
            bed.proxy().first(1, Call::isUpdate, Treatment.twice());

            assertRunsOnceAsTheFirstAttempt(bed, thing, "");
        }
    }

    @Test
    void aReportIsDelivered() throws Exception {
        reportIsDelivered(Readings.DEFAULT);
    }

    @Test
    void aReportIsDeliveredThoughTheConflictShowsNothing() throws Exception {
        reportIsDelivered(BARE_CONFLICT);
    }

    private static void reportIsDelivered(Readings readings) throws Exception {
        try (TestBed bed = TestBed.open(readings)) {
            String thing = "reported";
            bed.jobs(List.of(thing));
            bed.proxy().first(1, call -> call.reports("SUCCEEDED"), Treatment.twice());

            assertRunsOnceAsTheFirstAttempt(bed, thing, "");
        }
    }

    private static void assertRunsOnceAsTheFirstAttempt(TestBed bed, String thing, String options) throws Exception {
        Runs runs = new Runs();

        bed.worker().bind("all", ALL).work(thing, options, runs.then(exchange -> {}));

        within(TestBed.START_SECONDS).until(() -> bed.isSucceeded(thing));
        within(TestBed.SOON_SECONDS)
                .until(() -> runs.all().get(0).session().state().isFinal());
        assertThat(runs.all()).singleElement().satisfies(run -> {
            assertThat(run.session().attempt()).isEqualTo(1);
            assertThat(run.session().loss()).isEmpty();
            assertThat(run.session().state().name()).isIn("REPORTED", "PROBABLY_REPORTED");
        });
    }
}
