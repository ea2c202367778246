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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void coloursAreForTerminalsThatShowThem() {
        assertThat(Terminal.hasColours(Map.of("TERM", "xterm"), true)).isTrue();
        assertThat(Terminal.hasColours(Map.of("WT_SESSION", "1"), true)).isTrue();
        assertThat(Terminal.hasColours(Map.of("TERM", "xterm"), false)).isFalse();
        assertThat(Terminal.hasColours(Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(Terminal.hasColours(Map.of(), true)).isFalse();
    }

    @Test
    void noColorTurnsColoursOffUnlessItIsEmpty() {
        assertThat(Terminal.hasColours(Map.of("TERM", "xterm", "NO_COLOR", "1"), true))
                .isFalse();
        assertThat(Terminal.hasColours(Map.of("TERM", "xterm", "NO_COLOR", ""), true))
                .isTrue();
    }

    @Test
    void onlyWholeStatusesAreInColour() {
        assertThat(Colours.painted("job-1: FAILED (UPDATE)")).isEqualTo("job-1: \033[31mFAILED\033[0m (UPDATE)");
        assertThat(Colours.painted("NOT_FAILED, SUCCEEDED_ALL")).isEqualTo("NOT_FAILED, SUCCEEDED_ALL");
    }

    @Test
    void aLineIsInColourHoweverItIsWrittenAndOtherBytesStayAsTheyAre() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = Colours.in(new PrintStream(shown, true));

        out.print("SUCC");
        out.write("EEDED \u2713\n".getBytes(StandardCharsets.UTF_8), 0, 10);

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("\033[32mSUCCEEDED\033[0m \u2713\n");
    }
}
