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

import io.github.cameliot.emulator.ExecutionStatus;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace context goes from the sender of the page, in the job document, to its worker. */
class TracingPageTest {

    private static final DocPage PAGE = DocPage.read("tracing");
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @TempDir
    private Path classes;

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theWorkerGetsTheContextOfTheSender(String language) throws Exception {
        try (DocBed bed = new DocBed(classes)) {
            bed.property("gateway", "mock:gateway");
            bed.emulator().createThing("pump-12");
            for (Map<String, String> example : PAGE.tabs()) {
                bed.load(language, example.get(language));
            }
            bed.start();
            MockEndpoint gateway = bed.camel().getEndpoint("mock:gateway", MockEndpoint.class);
            gateway.expectedMessageCount(1);

            bed.camel()
                    .createProducerTemplate()
                    .sendBodyAndHeader("direct:rollout", "{\"version\":7}", "traceparent", PARENT);

            assertThat(bed.ended("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            gateway.assertIsSatisfied();
            assertThat(gateway.getExchanges().get(0).getMessage().getHeader("traceparent"))
                    .isEqualTo(PARENT);
            assertThat(gateway.getExchanges().get(0).getMessage().getBody(String.class))
                    .isEqualTo("{\"trace\":{\"traceparent\":\"" + PARENT + "\"},\"version\":7}");
        }
    }
}
