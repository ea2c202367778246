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
package io.github.cameliot.benchmarks.start;

import io.github.cameliot.benchmarks.ClassPath;
import io.github.cameliot.benchmarks.start.StartedApp.Reading;
import io.github.cameliot.benchmarks.start.StartedApp.Source;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Starts the application in JVMs of its own. */
final class Launcher {

    private final Path folder;
    private final Service service;
    private final String classPath;

    Launcher(Path folder, Service service) throws IOException {
        this.folder = Files.createDirectories(folder.toAbsolutePath());
        Files.deleteIfExists(folder.resolve("start.log"));
        this.service = service;
        this.classPath = jars();
    }

    /** One start: the cost until the context was started, and until the first exchange. */
    record Start(Reading started, Reading first) {}

    /** Starts once, to write the archive of this application. */
    void writeCache(Jvm jvm, Source source) throws IOException, InterruptedException {
        Path file = folder.resolve(jvm.file(source));
        Files.deleteIfExists(file);
        run(jvm, source, jvm.writing(file));
        if (!Files.exists(file)) {
            throw new IllegalStateException(jvm.name() + " has not written " + file + "; see "
                    + folder.resolve("start.log") + " for the output of the JVM.");
        }
    }

    Start start(Jvm jvm, Source source) throws IOException, InterruptedException {
        return run(jvm, source, jvm.using(folder.resolve(jvm.file(source))));
    }

    private Start run(Jvm jvm, Source source, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jvm.java()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, StartedApp.class.getName()));
        String thing = source.claims() ? service.nextThing() : "none";
        command.addAll(List.of(String.valueOf(System.currentTimeMillis()), source.name(), service.endpoint(), thing));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("start.log").toFile()))
                .start();
        Reading started = null;
        Reading first = null;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "started" -> started = Reading.parse(words);
                    case "first" -> first = Reading.parse(words);
                    default -> {} // messages of a JVM about its archive
                }
            }
        }
        if (process.waitFor() != 0 || started == null || first == null) {
            throw new IllegalStateException("The application did not start: " + String.join(" ", command));
        }
        return new Start(started, first);
    }

    /** The class path with jars instead of directories: archives cannot contain classes of directories. */
    private String jars() {
        List<String> jars = new ArrayList<>();
        for (String element : ClassPath.get().split(File.pathSeparator)) {
            Path path = Path.of(element);
            jars.add(Files.isDirectory(path) ? jar(path, "classes-" + jars.size() + ".jar") : element);
        }
        return String.join(File.pathSeparator, jars);
    }

    private String jar(Path directory, String name) {
        String file = folder.resolve(name).toString();
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        if (jar.run(System.out, System.err, "--create", "--file", file, "-C", directory.toString(), ".") != 0) {
            throw new IllegalStateException("Cannot write " + file);
        }
        return file;
    }
}
