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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages for maintainers, in the folder component: what they point to is there. The tests that pages for users name
 * are there, too; the module of their examples checks where their links lead.
 */
class PagesTest {

    private static final Path FOLDER = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern INLINE = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");
    private static final Pattern REFERENCE = Pattern.compile("\\[(\\w+Test)](?![(:])");
    private static final Pattern ANCHOR = Pattern.compile("(?m)^\\[#([\\w-]+)]$");
    private static final Pattern TEST_BY_NAME = Pattern.compile("`(\\w+Test)`");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeading(Path page) throws IOException {
        String text = Files.readString(page);
        Stream<String> links = Stream.concat(
                INLINE.matcher(text).results().map(link -> link.group(1)),
                DEFINITION.matcher(text).results().map(link -> link.group(2)));

        assertThat(links.filter(link -> !link.startsWith("http"))).isNotEmpty().allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path file = parts[0].isEmpty() ? page : FOLDER.resolve(parts[0]);
            assertThat(file).exists();
            if (parts.length == 2) {
                assertThat(headings(file)).contains(parts[1]);
            }
        });
    }

    static List<Path> allPages() throws IOException {
        return Stream.concat(pages().stream(), AsciiDocPage.files().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("allPages")
    void everyTestThatIsNamedExists(Path page) throws IOException {
        String text = Files.readString(page);
        List<String> defined =
                DEFINITION.matcher(text).results().map(link -> link.group(1)).toList();

        if (page.toString().endsWith(".md")) {
            assertThat(REFERENCE.matcher(text).results().map(link -> link.group(1)))
                    .allMatch(defined::contains);
        }
        assertThat(TEST_BY_NAME.matcher(text).results().map(name -> name.group(1)))
                .allMatch(PagesTest::isATest);
    }

    @Test
    void eachOfTheFifteenCasesNamesATestThatShowsIt() throws IOException {
        List<String> cases = Files.readString(FOLDER.resolve("CONTRACT.md"))
                .lines()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();

        assertThat(cases).hasSize(15).allMatch(line -> REFERENCE.matcher(line).find());
        assertThat(cases.stream().map(line -> line.split("\\|")[1].strip()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 15).mapToObj(Integer::toString).toList());
    }

    private static boolean isATest(String name) {
        return Stream.of(FOLDER, FOLDER.resolveSibling("routes"), FOLDER.resolveSibling("examples"))
                .anyMatch(folder -> holds(folder, name + ".java"));
    }

    private static boolean holds(Path folder, String name) {
        try (Stream<Path> files = Files.find(folder, 20, (file, attributes) -> file.endsWith(name))) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> headings(Path file) throws IOException {
        if (file.toString().endsWith(".adoc")) {
            return ANCHOR.matcher(Files.readString(file))
                    .results()
                    .map(anchor -> anchor.group(1))
                    .toList();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w -]", "")
                            .replace(' ', '-'))
                    .toList();
        }
    }
}
