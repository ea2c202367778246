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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1|Unknown option --prot. --help shows those there are.",
                "--client-certificates|--client-certificates needs --tls DIR.",
                "--reading conflictName=MINE|--reading conflictName=MINE is not possible: MODEL and DOCUMENTATION are.",
                "--reading queuedMaySucceed|--reading queuedMaySucceed is not possible: its value is true or false.",
                "--access-key AKID|--access-key takes the id, a colon and the secret.",
                "--port|--port needs a value.",
                "--port x|--port x is not possible: 0 to 65535 are, like --port 8080.",
                "--port 65536|--port 65536 is not possible: 0 to 65535 are, like --port 8080."
            })
    void anErrorInTheOptionsIsOneLineAndExitCodeTwo(String options, String message) {
        int exit = run(options.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message).hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void aPortInUseIsOneLineAndExitCodeOne() {
        try (JobsEmulator other = JobsEmulator.start()) {
            int exit = run("--port", String.valueOf(other.port()));

            assertThat(exit).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("Cannot listen on 127.0.0.1 port " + other.port())
                    .hasLineCount(1);
        }
    }

    @Test
    void helpNamesTheOptions() {
        int exit = run("--help");

        assertThat(exit).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--port N", "--host H", "--help");
    }

    private int run(String... arguments) {
        return Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
