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
package io.github.cameliot.benchmarks.soak;

import io.github.cameliot.benchmarks.ClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One process of a worker, from its start to its end. Its log is in a file with its name. */
final class WorkerProcess {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final Thread reader;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile long stoppedUntil = System.nanoTime();

    /** @param received is called with its messages, in order, on one thread */
    WorkerProcess(String name, String endpoint, Settings settings, Consumer<WorkerMessage> received) {
        this.name = name;
        try {
            Files.createDirectories(settings.folder());
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            ClassPath.get(),
                            SoakWorker.class.getName(),
                            endpoint,
                            name,
                            String.join(",", settings.thingNames()),
                            settings.heapEvery().toString())
                    .redirectError(settings.folder().resolve(name + ".log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start worker " + name, e);
        }
        reader = new Thread(() -> read(received), "soak-" + name);
        reader.start();
    }

    private void read(Consumer<WorkerMessage> received) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                WorkerMessage.parse(line).ifPresent(message -> {
                    if (message.kind() == WorkerMessage.Kind.READY) {
                        ready.countDown();
                    }
                    received.accept(message);
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the output of worker " + name, e);
        } finally {
            ready.countDown();
        }
    }

    String name() {
        return name;
    }

    void awaitReady() throws InterruptedException {
        ready.await();
    }

    /** Whether it is running and not stopped. */
    boolean isLive() {
        return process.isAlive() && System.nanoTime() - stoppedUntil >= 0;
    }

    // Through its handle: Process.destroy() closes the streams, so messages that were not read yet would be lost.

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** SIGTERM: it releases its jobs. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGSTOP, and SIGCONT after this time, even if this program has ended by then. */
    void stop(Duration length) {
        stoppedUntil = System.nanoTime() + length.toNanos();
        try {
            new ProcessBuilder(
                            "sh",
                            "-c",
                            "kill -STOP $0; sleep $1; kill -CONT $0",
                            String.valueOf(process.pid()),
                            String.valueOf(length.toMillis() / 1000.0))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop worker " + name, e);
        }
    }

    /** Waits until it has ended (after 15 seconds it gets SIGKILL) and all its messages are received. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
        reader.join();
    }
}
