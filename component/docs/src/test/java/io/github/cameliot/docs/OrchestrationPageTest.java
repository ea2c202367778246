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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.control.IotJobsComponent;
import io.github.cameliot.control.JobVerdict;
import io.github.cameliot.control.JobVerdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of the page on orchestration runs, and the tests that the page names exist. */
class OrchestrationPageTest {

    private static final DocPage PAGE = DocPage.read("orchestration");

    @ParameterizedTest
    @ValueSource(strings = {"java", "yaml", "xml"})
    void theRouteCreatesAJobAndWaitsForItsVerdict(String language, @TempDir Path classes) throws Exception {
        try (DocBed bed = new DocBed(classes)) {
            IotJobsComponent component = bed.camel().getComponent("iot-jobs", IotJobsComponent.class);
            component.getConfiguration().setDelay(Duration.ofMillis(50));
            component.getConfiguration().setMaxDelay(Duration.ofMillis(100));
            bed.emulator().createThing("pump-01", "pump-02", "pump-03");
            bed.load(language, PAGE.tabs().get(0).get(language)).start();
            ProducerTemplate producer = bed.camel().createProducerTemplate();

            CompletableFuture<Exchange> released =
                    producer.asyncSend("direct:release", e -> e.getMessage().setBody("{\"version\":\"2.5.0\"}"));
            await().ignoreExceptions().until(() -> bed.emulator().execution("pump-01", "pump-2-5-0") != null);
            producer.sendBody("iot-jobs:cancel?jobId=pump-2-5-0", null);
            Exchange exchange = released.get(30, TimeUnit.SECONDS);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(JobVerdict.class).outcome())
                    .isEqualTo(Outcome.CANCELED);
        }
    }

    @Test
    void everyTestThatThePageNamesExists() throws IOException {
        List<MatchResult> named = Pattern.compile("`(\\w+Test)`(?: _([a-z0-9 ]+)_)?")
                .matcher(Files.readString(PAGE.file()))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(30);
        for (MatchResult test : named) {
            String method = test.group(2) == null ? "class " + test.group(1) : "void " + method(test.group(2)) + "(";
            assertThat(Files.readString(source(test.group(1)))).as(test.group()).contains(method);
        }
    }

    /** The name of a test that the page writes in words. */
    private static String method(String words) {
        return Pattern.compile(" (\\w)").matcher(words).replaceAll(first -> first.group(1)
                .toUpperCase(Locale.ROOT));
    }

    private static Path source(String test) throws IOException {
        for (String folder : List.of("component/control-plane/src/test/java", "examples")) {
            try (Stream<Path> files = Files.walk(DocPage.ROOT.resolve(folder))) {
                var found = files.filter(file -> file.endsWith(test + ".java")).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("There is no " + test + ".");
    }
}
