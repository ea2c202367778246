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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Camel's catalog and tools find the component in its jar, and routes with it can be validated as the page says. */
class CatalogTest {

    private static final String SERVICES = "/META-INF/services/org/apache/camel/";

    private final DefaultCamelCatalog catalog = new DefaultCamelCatalog();

    @Test
    void aContextShowsTheMetadataOfTheComponent() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThat(camel.getComponentParameterJsonSchema("iot-jobs-data")).contains("\"presign\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"component.properties, components, iot-jobs-data", "dev-consoles.properties, dev-consoles, iot-jobs"})
    void theJarSaysWhichArtifactOfWhichVersionItIs(String file, String what, String names) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = CatalogTest.class.getResourceAsStream(SERVICES + file)) {
            properties.load(in);
        }

        assertThat(properties)
                .containsEntry(what, names)
                .containsEntry("groupId", "io.github.cameliot")
                .containsEntry("artifactId", "camel-aws2-iot")
                .containsEntry("version", model().getVersion())
                .containsEntry("projectName", "Camel :: AWS IoT Jobs");
        assertThat(properties.values()).noneMatch(value -> value.toString().contains("$"));
    }

    @Test
    void onlyWhatEveryOperationMayUseIsCommon() {
        assertThat(names(option -> option.getGroup().equals("common")))
                .containsExactly("operation", "region", "statusDetails", "stepTimeout", "thing", "uriEndpointOverride");
        assertThat(names(option -> option.getGroup().equals("session")))
                .containsExactly(
                        "filter",
                        "heartbeat",
                        "lease",
                        "maxAttempts",
                        "maxRunTime",
                        "onFailure",
                        "outcomeRepository",
                        "resume",
                        "traceContext",
                        "workerId");
        assertThat(names(ComponentModel.EndpointOptionModel::isSecret))
                .containsExactly("accessKey", "secretKey", "sessionToken");
    }

    @Test
    void theCatalogKnowsTheSchemeAndWhatIsWrong() {
        EndpointValidationResult right = catalog.validateEndpointProperties("iot-jobs-data:describe?thing=pump-12");
        EndpointValidationResult wrong =
                catalog.validateEndpointProperties("iot-jobs-data:describe?includeJobDocumnt=false&resume=later");

        assertThat(right.isSuccess()).as(right.summaryErrorMessage(false)).isTrue();
        assertThat(wrong.getUnknown()).containsExactly("includeJobDocumnt");
        assertThat(wrong.getInvalidEnum()).containsOnlyKeys("resume");
        assertThat(catalog.validateEndpointProperties("iot-jobs-dta:describe").getUnknownComponent())
                .isEqualTo("iot-jobs-dta");
    }

    @ParameterizedTest
    @CsvSource({
        "direct:start, iot-jobs-data:describe?includeJobDocumnt=false, includeJobDocumnt",
        "direct:start, iot-jobs-data:update?presign=8d, presign",
        "direct:start, iot-jobs-data:describe?accessKey=a, secretKey",
        "iot-jobs-data:startNext?thing=a&lease=abc, log:end, lease"
    })
    void aContextThatDoesNotStartItsRoutesRefusesWhatTheCatalogDoesNotSee(String from, String to, String option) {
        assertThatThrownBy(() -> {
                    try (DefaultCamelContext camel = new DefaultCamelContext()) {
                        camel.setAutoStartup(false);
                        camel.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                                .getConfiguration()
                                .setRegion("eu-west-1");
                        RouteBuilder.addRoutes(camel, r -> r.from(from).to(to));
                        camel.start();
                    }
                })
                .hasStackTraceContaining(option);
    }

    @Test
    void thePageNamesThePluginAndTheJarOfThisBuild() {
        String page = AsciiDocPage.read("validation").text();

        assertThat(page)
                .contains("<version>" + catalog.getCatalogVersion() + "</version>")
                .contains("<artifactId>camel-aws2-iot</artifactId>", "<artifactId>camel-aws2-iot-control</artifactId>")
                .contains("<version>" + model().getVersion() + "</version>");
    }

    private List<String> names(Predicate<ComponentModel.EndpointOptionModel> which) {
        return model().getEndpointOptions().stream()
                .filter(which)
                .map(ComponentModel.EndpointOptionModel::getName)
                .sorted()
                .toList();
    }

    private ComponentModel model() {
        return JsonMapper.generateComponentModel(catalog.componentJSonSchema("iot-jobs-data"));
    }
}
