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
package io.github.cameliot.example.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.example.support.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

/** The story in this process, and what the README says of it. */
class DemoTest {

    @Test
    void theStoryGoesAsTheReadmeTellsIt() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        List<String> differences = Demo.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(differences).isEmpty();
        assertThat(lines(printed.toString(StandardCharsets.UTF_8))).isEqualTo(lines(readme()));
    }

    private static String readme() throws IOException {
        return Pattern.compile("```text\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static List<String> lines(String text) {
        boolean hasMeters = ClassUtils.isPresent("org.apache.camel.component.micrometer.MicrometerConstants", null);
        return text.lines()
                .map(line -> Readme.masked(line).replaceAll(" +(\\d+\\.\\d\\d s|-)$", " TIME"))
                .filter(line -> hasMeters || !line.contains("/actuator/metrics"))
                .toList();
    }
}
