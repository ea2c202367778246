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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line that the components log, as it stands in their source.
 *
 * @param level INFO, WARN or ERROR
 * @param text what is logged, with {@code {}} where values go
 */
record LogLine(String level, String text) {

    private static final Pattern CALL = Pattern.compile("LOG\\.(info|warn|error)\\(\\s*(.*?)\\);", Pattern.DOTALL);
    private static final Pattern LITERALS = Pattern.compile("^((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?\\s*)+)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NAME = Pattern.compile("^(\\w+)");

    /** All lines at INFO and above below that folder. */
    static List<LogLine> of(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> in(read(file)))
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<LogLine> in(String source) {
        return CALL.matcher(source)
                .results()
                .map(call ->
                        new LogLine(call.group(1).toUpperCase(java.util.Locale.ROOT), text(call.group(2), source)));
    }

    /** The first argument: literals, or the name of a text that is made of literals. */
    private static String text(String arguments, String source) {
        Matcher literals = LITERALS.matcher(arguments);
        if (literals.find()) {
            return joined(literals.group(1));
        }
        Matcher name = NAME.matcher(arguments);
        if (!name.find()) {
            throw new AssertionError("What is logged by " + arguments);
        }
        MatchResult definition = Pattern.compile("String " + name.group(1) + " =\\s*([^;]*\");")
                .matcher(source)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("What is logged by " + arguments));
        String rest = arguments.substring(name.end()).replaceFirst("^\\s*\\+\\s*", "");
        return joined(definition.group(1)) + (LITERALS.matcher(rest).find() ? text(rest, source) : "");
    }

    private static String joined(String literals) {
        StringBuilder all = new StringBuilder();
        LITERAL.matcher(literals).results().forEach(literal -> all.append(literal.group(1)));
        return all.toString();
    }

    /** Whether this can be logged as that line. */
    boolean matches(String line) {
        String pattern = Stream.of(text.split("\\{}", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElseThrow();
        return line.matches(pattern);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
