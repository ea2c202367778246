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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** The README of the project, in the pieces that tests compare with the code. */
final class Readme {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)\n```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(#[^)]*)?\\)");

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    static Readme read() {
        return read(ROOT.resolve("README.md"));
    }

    /** Another page. */
    static Readme read(Path page) {
        try {
            return new Readme(Files.readString(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code blocks in that language. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The languages of all code blocks. */
    Set<String> languages() {
        Set<String> languages = new TreeSet<>();
        BLOCK.matcher(text).results().forEach(block -> languages.add(block.group(1)));
        return languages;
    }

    /** What stands between this heading and the next. */
    String section(String heading) {
        String after = text.split("\n## " + Pattern.quote(heading) + "\n", 2)[1];
        return after.split("\n## ", 2)[0];
    }

    /** The first code block below a heading. */
    String firstBlock(String heading) {
        return BLOCK.matcher(section(heading))
                .results()
                .findFirst()
                .map(block -> block.group(2))
                .orElseThrow();
    }

    /** The rows of the first table below a heading, without its head; a cell is its text without backticks. */
    List<List<String>> table(String heading) {
        return section(heading)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(Readme::cells)
                .toList();
    }

    /** Where links lead that stay in the repository, and to which heading (with its #, or null). */
    List<Link> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> new Link(link.group(1), link.group(2)))
                .filter(link -> !link.path().startsWith("http"))
                .toList();
    }

    record Link(String path, String heading) {}

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
    }

    /** An instance of the public class of a block of Java, which compiles without a warning. */
    static Object compiled(String source, Path classes) throws ReflectiveOperationException, IOException {
        String name = Pattern.compile("public class (\\w+)")
                .matcher(source)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
        Path file = Files.writeString(classes.resolve(name + ".java"), source);
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        "-Xlint:all,-classfile,-path",
                        "-Werror",
                        file.toString());
        assertThat(errors).as("javac's exit code for " + name).isZero();
        // Not closed: routes load their classes while they run.
        ClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, Readme.class.getClassLoader());
        return loader.loadClass(name).getDeclaredConstructor().newInstance();
    }
}
