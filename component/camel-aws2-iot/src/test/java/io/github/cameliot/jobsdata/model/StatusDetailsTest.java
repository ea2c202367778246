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
package io.github.cameliot.jobsdata.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StatusDetailsTest {

    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[^\\p{C}]{1,1024}");

    @Property(tries = 500)
    void whateverIsGivenWhatGoesOutIsWhatTheServiceAccepts(@ForAll("hostile") Map<String, String> given) {
        StatusDetails details = StatusDetails.of(given);

        assertThat(details.pairs()).hasSizeLessThanOrEqualTo(StatusDetails.MOST_PAIRS);
        details.pairs().forEach((k, v) -> {
            assertThat(k).matches(KEY);
            assertThat(v).matches(VALUE);
            assertThat(v.length()).isLessThanOrEqualTo(1024);
        });
    }

    @Property(tries = 200)
    void whatGoesOutWouldGoOutAgainUnchanged(@ForAll("hostile") Map<String, String> given) {
        StatusDetails once = StatusDetails.of(given);

        assertThat(StatusDetails.of(once.pairs())).isEqualTo(new StatusDetails(once.pairs(), java.util.List.of()));
    }

    @Property(tries = 200)
    void nothingIsChangedWithoutSaying(@ForAll("hostile") Map<String, String> given) {
        StatusDetails details = StatusDetails.of(given);

        if (details.changes().isEmpty()) {
            assertThat(details.pairs()).isEqualTo(given);
        }
    }

    @Provide
    Arbitrary<Map<String, String>> hostile() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().ofMinLength(1000).ofMaxLength(2200),
                Arbitraries.strings().alpha().ofMaxLength(20),
                Arbitraries.of(
                        "", "\n", "\0", "\uD800", "a\uDC00b", "😀".repeat(600), "x".repeat(1023) + "😀", "\u200D"));
        return Arbitraries.maps(text, text).ofMaxSize(14);
    }

    @Example
    void theTailOfALongFailureTextSurvives() {
        String text =
                "java.lang.IllegalStateException: " + "at a.b.C.d(C.java:1) ".repeat(300) + "Caused by: disk full";

        StatusDetails details = StatusDetails.of(Map.of("reason", text));

        assertThat(details.pairs().get("reason"))
                .hasSize(1024)
                .startsWith("java.lang.IllegalStateException: ")
                .endsWith("Caused by: disk full");
        assertThat(details.changes()).containsExactly("reason: characters replaced or the middle cut");
    }

    @Example
    void aPairOfSurrogatesIsNeverCutInTwo() {
        String text = "a".repeat(255) + "😀".repeat(2000);

        String value = StatusDetails.of(Map.of("k", text)).pairs().get("k");

        assertThat(value).doesNotContain("\uFFFD").endsWith("😀");
    }

    @Example
    void linesBecomeOneLineAndOtherControlCharactersAreReplaced() {
        StatusDetails details = StatusDetails.of(Map.of("k", "one\r\ntwo\tthree\0four\uD800five"));

        assertThat(details.pairs()).containsEntry("k", "one  two three\uFFFDfour\uFFFDfive");
    }

    @Example
    void keysThatBecomeEqualAreKeptApart() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("a.b", "1");
        given.put("a b", "2");
        given.put("a_b", "3");

        assertThat(StatusDetails.of(given).pairs())
                .containsExactly(Map.entry("a_b", "1"), Map.entry("a_b_2", "2"), Map.entry("a_b_3", "3"));
    }

    @Example
    void pairsBeyondTheTenthAndThoseWithoutAValueAreLeftOutByName() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("none", null);
        for (int i = 1; i <= 11; i++) {
            given.put("k" + i, i);
        }

        StatusDetails details = StatusDetails.of(given);

        assertThat(details.pairs()).hasSize(10).containsEntry("k10", "10").doesNotContainKey("k11");
        assertThat(details.changes())
                .containsExactly("'none' left out: it has no value", "'k11' left out: at most 10 pairs are possible");
    }
}
