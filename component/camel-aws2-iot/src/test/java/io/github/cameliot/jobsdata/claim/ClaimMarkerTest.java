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
package io.github.cameliot.jobsdata.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.model.StatusDetails;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class ClaimMarkerTest {

    private static final String WHOLE = "v1 worker=edge-3 run=5f0c9a2e claim=9b1d6e0f attempt=1 lease=300 state=run";

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll("marks") ClaimMarker mark) {
        assertThat(ClaimMarker.parse(mark.format())).contains(mark);
    }

    @Property(tries = 300)
    void aMarkIsAStatusDetailThatNeedsNoChange(@ForAll("marks") ClaimMarker mark) {
        assertThat(StatusDetails.of(Map.of(ClaimMarker.KEY, mark.format())).changes())
                .isEmpty();
    }

    @Property(tries = 1000)
    void hostileTextIsNoMarkOrAValidOne(@ForAll("hostile") String text) {
        ClaimMarker.parse(text)
                .ifPresent(mark -> assertThat(ClaimMarker.parse(mark.format())).contains(mark));
    }

    @Property(tries = 300)
    void anyTextIsReadWithoutAnException(@ForAll @StringLength(max = 200) String text) {
        assertThat(ClaimMarker.parse(text)).isEmpty();
        ClaimMarker.parse("v1 " + text);
    }

    @Example
    void membersOfALaterVersionArePassedOver() {
        assertThat(ClaimMarker.parse(WHOLE + " zone=eu"))
                .isEqualTo(ClaimMarker.parse(WHOLE))
                .isPresent();
    }

    @Example
    void aMarkWithoutAMemberProvesNothing() {
        for (String member : WHOLE.split(" ")) {
            assertThat(ClaimMarker.parse(WHOLE.replace(member, "").strip()))
                    .as("without %s", member)
                    .isEmpty();
        }
    }

    @Example
    void idsThatNoWorkerWritesMakeNoMark() {
        for (String id : new String[] {"", "a/b", "\u202e", "\u001b[2J", "\u2028", "x".repeat(65)}) {
            assertThat(ClaimMarker.parse(WHOLE.replace("9b1d6e0f", id))).as(id).isEmpty();
            assertThat(ClaimMarker.parse(WHOLE.replace("5f0c9a2e", id))).as(id).isEmpty();
            assertThat(ClaimMarker.parse(WHOLE.replace("edge-3", id))).as(id).isEmpty();
        }
    }

    @Example
    void aMegabyteIsNoMarkAndReadAtOnce() {
        assertThat(ClaimMarker.parse("v1 " + "claim= ".repeat(150_000))).isEmpty();
        assertThat(ClaimMarker.parse(WHOLE + " x".repeat(500_000))).isPresent();
    }

    @Example
    void aDeadlineBelongsToAHandedMarkOnly() {
        assertThat(ClaimMarker.parse(WHOLE + " until=2026-11-01T00:00:00Z")).isEmpty();
        assertThat(ClaimMarker.parse(WHOLE.replace("state=run", "state=handed")))
                .isEmpty();
    }

    @Example
    void aReleaseOfAClaimThatNeverRanTakesItsAttemptBack() {
        ClaimMarker second =
                ClaimMarker.parse(WHOLE.replace("attempt=1", "attempt=2")).orElseThrow();

        assertThat(second.released(true).attempt()).isEqualTo(2);
        assertThat(second.released(false).attempt()).isEqualTo(1);
    }

    @Provide
    Arbitrary<ClaimMarker> marks() {
        Arbitrary<String> worker =
                Arbitraries.strings().withChars("abcXYZ019._:@-").ofMinLength(1).ofMaxLength(64);
        Arbitrary<String> id = Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofMinLength(8)
                .ofMaxLength(16);
        Arbitrary<Integer> attempt = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Duration> lease =
                Arbitraries.integers().between(1, Integer.MAX_VALUE).map(Duration::ofSeconds);
        Arbitrary<ClaimMarker.State> state = Arbitraries.of(ClaimMarker.State.class);
        Arbitrary<Instant> until = Arbitraries.longs()
                .between(-1_000_000_000_000L, 1_000_000_000_000_000L)
                .map(Instant::ofEpochMilli);
        return Combinators.combine(worker, id, id, attempt, lease, state, until)
                .as((w, r, c, a, l, s, u) ->
                        new ClaimMarker(w, r, c, a, l, s, s == ClaimMarker.State.handed ? u : null));
    }

    /** Marks with words replaced, doubled, left out or damaged. */
    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> word = Arbitraries.of(
                "v1",
                "v2",
                "worker=edge-3",
                "worker=",
                "worker=a b",
                "worker=\u0000",
                "run=1",
                "run=",
                "claim=1",
                "claim=",
                "claim=\n",
                "attempt=1",
                "attempt=-1",
                "attempt=99999999999",
                "attempt=٣",
                "lease=300",
                "lease=0",
                "lease=-1",
                "lease=1e3",
                "lease=2147483647",
                "state=run",
                "state=handed",
                "state=RUN",
                "until=2026-11-01T00:00:00Z",
                "until=+1000000000-12-31T23:59:59.999999999Z",
                "until=soon",
                "=",
                "==",
                "\uD83D",
                "");
        Arbitrary<String> tail = word.list().ofMaxSize(12).map(words -> String.join(" ", words));
        return Arbitraries.oneOf(tail, tail.map(t -> WHOLE + " " + t), tail.map(t -> t + " " + WHOLE));
    }
}
