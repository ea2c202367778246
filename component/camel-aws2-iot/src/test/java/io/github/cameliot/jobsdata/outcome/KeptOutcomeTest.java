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
package io.github.cameliot.jobsdata.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.session.TestWorker;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptOutcomeTest {

    private static final ClaimMarker MARKER =
            TestWorker.worker("edge-3", Resume.expired, TestWorker.LEASE).marker(2);

    @Test
    void whatIsKeptIsReadBackAsItWas() {
        KeptOutcome kept = outcome(Map.of("reason", "a=b … \uD83D\uDE80 end", "step", "v1"));

        assertThat(KeptOutcome.parse(kept.format())).isEqualTo(kept);
    }

    @Test
    void detailsThatStayAsTheyAreAreNotNoDetails() {
        assertThat(KeptOutcome.parse(outcome(null).format()).details()).isNull();
        assertThat(KeptOutcome.parse(outcome(Map.of()).format()).details()).isEmpty();
    }

    @Test
    void aTextThatWasCutAnywhereIsRefused() {
        String whole = outcome(Map.of("reason", "checksum")).format().strip();

        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatIllegalArgumentException().as(cut).isThrownBy(() -> KeptOutcome.parse(cut));
        }
    }

    @Test
    void aTextInWhichOneCharacterWasAlteredIsRefused() {
        String whole = outcome(Map.of("reason", "checksum")).format();

        for (int at = 0; at < whole.length(); at++) {
            String altered = whole.substring(0, at) + (whole.charAt(at) == 'x' ? 'y' : 'x') + whole.substring(at + 1);
            assertThatIllegalArgumentException().as(altered).isThrownBy(() -> KeptOutcome.parse(altered));
        }
    }

    @Test
    void lineBreaksAndQuotesSurvive() {
        KeptOutcome kept = outcome(Map.of("reason", "a\nb\r\n\"c\\"));

        assertThat(KeptOutcome.parse(kept.format())).isEqualTo(kept);
        assertThat(KeptOutcome.parse("  " + kept.format() + "\n")).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n", "v1\nend", "v2 \n{}", "v2 0123456789abcdef\n{}", "\u0000\uFFFD"})
    void aTextOfSomebodyElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeptOutcome.parse(text));
    }

    private static KeptOutcome outcome(Map<String, String> details) {
        return new KeptOutcome(
                "eu-west-1",
                new ExecutionId("pump-12", "ota-7", 1),
                2,
                MARKER,
                ExecutionStatus.FAILED,
                details,
                Instant.parse("2026-11-01T12:00:00Z"));
    }
}
