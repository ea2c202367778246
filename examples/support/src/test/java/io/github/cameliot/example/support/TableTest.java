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
package io.github.cameliot.example.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a machine whose people write 1.234,5. */
class TableTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void germanMachine() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void numbersHaveADecimalPointAndThousandsWithCommas() {
        assertThat(Formats.grouped(10_000)).isEqualTo("10,000");
        assertThat(Formats.seconds(Duration.ofMillis(1_234_560))).isEqualTo("1,234.56 s");
        assertThat(Formats.ratio(1, 3)).isEqualTo("0.33");
        assertThat(Formats.now()).matches("\\d\\d:\\d\\d:\\d\\d");
    }

    @Test
    void columnsAreAlignedAndNoLineEndsWithABlank() {
        String table = Table.of(List.of("pump-12", "a"))
                .left("thing", thing -> thing)
                .right("letters", thing -> Formats.grouped(thing.length()))
                .left("none", thing -> "")
                .text();

        assertThat(table.lines())
                .containsExactly(
                        " thing   | letters | none",
                        "---------+---------+------",
                        " pump-12 |       7 |",
                        " a       |       1 |");
    }

    @Test
    void aLongValueStaysInOneLine() {
        assertThat(Table.of(List.of("word ".repeat(40) + "end"))
                        .left("text", text -> text)
                        .text()
                        .lines())
                .hasSize(3);
    }
}
