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
package io.github.cameliot.benchmarks.loop;

import io.github.cameliot.benchmarks.ClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The process of {@link ServerMain}. Not thread-safe. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader responses;
    private final PrintWriter commands;
    private final URI endpoint;

    ServerProcess() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            "-cp",
                            ClassPath.get(),
                            ServerMain.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the server", e);
        }
        responses = process.inputReader();
        commands = new PrintWriter(process.outputWriter(), true);
        endpoint = URI.create(response());
    }

    /** The things of one contender. */
    static List<String> names(String prefix, int things) {
        return IntStream.range(0, things).mapToObj(i -> prefix + "-" + i).toList();
    }

    URI endpoint() {
        return endpoint;
    }

    /** Creates them without jobs. */
    void createThings(String prefix, int things) {
        command("create " + prefix + " " + things + " 0");
    }

    /** Queues this number of jobs on each thing, and resets the counts. */
    void createJobs(String prefix, int things, int jobs) {
        command("create " + prefix + " " + things + " " + jobs);
    }

    /** Deletes these jobs, which have ended, so that the server has its earlier state. */
    void deleteJobs(String prefix, int things, int jobs) {
        command("delete " + prefix + " " + things + " " + jobs);
    }

    ServerReading read() {
        return ServerReading.parse(command("read"));
    }

    private String command(String line) {
        commands.println(line);
        return response();
    }

    private String response() {
        try {
            String line = responses.readLine();
            if (line == null) {
                throw new IllegalStateException("The server has ended; its errors are above.");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the output of the server", e);
        }
    }

    @Override
    public void close() {
        commands.close(); // the server ends when its input ends
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
