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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.emulator.ExecutionStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iot.IotClient;

/** What the README says in tables and routes is what is there. */
class ReadmeTest {

    private static final JsonNode METADATA = metadata();
    private static final String README = read(Path.of("README.md"));

    @Test
    void optionTableNamesExactlyTheOptionsWithTheirDefaults() {
        Map<String, String> options = new TreeMap<>();
        Stream.of("componentProperties", "properties")
                .flatMap(part -> METADATA.path(part).properties().stream())
                .forEach(option -> options.put(
                        option.getKey(), option.getValue().path("defaultValue").asText("")));
        options.remove("operation"); // stands in the path

        assertThat(column("Options", 2)).isEqualTo(options);
    }

    @Test
    void headerTableNamesExactlyTheHeadersWithTheirTypes() {
        Map<String, String> headers = new TreeMap<>();
        METADATA.path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(),
                        header.getValue()
                                .path("javaType")
                                .asText()
                                .replaceFirst("<.*", "")
                                .replaceFirst(".*\\.", "")));

        assertThat(column("Headers", 3)).isEqualTo(headers).hasSize(30);
    }

    @Test
    void everyOptionAndHeaderIsDescribedInTheMetadataToo() {
        Stream.of("componentProperties", "properties", "headers")
                .flatMap(part -> METADATA.path(part).properties().stream())
                .forEach(option -> assertThat(
                                option.getValue().path("description").asText(""))
                        .as(option.getKey())
                        .isNotBlank());
    }

    @Test
    void operationTableNamesTheOperationsAndActionsThatThereAre() {
        List<String> actions = Arrays.stream(IotClient.class.getMethods())
                .map(method -> "iot:" + StringHelper.capitalize(method.getName()))
                .toList();

        assertThat(column("Operations", 1).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(IotJobsOperation.values()).map(Enum::name).toList());
        assertThat(Pattern.compile("iot:[A-Z][A-Za-z]+")
                        .matcher(section("Operations"))
                        .results())
                .extracting(java.util.regex.MatchResult::group)
                .hasSize(10)
                .isSubsetOf(actions);
    }

    @Test
    void theRouteCreatesAJob() throws Exception {
        String yaml = README.split("```yaml\n")[1].split("\n```")[0];
        try (Bench bench = Bench.open()) {
            bench.emulator().createGroup("west", "pump-12");
            PluginHelper.getRoutesLoader(bench.camel()).loadRoutes(ResourceHelper.fromString("route.yaml", yaml));

            bench.sent("direct:update-west", "{\"version\":7}");
            bench.sent("direct:update-west", "{\"version\":7}");

            assertThat(bench.emulator().execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
            assertThat(RetryRules.of(bench.job("ota-7").jobExecutionsRetryConfig()))
                    .hasToString("FAILED:2,TIMED_OUT:1");
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

    private static Map<String, String> column(String heading, int column) {
        Map<String, String> values = new TreeMap<>();
        section(heading)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(row -> Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .forEach(cells -> assertThat(values.put(cells.get(0), cells.get(column)))
                        .as("%s stands there once", cells.get(0))
                        .isNull());
        return values;
    }

    private static String section(String heading) {
        return README.split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
    }

    private static JsonNode metadata() {
        try (InputStream in =
                ReadmeTest.class.getResourceAsStream("/META-INF/io/github/cameliot/control/iot-jobs.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
