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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, in the pieces that tests of this module run or compare with the code. */
final class AsciiDocPage {

    static final Path FOLDER = Path.of("src", "main", "docs");

    private static final Pattern BLOCK =
            Pattern.compile("^\\[source,(\\w+)]\n----\n(.*?)\n----$", Pattern.DOTALL | Pattern.MULTILINE);

    private final String text;

    private AsciiDocPage(String text) {
        this.text = text;
    }

    /** @param name the name of the file without {@code .adoc} */
    static AsciiDocPage read(String name) {
        try {
            return new AsciiDocPage(Files.readString(FOLDER.resolve(name + ".adoc")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".adoc"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }

    /** The code blocks in that language. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }
}
