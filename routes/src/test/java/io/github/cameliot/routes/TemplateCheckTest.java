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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that Camel ignores are refused at the start. */
class TemplateCheckTest {

    private static final String CONNECTION = """
            camel.component.iot-jobs-data.uri-endpoint-override = http://127.0.0.1:9
            camel.component.iot-jobs.uri-endpoint-override = http://127.0.0.1:9
            camel.component.iot-jobs.region = us-east-1
            camel.component.kafka.brokers = 127.0.0.1:9
            camel.component.kafka.create-consumer-backoff-max-attempts = 1
            """;

    private static final String OUT = """
            camel.route-template[out].template-id = iot-jobs-to-kafka
            camel.route-template[out].thing = pump-12
            camel.route-template[out].topic = jobs
            """;

    @ParameterizedTest
    @CsvSource({
        "iot-jobs-to-kafka, result-timeot, resultTimeot",
        "iot-jobs-to-kafka, topik, topik",
        "kafka-to-iot-jobs-report, groupID, groupID",
        "kafka-to-iot-jobs-create, consumers-coutn, consumersCoutn",
        "notifications-to-iot-jobs, delay, delay",
        "iot-jobs-pipe, topic, topic",
        "iot-jobs-workflow, step-timelimit, stepTimelimit",
    })
    void aParameterThatATemplateDoesNotHaveIsRefusedByItsName(String template, String key, String name) {
        assertThatThrownBy(() -> App.start(CONNECTION + """
                camel.route-template[mine].template-id = %s
                camel.route-template[mine].thing = pump-12
                camel.route-template[mine].topic = jobs
                camel.route-template[mine].dead-letter-topic = dead
                camel.route-template[mine].source = direct:a
                camel.route-template[mine].sink = direct:b
                camel.route-template[mine].%s = 30m
                """.formatted(template, key)))
                .hasStackTraceContaining("Route mine: " + template + " has no parameter")
                .hasStackTraceContaining(name)
                .hasStackTraceContaining("It has ");
    }

    @Test
    void aPropertyThatAKameletDoesNotHaveIsAWarningWithItsName() throws Exception {
        try (LogLines log = LogLines.of(TemplateCheck.class.getName());
                App app = App.start(CONNECTION + """
                        camel.route-template[pipe].template-id = iot-jobs-pipe
                        camel.route-template[pipe].source = kamelet:aws-iot-jobs-source?thing=pump-12&delai=5s
                        camel.route-template[pipe].sink = direct:b
                        """)) {
            assertThat(log.lines()).singleElement().asString().contains("aws-iot-jobs-source has no parameter delai.");
        }
    }

    @Test
    void aPropertyThatAnActionDoesNotHaveIsAWarningToo() throws Exception {
        try (LogLines log = LogLines.of(TemplateCheck.class.getName());
                App app = App.start(CONNECTION + """
                        camel.component.iot-jobs.region = us-east-1
                        camel.route-template[pipe].template-id = iot-jobs-pipe
                        camel.route-template[pipe].source = direct:a
                        camel.route-template[pipe].sink = kamelet:aws-iot-jobs-await-action?maxFailures=1
                        """)) {
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("aws-iot-jobs-await-action has no parameter maxFailures.");
        }
    }

    @Test
    void aContextThatIsMadeByHandIsCheckedToo() throws Exception {
        try (LogLines plugins = LogLines.of("org.apache.camel.impl.engine.DefaultContextServiceLoaderPlugin");
                LogLines log = LogLines.of(TemplateCheck.class.getName());
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("kamelet:aws-iot-jobs-workflow-action?steps=3");
                }
            });
            context.start();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("aws-iot-jobs-workflow-action has no parameter steps.");
            assertThat(plugins.lines()).isEmpty();
        }
    }

    @Test
    void aTemplatedRouteWithTheIdOfAnotherRouteIsRefused() {
        assertThatThrownBy(() -> App.start(CONNECTION + OUT + """
                camel.main.routes-include-pattern = classpath:camel-template/*,classpath:twice/*
                """))
                .hasStackTraceContaining("There are two routes with the ID out");
    }

    @ParameterizedTest
    @CsvSource({
        "topic, publication",
        "topic, iot-jobs-to-kafka",
        "thing, publication",
        "topic, topic",
    })
    void noValueIsTakenForABean(String parameter, String value) {
        assertThatCode(() -> App.start(
                                CONNECTION + OUT + "camel.route-template[out]." + parameter + " = " + value + "\n")
                        .close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"progress", "detail", "value"})
    void noValueOfAKameletIsTakenForABean(String value) {
        assertThatCode(() -> App.start(CONNECTION + """
                camel.route-template[pipe].template-id = iot-jobs-pipe
                camel.route-template[pipe].source = direct:a
                camel.route-template[pipe].sink = kamelet:aws-iot-jobs-progress-action
                camel.kamelet.aws-iot-jobs-progress-action.value = %1$s
                camel.kamelet.aws-iot-jobs-progress-action.detail = %1$s
                """.formatted(value)).close())
                .doesNotThrowAnyException();
    }
}
