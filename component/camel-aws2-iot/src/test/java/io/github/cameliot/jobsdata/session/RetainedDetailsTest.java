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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An update replaces the status details; what is retained stays. */
class RetainedDetailsTest {

    private final SessionTestBed bed = new SessionTestBed();

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aProgressReportThatReplacesTheDetailsCarriesWhatIsRetained() {
        JobSession session = bed.claim();

        session.retain(details("state", "2 of 5"), details("state", "handed"));
        session.update(ExecutionStatus.IN_PROGRESS, details("step", "half"), null);

        assertThat(session.retainedDetails()).isEqualTo(Map.of("state", "2 of 5"));
        assertThat(own()).isEqualTo(Map.of("state", "2 of 5", "step", "half"));
    }

    @Test
    void aProgressReportCannotReplaceWhatIsRetained() {
        JobSession session = bed.claim();

        session.retain(details("state", "2 of 5"), details("state", "handed"));
        session.update(ExecutionStatus.IN_PROGRESS, details("state", "5 of 5"), null);

        assertThat(own()).isEqualTo(Map.of("state", "2 of 5"));
    }

    @Test
    void whatIsRetainedIsNeverTheDetailThatIsCut() {
        JobSession session = bed.claim();
        Map<String, String> nine = new LinkedHashMap<>();
        for (int i = 1; i <= 9; i++) {
            nine.put("d" + i, "v");
        }

        session.retain(details("state", "2 of 5"), details("state", "handed"));
        session.update(ExecutionStatus.IN_PROGRESS, JobSession.userDetails(nine), null);

        assertThat(own()).hasSize(9).containsEntry("state", "2 of 5").doesNotContainKey("d9");
        assertThat(ClaimMarker.in(bed.execution().statusDetails())).isPresent();
    }

    @Test
    void aHandOverCarriesItsOwn() {
        JobSession session = bed.claim();

        session.retain(details("state", "2 of 5"), details("state", "handed"));
        session.handOver(Duration.ofMinutes(30), details("topic", "jobs"));

        assertThat(own()).isEqualTo(Map.of("state", "handed", "topic", "jobs"));
    }

    @Test
    void aReportWithAReasonCarriesWhatIsRetained() {
        JobSession session = bed.claim();

        session.retain(details("state", "2 of 5"), details("state", "handed"));
        session.finish(Outcome.failed("it broke"));

        assertThat(own()).isEqualTo(Map.of("state", "2 of 5", "reason", "it broke"));
    }

    private Map<String, String> own() {
        return ClaimMarker.without(bed.execution().statusDetails());
    }

    private static StatusDetails details(String key, String value) {
        return JobSession.userDetails(Map.of(key, value));
    }
}
