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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListedThingsTest {

    private List<String> listed = List.of();
    private final ListedThings things = new ListedThings(() -> listed, System::nanoTime);

    @Test
    void aNameThatCannotBeOneIsLeftOutAndWarnedOfOnceWhileItIsListed() {
        try (LogCapture log = LogCapture.start()) {
            listed = List.of("a", "no name", "b");
            assertThat(things.listFirst().added()).containsExactly("a", "b");

            listed = List.of("no name", "a", "b", "c"); // it has moved
            assertThat(things.listAgain().removed()).containsExactly("a", "b");
            assertThat(warnings(log)).isOne();

            listed = List.of("a", "b", "c");
            assertThat(things.listAgain().removed()).isEmpty();
            listed = List.of("a", "b", "c", "no name");
            assertThat(things.listAgain().added()).isEmpty();
            assertThat(warnings(log)).isEqualTo(2);
        }
    }

    private static long warnings(LogCapture log) {
        return log.lines().stream()
                .filter(line -> line.startsWith("WARN") && line.contains("no name"))
                .count();
    }
}
