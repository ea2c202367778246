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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README knows what the code knows. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    @ParameterizedTest
    @EnumSource
    void namesEveryKindOfFault(FaultKind kind) throws IOException {
        assertThat(Files.readString(README)).contains("`" + kind + "`");
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryOperation(Operation operation) throws IOException {
        if (operation.isNotification()) {
            assertThat(Files.readString(README)).contains("`" + operation + "`");
            return;
        }
        String name = Arrays.stream(operation.name().replace("CONTROL_", "").split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());

        assertThat(Files.readString(README)).contains(name);
    }

    @Test
    void namesEveryReading() throws IOException {
        String readme = Files.readString(README);

        assertThatThrownBy(() -> Readings.DEFAULT.with("unknown=true"))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .satisfies(message -> assertThat(
                                message.replaceAll(".*names are |\\.$", "").split(", "))
                        .hasSizeGreaterThan(7)
                        .allSatisfy(name -> assertThat(readme).contains("`" + name + "`")));
    }

    @Test
    void theSeedOfTheReadmeIsPossible() throws IOException {
        String seed = Files.readString(README).replaceAll("(?s).*```json\n(\\{\\s+\"things\".*?)```.*", "$1");

        try (JobsEmulator emulator = JobsEmulator.builder().seed(seed).start()) {
            assertThat(emulator.executions("pump-13")).hasSize(1);
        }
    }

    @Test
    void aFaultAsTheReadmeWritesItIsPossible() throws IOException {
        String fault = Files.readString(README).replaceAll("(?s).*-d '(\\{\"kind\".*?)'\n.*", "$1");

        try (JobsEmulator emulator = JobsEmulator.start()) {
            int status = new RawHttp(emulator.endpoint())
                    .send("POST", "/_emulator/faults", fault.getBytes(UTF_8), "Content-Type", "application/json")
                    .statusCode();

            assertThat(status).isEqualTo(200);
        }
    }
}
