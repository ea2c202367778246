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

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page: it renders, its links lead somewhere, its examples compile and load. */
class DocPagesTest {

    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\"");
    private static final Pattern URI_ATTRIBUTE = Pattern.compile(" uri=\"([^\"]*)\"");

    @TempDir
    private Path classes;

    static List<String> pages() {
        return DocPage.names();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void rendersWithoutAWarning(String name) {
        assertThat(DocPage.read(name).warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAnAnchor(String name) {
        DocPage page = DocPage.read(name);

        assertThat(LINK.matcher(page.html()).results().map(link -> link.group(1)))
                .filteredOn(link -> !link.startsWith("http"))
                .isNotEmpty()
                .allSatisfy(link -> leadsSomewhere(page, link));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCodeBlockHasALanguage(String name) {
        assertThat(DocPage.read(name).languages())
                .isSubsetOf("bash", "java", "json", "mermaid", "properties", "promql", "text", "xml", "yaml");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockOfJavaCompiles(String name) throws Exception {
        // Together: a test class that a page shows needs the route that it shows above.
        DocBed.compiled(DocPage.read(name).blocks("java"), classes);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void anExampleIsTheSameInJavaYamlAndXml(String name) throws Exception {
        DocPage page = DocPage.read(name);
        // As in the test above, so that javac runs once.
        List<Class<?>> types = DocBed.compiled(page.blocks("java"), classes);
        for (Map<String, String> example : page.tabs()) {
            assertThat(example).containsOnlyKeys("java", "yaml", "xml");

            Class<?> type = types.get(page.blocks("java").indexOf(example.get("java")));
            String java = model(camel -> camel.addRoutes(
                    (RoutesBuilder) type.getDeclaredConstructor().newInstance()));
            assertThat(java).as("a route").contains("<route");
            for (String language : List.of("yaml", "xml")) {
                Resource resource = ResourceHelper.fromString("example." + language, example.get(language));
                assertThat(model(camel -> PluginHelper.getRoutesLoader(camel).loadRoutes(resource)))
                        .as(language + " as Java")
                        .isEqualTo(java);
            }
        }
    }

    /** How a test adds the routes of an example. */
    private interface Loading {

        void into(DefaultCamelContext camel) throws Exception;
    }

    /** The routes of an example as XML without ids, with the options of each URI in one order. */
    private static String model(Loading example) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            example.into(camel);
            StringBuilder all = new StringBuilder();
            for (RouteDefinition route : camel.getRouteDefinitions()) {
                all.append(PluginHelper.getModelToXMLDumper(camel).dumpModelAsXml(camel, route));
            }
            String plain = all.toString().replaceAll(" (custom|source\\w*|i)[dD]=\"[^\"]*\"", "");
            return URI_ATTRIBUTE
                    .matcher(plain)
                    .replaceAll(uri -> Matcher.quoteReplacement(" uri=\"" + normalized(uri.group(1)) + "\""));
        }
    }

    private static String normalized(String uri) {
        try {
            return URLDecoder.decode(URISupport.normalizeUri(uri.replace("&amp;", "&")), StandardCharsets.UTF_8);
        } catch (Exception e) {
            throw new AssertionError(uri, e);
        }
    }

    private static void leadsSomewhere(DocPage page, String link) {
        String[] parts = link.split("#", 2);
        String path = URI.create(parts[0]).getPath().replaceFirst("\\.html$", ".adoc");
        Path target =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        assertThat(target).exists();
        if (parts.length == 2 && !parts[1].isEmpty()) {
            assertThat(DocPage.anchors(target)).contains(parts[1]);
        }
    }
}
