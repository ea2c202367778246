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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles blocks of Java without a warning, the same blocks once in a JVM. */
final class Javac {

    private static final List<String> OPTIONS = List.of(
            "-proc:none", "-Xlint:all,-classfile,-path", "-Werror", "-cp", System.getProperty("java.class.path"));
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Keeps the jars of the class path open: to open them again takes most of the time of a compilation. */
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new HashMap<>();

    private Javac() {}

    /**
     * Compiles blocks that may use each other, and nothing but each other and the class path.
     *
     * @param blocks the text of each class by the name of the class
     * @param classes gets the class files, unless it has them: tests that run at the same time may share it
     */
    static synchronized void compile(Map<String, String> blocks, Path classes) throws IOException {
        Map<String, byte[]> made = COMPILED.computeIfAbsent(Map.copyOf(blocks), Javac::compiled);
        for (Map.Entry<String, byte[]> type : made.entrySet()) {
            Path file = classes.resolve(type.getKey().replace('.', '/') + ".class");
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), type.getValue())) {
                Files.createDirectories(file.getParent());
                Files.write(file, type.getValue());
            }
        }
    }

    private static Map<String, byte[]> compiled(Map<String, String> blocks) {
        Map<String, ByteArrayOutputStream> made = new TreeMap<>();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        boolean good = blocks.isEmpty()
                || COMPILER.getTask(
                                null,
                                new Memory(made),
                                problems,
                                OPTIONS,
                                null,
                                blocks.entrySet().stream().map(Source::new).toList())
                        .call();
        assertThat(problems.getDiagnostics()).as("javac on %s", blocks.keySet()).isEmpty();
        assertThat(good).isTrue();
        Map<String, byte[]> bytes = new HashMap<>();
        made.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    /** A block as javac reads it. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Map.Entry<String, String> block) {
            super(URI.create("block:///" + block.getKey() + ".java"), Kind.SOURCE);
            this.text = block.getValue();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Where javac writes: to a map. */
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> made;

        Memory(Map<String, ByteArrayOutputStream> made) {
            super(FILES);
            this.made = made;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            made.put(name, out);
            return new SimpleJavaFileObject(URI.create("class:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return out;
                }
            };
        }
    }
}
