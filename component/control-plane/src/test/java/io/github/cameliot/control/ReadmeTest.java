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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.ExecutionStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The route and the dependency of the README are what is there. The page of the component has tests of its own. */
class ReadmeTest {

    private static final String README = read(Path.of("README.md"));

    @Test
    void theRouteCreatesOneJobHoweverOftenTheMessageIsSent() throws Exception {
        String yaml = README.split("```yaml\n")[1].split("\n```")[0];
        try (Bench bench = Bench.open()) {
            bench.emulator().createGroup("west", "pump-12");
            PluginHelper.getRoutesLoader(bench.camel()).loadRoutes(ResourceHelper.fromString("route.yaml", yaml));

            bench.sent("direct:update-west", "{\"version\":7}");
            bench.sent("direct:update-west", "{\"version\":7}");

            assertThat(bench.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
        }
    }

    @Test
    void dependencyIsTheOneThatIsBuilt() {
        String pom = read(Path.of("pom.xml"));

        assertThat(README).contains("<artifactId>" + artifact(pom, 1) + "</artifactId>");
        assertThat(README).contains(pom.split("<version>")[1].split("</version>")[0] + "</version>");
    }

    private static String artifact(String pom, int number) {
        return pom.split("<artifactId>")[number + 1].split("</artifactId>")[0];
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
