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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameliot.jobsdata.Readme.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** What the README says in tables, policies and commands is what is there. Its routes are run by {@link ReadmeRoutesTest}. */
class ReadmeTest {

    private static final JsonNode METADATA = metadata();
    private static final Readme README = Readme.read();

    @Test
    void everyCodeBlockIsOfAKindThatATestReads() {
        assertThat(README.languages()).containsExactly("bash", "java", "json", "properties", "text", "xml", "yaml");
    }

    @Test
    void optionTableNamesExactlyTheOptionsWithTheirDefaults() {
        Map<String, String> options = new TreeMap<>();
        Stream.of(component(), endpoint())
                .flatMap(Set::stream)
                .forEach(option -> options.put(
                        option.getKey(), option.getValue().path("defaultValue").asText("")));
        options.remove("operation"); // stands in the path

        assertThat(column("Options", 2)).isEqualTo(options);
    }

    @Test
    void optionTableSaysWhichOptionsAreForFromAndWhichOnlyForTheComponent() {
        Set<String> fromOnly = names(Stream.of(component(), endpoint())
                .flatMap(Set::stream)
                .filter(option -> option.getValue().path("label").asText().contains("consumer")));
        Set<String> componentOnly = names(component().stream());
        componentOnly.removeAll(names(endpoint().stream()));

        Map<String, String> table = column("Options", 1);

        assertThat(table).allSatisfy((option, where) -> {
            assertThat(where.equals("from")).as(option).isEqualTo(fromOnly.contains(option));
            assertThat(where.equals("component")).as(option).isEqualTo(componentOnly.contains(option));
        });
    }

    @Test
    void optionsSaidToBeOfAnEndpointOnlyAreNotTheComponents() {
        Set<String> endpointOnly = names(endpoint().stream());
        endpointOnly.removeAll(names(component().stream()));

        assertThat(endpointOnly)
                .containsExactlyInAnyOrder("operation", "statusDetails", "exceptionHandler", "exchangePattern");
        assertThat(README.section("Options"))
                .contains("`statusDetails`, `exceptionHandler` and `exchangePattern` only at an endpoint");
    }

    @Test
    void headerTableNamesExactlyTheHeadersWithTheirTypes() {
        Map<String, String> headers = new TreeMap<>();
        METADATA.path("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), simpleName(header.getValue())));

        assertThat(column("Headers", 3)).isEqualTo(headers).hasSize(20);
    }

    @Test
    void propertiesForAwsAreThoseOfTheComponent() throws Exception {
        String prefix = "camel.component.iot-jobs-data.";
        Properties block = new Properties();
        block.load(new StringReader(README.blocks("properties").get(0)));
        Map<String, Object> options = new HashMap<>();
        block.forEach((key, value) ->
                options.put(StringHelper.dashToCamelCase(StringHelper.after((String) key, prefix)), value));

        try (DefaultCamelContext context = new DefaultCamelContext()) {
            IotJobsDataComponent component = context.getComponent("iot-jobs-data", IotJobsDataComponent.class);
            PropertyBindingSupport.build()
                    .withCamelContext(context)
                    .withTarget(component)
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withMandatory(true)
                    .withProperties(options)
                    .bind();

            assertThat(component.getConfiguration().getRegion()).isEqualTo("eu-west-1");
            assertThat(component.getConfiguration().getUriEndpointOverride())
                    .isEqualTo("https://PREFIX-ats.iot.eu-west-1.amazonaws.com");
        }
    }

    @Test
    void policyAllowsTheFourOperationsOfTheServiceAndNothingElse() throws Exception {
        JsonNode statement = new ObjectMapper()
                .readTree(README.blocks("json").get(0))
                .path("Statement")
                .path(0);

        assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
        assertThat(statement.path("Resource").asText()).matches("arn:aws:iot:[a-z0-9-]+:\\d{12}:thing/.+");
        assertThat(statement.path("Action"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "iotjobsdata:DescribeJobExecution",
                        "iotjobsdata:GetPendingJobExecutions",
                        "iotjobsdata:StartNextPendingJobExecution",
                        "iotjobsdata:UpdateJobExecution")
                .allSatisfy(action -> assertThat(sdkOperations()).contains(StringHelper.after(action, ":")));
    }

    @Test
    void dependencyIsTheOneThatIsBuilt() throws Exception {
        Element shown = xml(README.blocks("xml").get(1));
        Element pom = xml(Files.readString(Path.of("pom.xml")));
        Element parent = (Element) pom.getElementsByTagName("parent").item(0);

        assertThat(child(shown, "groupId")).isEqualTo(child(parent, "groupId"));
        assertThat(child(shown, "artifactId")).isEqualTo(child(pom, "artifactId"));
        assertThat(child(shown, "version")).isEqualTo(child(parent, "version"));
    }

    @Test
    void testCommandIsTheOneThatCiRuns() throws IOException {
        assertThat(Readme.ROOT.resolve(".ci/run")).content().endsWith("\n" + README.firstBlock("Test it") + "\n");
    }

    @Test
    void everythingItPointsToIsThere() {
        assertThat(README.links()).isNotEmpty().allSatisfy(link -> assertThat(targets(link))
                .as(link.toString())
                .isTrue());
        assertThat(README.firstBlock("Where things are").lines().map(line -> line.split(" ", 2)[0]))
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(Readme.ROOT.resolve(folder)).isDirectory());
    }

    private static boolean targets(Link link) {
        Path file = Readme.ROOT.resolve(link.path().isEmpty() ? "README.md" : link.path());
        if (link.heading() == null) {
            return Files.exists(file);
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> "#"
                            + line.replaceFirst("#+ ", "")
                                    .toLowerCase(Locale.ROOT)
                                    .replace(' ', '-'))
                    .anyMatch(link.heading()::equals);
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> column(String heading, int column) {
        Map<String, String> values = new TreeMap<>();
        README.table(heading).forEach(row -> assertThat(values.put(row.get(0), row.get(column)))
                .as("%s stands there once", row.get(0))
                .isNull());
        return values;
    }

    private static Set<Map.Entry<String, JsonNode>> component() {
        return METADATA.path("componentProperties").properties();
    }

    private static Set<Map.Entry<String, JsonNode>> endpoint() {
        return METADATA.path("properties").properties();
    }

    private static Set<String> names(Stream<Map.Entry<String, JsonNode>> options) {
        return options.map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@code Map<String, Object>} is a Map, {@code java.time.Instant} an Instant. */
    private static String simpleName(JsonNode header) {
        return header.path("javaType").asText().replaceFirst("<.*", "").replaceFirst(".*\\.", "");
    }

    private static JsonNode metadata() {
        try (InputStream in =
                ReadmeTest.class.getResourceAsStream("/META-INF/io/github/cameliot/jobsdata/iot-jobs-data.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sdkOperations() {
        return Arrays.stream(IotJobsDataPlaneClient.class.getMethods())
                .map(method -> StringHelper.capitalize(method.getName()))
                .toList();
    }

    private static Element xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }

    private static String child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent();
            }
        }
        throw new AssertionError("no " + name + " in " + parent.getTagName());
    }
}
