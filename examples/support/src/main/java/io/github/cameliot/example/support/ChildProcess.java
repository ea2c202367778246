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
package io.github.cameliot.example.support;

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

/**
 * A Java program in a process of its own, with the class path of this one. Each line that it prints is printed here with its
 * name in front.
 *
 * <p>It ends by itself when its standard input ends, so that it does not outlive this process: its main method calls {@link
 * #exitWhenInputEnds} first.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int SECONDS_TO_STOP = 20;

    private final String name;
    private final Process process;
    private final Thread printer;
    private final List<String> lines;

    private ChildProcess(String name, Process process, Thread printer, List<String> lines) {
        this.name = name;
        this.process = process;
        this.printer = printer;
        this.lines = lines;
    }

    /**
     * Starts a program.
     *
     * @param name stands in front of its lines
     * @param main the class with its main method
     * @param properties its system properties
     * @param out where its lines are printed
     */
    public static ChildProcess start(String name, Class<?> main, Map<String, String> properties, PrintStream out)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(main.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classPath(main));
        Process process = builder.start();
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread printer = new Thread(() -> print(process, name, out, lines), "prints the lines of " + name);
        printer.setDaemon(true);
        printer.start();
        return new ChildProcess(name, process, printer, lines);
    }

    /** Ends the calling process, which another one has started, when that one closes the standard input or is gone. */
    public static void exitWhenInputEnds() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is ever written to it
                        }
                    } catch (IOException e) {
                        // the parent is gone: the same as the end of the input
                    }
                    System.exit(0);
                },
                "exits when the input ends");
        watch.setDaemon(true);
        watch.start();
    }

    /** That of this program; Maven runs it in a class loader of its own. */
    private static String classPath(Class<?> main) {
        if (main.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(URL::toString)
                    .map(url -> Path.of(URI.create(url)).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static void print(Process process, String name, PrintStream out, List<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                // What a route logs may end with an empty value.
                out.printf("%s | %s%n", name, line.stripTrailing());
                lines.add(line);
            }
        } catch (IOException e) {
            // how the stream ends when the process is killed
        }
    }

    /** What stands in front of its lines. */
    public String name() {
        return name;
    }

    /** Whether it has printed a line that contains this text. */
    public boolean hasPrinted(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Kills it by SIGKILL, which a process cannot handle.
     *
     * @return its exit code
     */
    public int kill() throws InterruptedException {
        process.destroyForcibly();
        int exit = process.waitFor();
        printer.join();
        return exit;
    }

    /** Makes it shut down in order, and does not wait for that. */
    public void stop() throws IOException {
        process.getOutputStream().close();
    }

    /** Makes it shut down in order, and waits; after 20 seconds it is killed. */
    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            kill();
        }
        printer.join();
    }
}
