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
package io.github.cameliot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of all pages is complete. */
class IndexPageTest {

    private static final Pattern ENTRY = Pattern.compile("(?m)^\\* (?:xref|link):(\\S+)\\[([^]]+)]: (\\S.*\\.)$");

    @Test
    void everyPageIsListedOnceWithASentence() throws Exception {
        List<String> listed = ENTRY.matcher(
                        Files.readString(DocPage.read("index").file()))
                .results()
                .map(entry -> entry.group(1))
                .filter(file -> file.endsWith(".adoc"))
                .map(file -> file.replace(".adoc", ""))
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(DocPage.names().stream()
                        .filter(name -> !name.equals("index"))
                        .toList());
    }

    @Test
    void everyLineOfTheListHasALinkAndASentence() throws Exception {
        List<String> lines = Files.readAllLines(DocPage.read("index").file()).stream()
                .filter(line -> line.startsWith("*"))
                .toList();

        assertThat(lines)
                .isNotEmpty()
                .allMatch(line -> ENTRY.matcher(line).matches())
                .doesNotHaveDuplicates();
    }
}
