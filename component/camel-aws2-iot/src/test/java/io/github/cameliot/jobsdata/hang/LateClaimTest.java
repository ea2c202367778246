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

import io.github.cameliot.emulator.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Claims whose response comes when their lease is over: their routes are not begun, and they are no attempts. */
@ExtendWith(SideBySide.class)
class LateClaimTest {

    private static final Duration TOO_LATE = TestBed.LOST_AFTER.plusSeconds(1);

    /** A client of the user may wait for longer than the component's own ones would. */
    private static final String PATIENT =
            "maxAttempts=1&iotJobsDataPlaneClient=#patient&region=&accessKey=&secretKey=&uriEndpointOverride=";

    @Test
    void aClaimWhoseResponseIsLateRunsLaterAsTheFirstAttempt() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.proxy().first(1, Call::isStartNext, Treatment.responseDelayed(TOO_LATE));

            assertRunsOnceAsTheFirstAttempt(bed, "late-response");
        }
    }

    @Test
    void aClaimWhoseResponseIsTruncatedAndFoundLateRunsLaterAsTheFirstAttempt() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.proxy()
                    .first(1, Call::isStartNext, Treatment.truncated())
                    .first(
                            1,
                            call -> call.isDescribe() && !call.jobId().equals("$next"),
                            Treatment.responseDelayed(TOO_LATE));

            assertRunsOnceAsTheFirstAttempt(bed, "truncated-response");
        }
    }

    @Test
    void aClaimThatIsFoundWhenItsLeaseIsOverRunsLaterAsTheFirstAttempt() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.proxy().first(1, Call::isStartNext, Treatment.responseLost()).first(1, Call::isDescribe, relay -> {
                // The poll that follows the claim is held back; the one before it has gone.
                bed.proxy().first(1, Call::isDescribe, Treatment.delayed(TOO_LATE));
                Treatment.pass().apply(relay);
            });

            assertRunsOnceAsTheFirstAttempt(bed, "found-late");
        }
    }

    private static void assertRunsOnceAsTheFirstAttempt(TestBed bed, String thing) throws Exception {
        bed.jobs(List.of(thing));
        Runs runs = new Runs();

        bed.worker()
                .bind("patient", bed.closing(SdkClient.of(bed.proxy().endpoint(), request -> {})))
                .work(thing, PATIENT, runs.then(exchange -> {}));

        within(28).until(() -> bed.execution(thing).status().isTerminal());
        assertThat(bed.execution(thing).status())
                .as("with maxAttempts=1, after %s", bed.execution(thing).statusDetails())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(runs.begunThoughLost()).isEmpty();
        assertThat(runs.all()).singleElement().satisfies(run -> {
            assertThat(run.session().attempt()).isEqualTo(1);
            assertThat(run.session().isResumed()).isFalse();
        });
    }
}
