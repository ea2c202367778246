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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The stand-alone program does not go on with a full memory. */
class OutOfMemoryTest {

    private static final String TARGETS = "\"targets\":[\"arn:aws:iot:us-east-1:123456789012:thing/pump-1\"]";

    @Test
    void aFullMemoryEndsTheProgramWithAWord() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            fill(URI.create(out.readLine().replaceAll(".* ", "")));

            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("out of memory and ends", "-Xmx");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void fill(URI endpoint) throws IOException {
        RawHttp http = new RawHttp(endpoint);
        String job = "{%s,\"document\":\"%s\"}".formatted(TARGETS, "x".repeat(32_000));
        http.send("POST", "/things/pump-1", "{}");
        try {
            for (int i = 0; i < 2_000; i++) {
                http.send("PUT", "/jobs/ota-" + i, job);
            }
        } catch (UncheckedIOException ended) {
            // The program's end closes the connection.
        }
    }
}
