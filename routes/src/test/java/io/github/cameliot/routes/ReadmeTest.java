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
package io.github.cameliot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the README and of the pages beside it say what the YAML says. */
class ReadmeTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Set<String> CONNECTION = Set.of(
            "region", "uriEndpointOverride", "useDefaultCredentialsProvider", "accessKey", "secretKey", "sessionToken");
    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest
    @MethodSource("templates")
    void theTableOfATemplateHasItsParameters(JsonNode template) throws IOException {
        List<String> rows = new ArrayList<>();
        template.get("parameters").forEach(p -> {
            String standard = p.path("required").asBoolean() ? "required" : code(p.path("defaultValue"));
            rows.add(row(p.get("name").asText(), standard, p.get("description").asText()));
        });

        assertThat(table(template.get("id").asText())).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void theTableOfAKameletHasItsProperties(JsonNode kamelet) throws IOException {
        JsonNode definition = kamelet.path("spec").path("definition");
        List<String> required = new ArrayList<>();
        definition.path("required").forEach(r -> required.add(r.asText()));
        List<String> rows = new ArrayList<>();
        definition.get("properties").properties().stream()
                .filter(p -> !CONNECTION.contains(p.getKey()))
                .forEach(p -> rows.add(row(
                        p.getKey(),
                        required.contains(p.getKey())
                                ? "required"
                                : code(p.getValue().path("default")),
                        p.getValue().get("description").asText()
                                + words(p.getValue().path("enum")))));

        assertThat(table(kamelet.path("metadata").path("name").asText())).isEqualTo(rows);
        assertThat(definition.get("properties").properties())
                .allSatisfy(p -> assertThat(
                                p.getValue().has("title") && p.getValue().has("type"))
                        .as(p.getKey())
                        .isTrue())
                .filteredOn(p -> p.getKey().matches("accessKey|secretKey|sessionToken"))
                .hasSize(definition.get("properties").has("region") ? 3 : 0)
                .allSatisfy(
                        p -> assertThat(p.getValue().path("format").asText()).isEqualTo("password"));
    }

    @Test
    void everyReasonForADeadLetterIsInTheTableOfOutcomes() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(DeadLetterReason.values())
                .allSatisfy(reason -> assertThat(readme).contains("`" + reason + "`"));
    }

    static List<JsonNode> templates() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (Path file : files("camel-template")) {
            YAML.readTree(file.toFile()).forEach(item -> {
                if (item.has("routeTemplate")) {
                    all.add(item.get("routeTemplate"));
                }
            });
        }
        return all;
    }

    static List<JsonNode> kamelets() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (Path file : files("kamelets")) {
            all.add(YAML.readTree(file.toFile()));
        }
        return all;
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /** The rows of the first table below the heading with that name; none where a section has no table. */
    private static List<String> table(String name) throws IOException {
        String section = pages().split("\n##+ `" + name + "`\n", 2)[1].split("\n##+ ", 2)[0];
        String rows = section.contains("|---|---|---|\n") ? section.split("\\|---\\|---\\|---\\|\n", 2)[1] : "";
        return Arrays.stream(rows.split("\n"))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String pages() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> pages = Files.list(Path.of(""))) {
            for (Path page :
                    pages.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                all.append(Files.readString(page)).append("\n");
            }
        }
        return all.toString();
    }

    private static String row(String name, String standard, String description) {
        return "| `" + name + "` | " + standard + " | " + description + " |";
    }

    private static String code(JsonNode value) {
        return value.asText().isEmpty() ? "" : "`" + value.asText() + "`";
    }

    private static String words(JsonNode values) {
        List<String> all = new ArrayList<>();
        values.forEach(v -> all.add("`" + v.asText() + "`"));
        return all.isEmpty() ? "" : " One of " + String.join(", ", all) + ".";
    }
}
