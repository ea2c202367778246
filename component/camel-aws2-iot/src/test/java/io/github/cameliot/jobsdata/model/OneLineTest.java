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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\nb", "a\u0085b", "a\u2028b", "a\u2029b", "a\u000bb", "a\tb", "a\n\n\u2028b"})
    void whatEndsALineIsASpace(String text) {
        assertThat(OneLine.of(text, 100)).isEqualTo("a b");
        assertThat(OneLine.printable(text)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u001bb", "a\u0000b", "a\u202eb", "a\u2066b", "a\u200bb", "a\ud800b", "a\ue000b", "a\u009bb"})
    void whatMovesACursorOrTurnsTheTextIsAQuestionMark(String text) {
        assertThat(OneLine.of(text, 100)).isEqualTo("a?b");
    }

    @Test
    void whatIsTooLongEndsInDotsAndNeverInHalfACharacter() {
        assertThat(OneLine.of("abcdef", 3)).isEqualTo("abc...");
        assertThat(OneLine.of("ab\ud83d\ude00cd", 3)).isEqualTo("ab\ud83d\ude00...");
        assertThat(OneLine.of("äöü", 3)).isEqualTo("äöü");
    }

    @Test
    void anOrdinaryTextIsNotCopied() {
        String text = "installed 7.0.1";

        assertThat(OneLine.of(text, 100)).isSameAs(text);
    }
}
