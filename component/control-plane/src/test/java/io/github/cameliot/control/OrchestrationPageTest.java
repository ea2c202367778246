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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.control.JobVerdict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ORCHESTRATION.md shows runs, and the tests that it names are there. */
class OrchestrationPageTest {

    private static final String PAGE = read(Path.of("ORCHESTRATION.md"));

    static final class Release extends RouteBuilder {

        @Override
        public void configure() {
            // page: begin
            from("direct:release")
                    .to("iot-jobs:create?jobId=pump-2-5-0&thing=pump-01,pump-02,pump-03")
                    .to("iot-jobs:await?timeout=2h&maxFailed=10%")
                    .choice()
                    .when(header("CamelAwsIotJobsPassed"))
                    .log("released")
                    .otherwise()
                    .log("${header.CamelAwsIotJobsVerdict}: ${header.CamelAwsIotJobsVerdictReason}");
            // page: end
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "java"})
    void theRouteCreatesAJobAndWaitsForItsVerdict(String language) throws Exception {
        try (Bench bench = Bench.open()) {
            bench.component().getConfiguration().setDelay(java.time.Duration.ofMillis(50));
            bench.component().getConfiguration().setMaxDelay(java.time.Duration.ofMillis(100));
            bench.emulator().createThing("pump-01", "pump-02", "pump-03");
            if (language.equals("java")) {
                bench.camel().addRoutes(new Release());
            } else {
                PluginHelper.getRoutesLoader(bench.camel())
                        .loadRoutes(ResourceHelper.fromString("route.yaml", block("yaml")));
            }

            var released = bench.camel().createProducerTemplate().asyncSend("direct:release", e -> e.getMessage()
                    .setBody("{\"version\":\"2.5.0\"}"));
            await().until(() -> bench.component().waits().size() == 1);
            bench.sent("iot-jobs:cancel?jobId=pump-2-5-0", null);
            Exchange exchange = released.get();

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(JobVerdict.class).outcome())
                    .isEqualTo(Outcome.CANCELED);
        }
    }

    @Test
    void theJavaOnThePageIsWhatIsCompiledHere() {
        String source = read(Path.of("src/test/java/io/github/cameliot/control/OrchestrationPageTest.java"));
        String compiled = source.split("// page: begin\n")[1].split(" *// page: end")[0];

        assertThat(block("java")).isEqualTo(compiled.stripTrailing().stripIndent());
    }

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        List<MatchResult> named = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`")
                .matcher(PAGE)
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(30);
        for (MatchResult test : named) {
            String method = test.group(2) == null ? "class " + test.group(1) : "void " + test.group(2) + "(";
            assertThat(read(source(test.group(1)))).as(test.group()).contains(method);
        }
    }

    private static Path source(String test) throws IOException {
        for (Path folder : List.of(Path.of("src/test/java"), Path.of("../../examples"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                var found = files.filter(file -> file.endsWith(test + ".java")).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new AssertionError("There is no " + test + ".");
    }

    private static String block(String language) {
        return PAGE.split("```" + language + "\n")[1].split("\n```")[0];
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
