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
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Kamelet catalog shows of the Kamelets in the jar. */
class KameletCatalogTest {

    private static final String ANNOTATION = "camel.apache.org/";

    static List<Path> kamelets() throws Exception {
        Path folder = Path.of(KameletCatalogTest.class.getResource("/kamelets").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aKameletHasAnIconAGroupAndTheVersionOfItsJar(Path file) throws Exception {
        JsonNode kamelet = new YAMLMapper().readTree(file.toFile());
        JsonNode annotations = kamelet.path("metadata").path("annotations");
        String icon = annotations.path(ANNOTATION + "kamelet.icon").asText();
        String prefix = "data:image/svg+xml;base64,";

        assertThat(annotations.path(ANNOTATION + "catalog.version").asText()).isEqualTo(version());
        assertThat(annotations.path(ANNOTATION + "kamelet.group").asText()).isEqualTo("AWS IoT");
        assertThat(annotations.path(ANNOTATION + "kamelet.namespace").asText()).isEqualTo("AWS");
        assertThat(annotations.path(ANNOTATION + "kamelet.support.level").asText())
                .isEqualTo("Preview");
        assertThat(icon).startsWith(prefix);
        byte[] svg = Base64.getDecoder().decode(icon.substring(prefix.length()));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
        assertThat(kamelet.path("spec").path("definition").path("description").asText())
                .isNotBlank();
        assertThat(kamelet.path("spec").path("dependencies").get(0).asText())
                .isEqualTo("mvn:io.github.cameliot:camel-aws2-iot-routes:" + version());
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void whatIsExpressionOfTheKameletIsNotFilledInByTheBuild(Path file) throws Exception {
        Path source = Path.of("src/main/resources/kamelets")
                .resolve(file.getFileName().toString());

        assertThat(Files.readString(file)).doesNotContain("@project", "@kamelet");
        assertThat(expressions(file)).isEqualTo(expressions(source));
    }

    private static List<String> expressions(Path file) throws Exception {
        return Files.readString(file)
                .lines()
                .filter(line -> line.contains("${") || line.contains("{{"))
                .toList();
    }

    @Test
    void theJarSaysWhichArtifactItIs() throws Exception {
        assertThat(other())
                .containsEntry("name", "aws2-iot-routes")
                .containsEntry("groupId", "io.github.cameliot")
                .containsEntry("artifactId", "camel-aws2-iot-routes");
    }

    private static String version() throws Exception {
        return other().getProperty("version");
    }

    private static Properties other() throws Exception {
        Properties other = new Properties();
        try (InputStream in =
                KameletCatalogTest.class.getResourceAsStream("/META-INF/services/org/apache/camel/other.properties")) {
            other.load(in);
        }
        assertThat(other.getProperty("version")).doesNotContain("@");
        return other;
    }
}
