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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each template, by its YAML. */
class TemplatesTest {

    @ParameterizedTest
    @MethodSource("io.github.cameliot.routes.RoutesPageTest#templates")
    void whatReadsATopicReadsCommittedTransactionsOnly(JsonNode template) {
        JsonNode from = template.path("route").path("from");
        if (from.path("uri").asText().startsWith("kafka:")) {
            assertThat(from.path("parameters").path("isolationLevel").asText()).isEqualTo("{{isolationLevel}}");
            assertThat(template.path("parameters"))
                    .filteredOn(p -> p.path("name").asText().equals("isolationLevel"))
                    .extracting(p -> p.path("defaultValue").asText())
                    .containsExactly("read_committed");
        }
    }
}
