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
package io.github.cameliot.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a component refuses when a route starts ends the start with a description and an action. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedRoutesTest {

    private static final String BANNER = "APPLICATION FAILED TO START";

    @ParameterizedTest
    @CsvSource({
        "iot-jobs-data:startNext?thing=a&lease=1s, lease=1s is not possible, 'Use 15s or more, as in lease=5m.'",
        "iot-jobs-data:startNext?thing=a&maxInFlight=0, maxInFlight=0 is not possible, 'Use 1 or more, as in maxInFlight=10.'",
        "iot-jobs-data:startNext?thing=a/b, 'thing=''a/b''', Change it as the description says.",
        "iot-jobs-data:describe?thing=a, is not possible in from(), Use a timer",
    })
    void aConsumerThatIsRefused(String uri, String found, String action, CapturedOutput output) {
        String shown = start(output, "from.uri=" + uri, "to.uri=log:a");

        assertAnalysis(shown, found, action);
        assertThat(shown).contains("Route jobs cannot be started");
    }

    @ParameterizedTest
    @CsvSource({
        "iot-jobs-data:update?thing=a&status=DONE, status=DONE is not a status, SUCCEEDED",
        "iot-jobs-data:update?thing=a&delay=5s, delay has no meaning for iot-jobs-data:update, Leave it out.",
        "iot-jobs-data:describ?thing=a, 'describ', 'describe'",
        "iot-jobs:await?jobId=a&timeout=0, timeout=0, Use",
    })
    void aProducerThatIsRefused(String uri, String found, String action, CapturedOutput output) {
        String shown = start(output, "from.uri=direct:a", "to.uri=" + uri);

        assertAnalysis(shown, found, action);
    }

    @Test
    void anOptionThatAPropertySetsForAllEndpoints(CapturedOutput output) {
        String shown = start(
                output,
                "from.uri=iot-jobs-data:startNext?thing=a",
                "to.uri=log:a",
                "camel.component.iot-jobs-data.max-in-flight=0");

        assertAnalysis(shown, "maxInFlight=0 is not possible", "Use 1 or more, as in maxInFlight=10.");
        assertThat(shown).contains("camel.component.*");
    }

    @Test
    void noSecretOfTheUriIsShown(CapturedOutput output) {
        String shown = start(
                output,
                "from.uri=iot-jobs-data:startNext?thing=a&accessKey=hunter1&secretKey=hunter2&sessionToken=hunter3"
                        + "&lease=1s",
                "to.uri=log:a");

        assertAnalysis(shown, "lease=1s is not possible", "Use 15s or more");
        assertThat(shown).doesNotContain("hunter1", "hunter2", "hunter3");
    }

    @Test
    void aFailureOfAnotherEndpointIsLeftToSpringBoot(CapturedOutput output) {
        String shown = start(output, "from.uri=direct:a", "to.uri=nosuchscheme:a");

        assertThat(shown).contains("nosuchscheme").doesNotContain(BANNER);
    }

    /** @return what the process has printed at this start */
    private static String start(CapturedOutput output, String... properties) {
        int before = output.getAll().length();
        var app = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", "camel.main.shutdown-timeout=5")
                .properties(
                        "camel.component.iot-jobs-data.region=eu-west-1", "camel.component.iot-jobs.region=eu-west-1")
                .properties(properties)
                .build();

        assertThat(catchThrowable(app::run)).isNotNull();

        return output.getAll().substring(before);
    }

    private static void assertAnalysis(String shown, String found, String action) {
        assertThat(shown).contains(BANNER);
        String analysis = shown.substring(shown.indexOf(BANNER));
        int at = analysis.indexOf("Action:");
        assertThat(analysis.substring(0, at)).contains("Description:", found);
        assertThat(analysis.substring(at)).contains(action);
        // Before it Camel logs the failure with its stack trace, as it does with each failure of a start.
        assertThat(analysis).doesNotContain("\tat ");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        org.apache.camel.spring.boot.CamelAutoConfiguration.class,
        IotJobsDataAutoConfiguration.class,
        IotJobsAutoConfiguration.class
    })
    static class App {

        @Bean
        RoutesBuilder route(@Value("${from.uri}") String from, @Value("${to.uri}") String to) {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).routeId("jobs").to(to);
                }
            };
        }
    }
}
