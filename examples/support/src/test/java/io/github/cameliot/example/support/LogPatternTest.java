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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples look alike. */
class LogPatternTest {

    private static final String PATTERN = "%d{HH:mm:ss} %-5level %msg%n";

    private static List<Path> configurations() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of(".."))) {
            return examples.map(example -> example.resolve("src/main/resources/log4j2.properties"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    @Test
    void eachExampleLogsWithTheSamePatternToWhereverTheOutputIs() throws IOException {
        assertThat(configurations()).hasSizeGreaterThanOrEqualTo(6).allSatisfy(file -> {
            Properties log = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                log.load(in);
            }
            assertThat(log.getProperty("appender.console.layout.pattern")).startsWith(PATTERN + "%throwable");
            assertThat(log).containsEntry("appender.console.follow", "true");
        });
    }

    @Test
    void springBootAndQuarkusLogInTheirWaysTheSame() throws IOException {
        assertThat(Path.of("../spring-boot/src/main/resources/application.yaml"))
                .content()
                .contains("console: \"%d{HH:mm:ss} %-5level %msg%n\"");
        assertThat(Path.of("../quarkus/src/main/resources/application.properties"))
                .content()
                .contains("quarkus.log.console.format = %d{HH:mm:ss} %-5p %s%n");
    }
}
