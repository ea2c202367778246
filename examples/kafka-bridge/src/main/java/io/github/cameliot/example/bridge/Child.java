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
package io.github.cameliot.example.bridge;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A bridge in a process of its own. What it says is printed with its name in front. */
final class Child implements AutoCloseable {

    private static final int SECONDS_TO_STOP = 20;

    private final Process process;
    private final Thread printer;
    private final List<String> said;

    private Child(Process process, Thread printer, List<String> said) {
        this.process = process;
        this.printer = printer;
        this.said = said;
    }

    /** Starts a bridge of this program with these system properties. */
    static Child start(String name, Map<String, String> properties, PrintStream out) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dbridge.name=" + name));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(Bridge.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classPath());
        Process process = builder.start();
        List<String> said = new CopyOnWriteArrayList<>();
        Thread printer = new Thread(() -> print(process, name, out, said), "prints what " + name + " says");
        printer.setDaemon(true);
        printer.start();
        return new Child(process, printer, said);
    }

    /** That of this program; Maven runs it in a class loader of its own. */
    private static String classPath() {
        if (Child.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(URL::toString)
                    .map(url -> Path.of(URI.create(url)).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static void print(Process process, String name, PrintStream out, List<String> said) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.printf("%s | %s%n", name, line);
                said.add(line);
            }
        } catch (IOException e) {
            // the stream ends so when the process is killed
        }
    }

    /** Whether a line with this text was printed. */
    boolean hasSaid(String text) {
        return said.stream().anyMatch(line -> line.contains(text));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Kills it by SIGKILL, which no process can answer.
     *
     * @return its exit code
     */
    int kill() throws InterruptedException {
        process.destroyForcibly();
        int exit = process.waitFor();
        printer.join();
        return exit;
    }

    /** Lets it end what it does, and stop; does not wait. */
    void stop() throws IOException {
        process.getOutputStream().close();
    }

    /** Stops it, and waits. */
    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            kill();
        }
        printer.join();
    }
}
