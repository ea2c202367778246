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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.ast.Table;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.Severity;

/** A page of the documentation, in the pieces that tests run or compare with the code. */
final class DocPage {

    /** The root of the checkout. */
    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    /** The folder with all pages. */
    static final Path FOLDER = ROOT.resolve("component/camel-aws2-iot/src/main/docs");

    /** Starts JRuby, which takes seconds: one for all tests of a JVM. */
    private static final Asciidoctor ASCIIDOCTOR = Asciidoctor.Factory.create();

    private static final Pattern ID = Pattern.compile("id=\"([^\"]+)\"");

    private static final Map<String, DocPage> READ = new HashMap<>();

    private final Path file;
    private final Document document;
    private final String html;
    private final List<String> warnings = new ArrayList<>();

    private DocPage(Path file) {
        this.file = file;
        // Debug: that "tabs" is a style of an extension, which GitHub does not have either.
        LogHandler handler = entry -> {
            if (entry.getSeverity() != Severity.DEBUG) {
                warnings.add(entry.getCursor() + ": " + entry.getMessage());
            }
        };
        ASCIIDOCTOR.registerLogHandler(handler);
        Options options =
                Options.builder().safe(SafeMode.SAFE).baseDir(FOLDER.toFile()).build();
        try {
            String text = Files.readString(file);
            this.document = ASCIIDOCTOR.load(text, options);
            this.html = document.convert();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ASCIIDOCTOR.unregisterLogHandler(handler);
        }
    }

    /** @param name the name of the file without {@code .adoc} */
    static synchronized DocPage read(String name) {
        return READ.computeIfAbsent(name, n -> new DocPage(FOLDER.resolve(n + ".adoc")));
    }

    /** The names of all pages. */
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(page -> page.getFileName().toString())
                    .filter(page -> page.endsWith(".adoc"))
                    .map(page -> page.substring(0, page.length() - ".adoc".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a link can lead to in a page in AsciiDoc or Markdown: the part after its {@code #}. */
    static List<String> anchors(Path page) {
        String name = page.getFileName().toString();
        if (name.endsWith(".adoc")) {
            return ID.matcher(read(name.substring(0, name.length() - ".adoc".length())).html)
                    .results()
                    .map(id -> id.group(1))
                    .toList();
        }
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w -]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    /** The page as a browser gets it. */
    String html() {
        return html;
    }

    /** What Asciidoctor warns of. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** The text of the code blocks in that language, as {@code java}, in the order of the page. */
    List<String> blocks(String language) {
        return listings(document).stream()
                .filter(block -> language.equals(block.getAttribute("language")))
                .map(Block::getSource)
                .toList();
    }

    /** The languages of all code blocks. */
    Collection<String> languages() {
        return listings(document).stream()
                .map(block -> String.valueOf(block.getAttribute("language")))
                .distinct()
                .sorted()
                .toList();
    }

    /** The examples that are given in several languages: for each its text by language. */
    List<Map<String, String>> tabs() {
        return find(document, "example").stream()
                .filter(block -> "tabs".equals(block.getStyle()))
                .map(block -> {
                    Map<String, String> languages = new HashMap<>();
                    listings(block)
                            .forEach(listing -> languages.put(
                                    String.valueOf(listing.getAttribute("language")), listing.getSource()));
                    return languages;
                })
                .toList();
    }

    /**
     * The rows of the first table below that heading, without its head. A cell is its text as written, without
     * backticks.
     */
    List<List<String>> table(String title) {
        Table table = (Table) find(section(title), "table").stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("No table below \"" + title + "\" in " + file));
        return table.getBody().stream()
                .map(row -> row.getCells().stream()
                        .map(cell -> cell.getSource().strip().replace("`", ""))
                        .toList())
                .toList();
    }

    /** The code blocks below that heading, in any language. */
    List<String> blocksOf(String title) {
        return listings(section(title)).stream().map(Block::getSource).toList();
    }

    private Section section(String title) {
        return find(document, "section").stream()
                .map(Section.class::cast)
                .filter(section -> section.getTitle().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No heading \"" + title + "\" in " + file));
    }

    private static List<Block> listings(StructuralNode node) {
        return find(node, "listing").stream().map(Block.class::cast).toList();
    }

    private static List<StructuralNode> find(StructuralNode node, String context) {
        return node.findBy(Map.of("context", ":" + context));
    }
}
