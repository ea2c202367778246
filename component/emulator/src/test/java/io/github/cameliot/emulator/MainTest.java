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
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1|Unknown option --prot.",
                "--acess-key=AKID:SECRET|Unknown option --acess-key.",
                "8085|Unknown option 8085.",
                "--client-certificates|--client-certificates needs --tls DIR.",
                "--role-alias worker|--role-alias needs --tls DIR.",
                "--own-thing-only|--own-thing-only needs --tls DIR.",
                "--thing-certificate pump-12|--thing-certificate needs --tls DIR.",
                "--tls d --thing-certificate ../x|--thing-certificate ../x is not possible. Use the name of a thing,",
                "--tls d --thing-certificate ca|--thing-certificate ca is not possible. Its files would replace ca.pem or",
                "--tls d --thing-certificate Ca|--thing-certificate Ca is not possible. Its files",
                "--tls d --thing-certificate CLIENT|--thing-certificate CLIENT is not possible. Its files",
                "--tls d --role-alias worker:899|--role-alias worker:899 is not possible. Use a name and perhaps 900 to",
                "--tls d --role-alias worker:1h|--role-alias worker:1h is not possible.",
                "--tls d --role-alias a/b|--role-alias a/b is not possible.",
                "--reading conflictName=MINE|--reading conflictName=MINE is not possible. Use MODEL or DOCUMENTATION.",
                "--reading queuedMaySucceed|--reading queuedMaySucceed is not possible. Use true or false.",
                "--reading speed=1|--reading speed=1 is not possible. The names are conflictName,",
                "--access-key AKID|--access-key needs the id, a colon and the secret.",
                "--access-key 1/AKID:SECRET|--access-key is not possible. Use the account, a slash,",
                "--access-key 123456789012/:SECRET|--access-key is not possible. Use the account, a slash,",
                "--region=|--region needs a value.",
                "--seed=|--seed needs a value.",
                "--region EU|--region EU is not possible. Use a region, like --region eu-west-1.",
                "--account 1|--account 1 is not possible. Use twelve digits, like --account 123456789012.",
                "--allowed-host http://x|--allowed-host http://x is not possible. Use a name, like",
                "--max-jobs 0|--max-jobs 0 is not possible. Use 1 to 999999999, like --max-jobs 1000.",
                "--max-things many|--max-things many is not possible.",
                "--max-executions -1|--max-executions -1 is not possible.",
                "--port|Missing required parameter for option '--port' (N).",
                "--port --host|Expected parameter for option '--port' but found '--host'.",
                "--port x|--port x is not possible. Use 0 to 65535, like --port 8080.",
                "--mqtt x|--mqtt x is not possible. Use 0 to 65535, like --mqtt 8080.",
                "--port 65536|--port 65536 is not possible. Use 0 to 65535, like --port 8080."
            })
    void anErrorInTheOptionsIsOneLineAndExitCodeTwo(String options, String message) {
        int exit = run(options.split(" "));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(message)
                .hasLineCount(1)
                .endsWith(" --help shows the options." + System.lineSeparator())
                .doesNotContain("SECRET");
        assertThat(out.size()).isZero();
    }

    @Test
    void allOptionsTogetherStartAnEmulator(@TempDir Path certificates) {
        int exit = run(
                "--port=0",
                "--host",
                "localhost",
                "--region=eu-central-1",
                "--access-key",
                "AKID:SECRET",
                "--access-key=210987654321/AKID2:SECRET:2",
                "--one-account",
                "--account=210987654321",
                "--allowed-host",
                "emulator.example",
                "--max-jobs=10",
                "--max-things=10",
                "--max-executions=10",
                "--reading=conflictName=DOCUMENTATION",
                "--reading",
                "queuedMaySucceed=true",
                "--tls",
                certificates.toString(),
                "--client-certificates",
                "--own-thing-only",
                "--thing-certificate=pump-12",
                "--role-alias",
                "worker:900",
                "--role-alias=other");

        assertThat(exit).isNegative();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("AWS IoT Jobs emulator ready at https://localhost:")
                .containsPattern("(?m)^Console page: https://localhost:[0-9]+/_emulator/#token=[0-9a-f]{32}$")
                .hasLineCount(2);
        assertThat(err.size()).isZero();
        assertThat(certificates).isDirectoryContaining("glob:**ca.pem").isDirectoryContaining("glob:**client.key");
        assertThat(certificates)
                .isDirectoryContaining("glob:**pump-12.pem")
                .isDirectoryContaining("glob:**pump-12.key");
    }

    @Test
    void theKeyOfTheClientIsForItsOwnerOnly(@TempDir Path certificates) throws IOException {
        Files.writeString(certificates.resolve("client.key"), "left by an earlier start");

        run("--tls", certificates.toString());

        assertThat(Files.getPosixFilePermissions(certificates.resolve("client.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        assertThat(certificates.resolve("client.key")).content().startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void anEmulatorThatOthersCanReachSaysSo() {
        assertThat(run("--host", "0.0.0.0")).isNegative();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("Warning: other machines can reach the emulator, because it listens on 0.0.0.0.")
                .contains("--access-key")
                .hasLineCount(1);
    }

    @Test
    void theLastPortCounts() {
        assertThat(EmulatorOptions.parse("--port", "1", "--port", "8085").builder().port)
                .isEqualTo(8085);
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

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--help --port x"})
    void helpNamesTheOptionsOnEightyColumns(String arguments) {
        int exit = run(arguments.split(" "));

        assertThat(exit).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "--port=N",
                        "--host=H",
                        "--access-key=[A/]ID:SECRET",
                        "--seed=FILE",
                        "--client-certificates",
                        "-h, --help");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(err.size()).isZero();
    }

    private int run(String... arguments) {
        return Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
