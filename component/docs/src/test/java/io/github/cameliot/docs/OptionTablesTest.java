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
package io.github.cameliot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of options and headers on the pages of the components are those of the metadata. */
class OptionTablesTest {

    private static final String COMMAND =
            "mvn -pl component/docs -am test -Dtest=OptionTablesTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Ddocs.write=true";

    @ParameterizedTest
    @CsvSource({
        "iot-jobs-data-component, /META-INF/io/github/cameliot/jobsdata/iot-jobs-data.json",
        "iot-jobs-component, /META-INF/io/github/cameliot/control/iot-jobs.json"
    })
    void aPageHasTheTablesOfTheMetadata(String page, String metadata) throws Exception {
        Path file = DocPage.FOLDER.resolve(page + ".adoc");
        String found = Files.readString(file);

        String right = OptionTables.of(metadata).writtenInto(found);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, right);
            return;
        }

        assertThat(found)
                .as(
                        "%s.adoc has other options or headers than the component. This command rewrites its tables:\n  %s\n",
                        page, COMMAND)
                .isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/META-INF/io/github/cameliot/jobsdata/iot-jobs-data.json",
                "/META-INF/io/github/cameliot/control/iot-jobs.json"
            })
    void everyOptionAndHeaderIsDescribedInASentence(String metadata) {
        JsonNode all = OptionTables.of(metadata).metadata();

        assertThat(Stream.of("componentProperties", "properties", "headers")
                        .flatMap(part -> all.path(part).properties().stream())
                        .filter(option -> !option.getKey().equals("operation")))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(
                                option.getValue().path("description").asText())
                        .as(option.getKey())
                        .matches("(?s)[A-Z].{19,}"));
    }

    @ParameterizedTest
    @CsvSource({
        "iot-jobs-data-component, /META-INF/io/github/cameliot/jobsdata/iot-jobs-data.json",
        "iot-jobs-component, /META-INF/io/github/cameliot/control/iot-jobs.json"
    })
    void aPageNamesTheOptionsThatOnlyAComponentOrOnlyAnEndpointHas(String page, String metadata) throws Exception {
        JsonNode all = OptionTables.of(metadata).metadata();
        Set<String> onlyComponent = names(all.path("componentProperties"), all.path("properties"));
        Set<String> onlyEndpoint = names(all.path("properties"), all.path("componentProperties"));
        onlyEndpoint.remove("operation");
        onlyEndpoint.remove("lazyStartProducer");

        String options = Files.readString(DocPage.FOLDER.resolve(page + ".adoc"))
                .split("\n== Options\n")[1]
                .split("\n=== Component options\n")[0];

        onlyComponent.addAll(onlyEndpoint);
        assertThat(onlyComponent).hasSizeGreaterThan(3).allSatisfy(option -> assertThat(options)
                .contains("`" + option + "`"));
    }

    private static Set<String> names(JsonNode of, JsonNode without) {
        Set<String> names = new TreeSet<>();
        for (Map.Entry<String, JsonNode> option : of.properties()) {
            if (!without.has(option.getKey())) {
                names.add(option.getKey());
            }
        }
        return names;
    }
}
