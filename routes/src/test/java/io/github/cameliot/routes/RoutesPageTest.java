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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of the pages on routes, workflows and handlers say what the YAML says. */
class RoutesPageTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path PAGES = Path.of("../component/camel-aws2-iot/src/main/docs");
    private static final List<String> CONNECTION_PROPERTIES = List.of(
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
                .filter(p -> !CONNECTION_PROPERTIES.contains(p.getKey()))
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

    @ParameterizedTest
    @MethodSource("kamelets")
    void theConnectionPropertiesAreTheSameInEveryKameletAndInTheirTable(JsonNode kamelet) throws IOException {
        JsonNode properties = kamelet.path("spec").path("definition").get("properties");
        List<String> rows = CONNECTION_PROPERTIES.stream()
                .filter(properties::has)
                .map(name ->
                        row(name, "", properties.get(name).get("description").asText()))
                // The two components have different endpoints.
                .filter(row -> !row.startsWith("|`uriEndpointOverride`"))
                .toList();

        assertThat(rows).isSubsetOf(table("connection")).hasSize(rows.isEmpty() ? 0 : 5);
    }

    @Test
    void everyReasonForADeadLetterIsInTheTablesOfOutcomesAndOfReasons() throws IOException {
        String outcomes = section("reasons") + section("kafka-to-iot-jobs-create");

        assertThat(DeadLetterReason.values())
                .allSatisfy(reason -> assertThat(outcomes).contains("`" + reason + "`"));
        assertThat(table("dead-letters").stream().map(row -> row.split("`")[1]))
                .containsExactlyElementsOf(
                        Arrays.stream(DeadLetterReason.values()).map(Enum::name).toList());
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

    /** The rows of the first table in the section with that anchor; none where it has no table. */
    private static List<String> table(String anchor) throws IOException {
        String[] parts = section(anchor).split("\\|===\n", 3);
        return parts.length == 1
                ? List.of()
                : parts[1].lines()
                        .filter(line -> line.startsWith("|"))
                        // The head of the table.
                        .skip(1)
                        .toList();
    }

    /** The text from an anchor to the next one. */
    private static String section(String anchor) throws IOException {
        return pages().split("\n\\[#" + anchor + "]\n", 2)[1].split("\n\\[#", 2)[0];
    }

    private static String pages() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String page : List.of("routes", "workflow", "handlers")) {
            all.append(Files.readString(PAGES.resolve(page + ".adoc"))).append("\n");
        }
        return all.toString();
    }

    private static String row(String name, String standard, String description) {
        return "|`" + name + "` |" + standard + " |" + description;
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
