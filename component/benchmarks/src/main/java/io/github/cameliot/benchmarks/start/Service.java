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
import io.github.cameliot.emulator.JobsEmulator;
import java.io.IOException;
import java.nio.file.Path;

/** The emulator in a process of its own, with one job queued on each of its things. */
public final class Service implements AutoCloseable {

    private final Process process;
    private final String endpoint;
    private final int things;
    private int used;

    /** @param things the number of things for {@link #nextThing} */
    Service(int things) throws IOException {
        this.things = things;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ClassPath.get(),
                        Service.class.getName(),
                        String.valueOf(things))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        endpoint = process.inputReader().readLine();
        if (endpoint == null) {
            throw new IllegalStateException("The service has ended; its errors are above.");
        }
    }

    /**
     * Runs until standard input ends.
     *
     * @param args how many things
     */
    public static void main(String[] args) throws IOException {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                emulator.createThing("thing-" + i);
                emulator.createJob("job-" + i, "{\"operation\":\"install\",\"version\":\"2.4.0\"}", "thing-" + i);
            }
            System.out.println(emulator.endpoint());
            while (System.in.read() >= 0) {
                // until the parent closes the stream or has ended
            }
        }
    }

    String endpoint() {
        return endpoint;
    }

    /** A thing whose job has not been claimed yet. */
    String nextThing() {
        if (used == things) {
            throw new IllegalStateException("No thing is left of " + things);
        }
        return "thing-" + used++;
    }

    @Override
    public void close() throws IOException {
        process.outputWriter().close(); // the service ends when its input ends
    }
}
