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
package io.github.cameliot.routes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An {@link App} in a process of its own, which dies with its parent at the latest. */
final class ChildApp implements AutoCloseable {

    private final Process process;

    private ChildApp(Process process) {
        this.process = process;
    }

    /** @param folder for its properties and its log */
    static ChildApp start(Path folder, String properties) throws IOException {
        Path file = Files.writeString(folder.resolve("child.properties"), properties);
        return new ChildApp(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        ChildApp.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile())
                .start());
    }

    /** Runs until its standard input ends. */
    public static void main(String[] args) throws Exception {
        try (App app = App.start(Files.readString(Path.of(args[0])))) {
            while (System.in.read() >= 0) {
                // until who started it closes the stream or is gone
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .replace('\n', File.pathSeparatorChar);
    }
}
