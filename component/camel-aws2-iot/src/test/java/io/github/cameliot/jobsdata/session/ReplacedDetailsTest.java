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
package io.github.cameliot.jobsdata.session;

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody replaces the status details, and with them the claim marker: it is written once more by compare-and-set. */
class ReplacedDetailsTest {

    private static final Duration THIRD = TestWorker.LEASE.dividedBy(3);

    private final SessionTestBed bed = new SessionTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void afterAConsoleReplacedTheDetailsTheClaimMarkerIsWrittenOnceMore() {
        JobSession session = bed.claim();
        bed.replaceDetails(Map.of("note", "looked at by hand"));

        bed.advance(THIRD);
        bed.one().tick();

        assertThat(session.isLost()).isFalse();
        assertThat(ClaimMarker.in(bed.execution().statusDetails())).isPresent();
        assertThat(bed.execution().statusDetails()).containsEntry("note", "looked at by hand");
        assertThat(bed.one().count(Counter.asserted)).isEqualTo(1);
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detailsReplacedBeforeTheReportDoNotStopIt(boolean conflictCarriesState) {
        JobSession session = bed.withConflicts(conflictCarriesState).claim();
        bed.replaceDetails(Map.of("note", "by hand"));

        session.finish(Outcome.failed("checksum"));

        assertThat(session.state()).isEqualTo(State.REPORTED);
        assertThat(bed.execution().statusDetails())
                .containsEntry("reason", "checksum")
                .containsKey(ClaimMarker.KEY);
        assertThat(bed.one().count(Counter.asserted)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void detailsReplacedTwiceAreFollowedByAFewWritesAndNoLoop(boolean conflictCarriesState) {
        JobSession session = bed.withConflicts(conflictCarriesState).claim();
        bed.replaceDetails(Map.of("note", "once"));
        bed.advance(THIRD);
        bed.emulator().requests().clear();
        // Between the conflict and the second attempt the console writes again: that attempt conflicts too.
        bed.one().beforeNextResponse(() -> bed.one().beforeNextCall(() -> bed.replaceDetails(Map.of("note", "twice"))));
        bed.one().tick();

        assertThat(session.isLost()).isFalse();
        assertThat(bed.emulator().requests().count(UPDATE_JOB_EXECUTION)).isLessThanOrEqualTo(4);
        bed.advance(Duration.ofSeconds(1));
        bed.one().tick();
        assertThat(ClaimMarker.in(bed.execution().statusDetails())).isPresent();
        assertThat(bed.execution().statusDetails()).containsKey("note");
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }

    @Test
    void aTakeOverWithoutAClaimMarkerCountsAsTheSecondAttempt() {
        bed.claim();
        bed.replaceDetails(Map.of("note", "by hand"));
        bed.advance(TestWorker.LEASE.plus(Lease.MARGIN));

        assertThat(bed.two().claim("pump-12").attempt()).isEqualTo(2);
    }
}
