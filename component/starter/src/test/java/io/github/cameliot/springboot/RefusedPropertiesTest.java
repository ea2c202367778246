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

import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.JobFilter;
import java.util.Arrays;
import org.apache.camel.CamelContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mistakes in properties end the start, with the property, what was found and what to do. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedPropertiesTest {

    private static final String DATA = "camel.component.iot-jobs-data.";

    @Configuration(proxyBeanMethods = false)
    static class Filters {

        @Bean
        JobFilter pumps() {
            return job -> true;
        }

        @Bean
        String notAFilter() {
            return "not a filter";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuchbean", "#nosuchbean", "#bean:nosuchbean"})
    void aBeanThatIsNotThereIsRefusedWithThoseThatAre(String reference) {
        refused(DATA + "filter=" + reference)
                .hasMessageContaining(DATA + "filter=" + reference)
                .hasMessageContaining("there is no bean of the name nosuchbean")
                .hasMessageContaining("Beans of type io.github.cameliot.jobsdata.JobFilter: pumps.")
                .hasMessageContaining("as in " + DATA + "filter=#pumps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"typo", "#typo", "#bean:typo", "#autowired"})
    void aClientThatIsNotThereIsRefused(String reference) {
        refused(DATA + "iot-jobs-data-plane-client=" + reference)
                .hasMessageContaining(DATA + "iot-jobs-data-plane-client=" + reference)
                .hasMessageContaining(
                        "There is no bean of type software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient.");
    }

    @Test
    void aClientOfTheControlPlaneThatIsNotThereIsRefused() {
        refused("camel.component.iot-jobs.iot-client=#typo")
                .hasMessageContaining("camel.component.iot-jobs.iot-client=#typo")
                .hasMessageContaining("there is no bean of the name typo");
    }

    @ParameterizedTest
    @CsvSource({
        "filter=#class:no.such.Filter, no.such.Filter",
        "filter=#type:no.such.Filter, no.such.Filter",
        "filter=#class:java.lang.Runnable, Runnable",
        "filter=#notAFilter, the bean is a java.lang.String",
        "things=#pumps, io.github.cameliot.jobsdata.Things is needed",
        "region=#pumps, java.lang.String is needed",
        "worker-id=#nobody, there is no bean of the name nobody",
        "region={{nosuch}}, it contains a placeholder {{...}} without a value",
        "max-in-flight=ten, Use a whole number.",
        "max-in-flight=1.5, Use a whole number.",
        "max-in-flight=99999999999, Use a whole number.",
        "lease=soon, 'a duration, as in 30s, 5m'",
        "lease=5 minutes, 'a duration, as in 30s, 5m'",
        "on-failure=ignore, 'Use one of fail, reject, leave.'",
        "interrupt-on-lost=maybe, Use true or false.",
    })
    void aValueThatIsNotPossibleIsRefused(String property, String why) {
        refused(DATA + property).hasMessageContaining(DATA + property).hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "regoin=eu-west-1, Did you mean camel.component.iot-jobs-data.region?",
        "max-inflihgt=3, Did you mean camel.component.iot-jobs-data.max-in-flight?",
        "configuration.region=eu-west-1, Did you mean camel.component.iot-jobs-data.region?",
        "region.name=eu-west-1, Did you mean camel.component.iot-jobs-data.region?",
        "status-details.step=begun, status-details is an option of endpoints only",
        "colour=blue, Remove colour",
        "customizer.enabeld=false, Remove customizer.enabeld",
    })
    void aNameThatIsNoOptionIsRefusedWithTheNearestOne(String property, String advice) {
        refused(DATA + property)
                .hasMessageContaining("Not an option of iot-jobs-data: " + DATA + property.split("=")[0])
                .hasMessageContaining(advice);
    }

    @Test
    void allSuchNamesAreToldAtOnce() {
        refused(DATA + "regoin=eu-west-1", DATA + "acess-key=AKID")
                .hasMessageContaining("iot-jobs-data.region?")
                .hasMessageContaining("iot-jobs-data.access-key?");
    }

    @Test
    void theStartShowsTheFileAndTheLineAndNoStackTrace(CapturedOutput output) {
        SpringApplication app = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=refused")
                .build();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(app::run)).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(DATA + "filter=#nosuchbean (class path resource [refused.yaml] - 4:15) is not possible")
                .contains("Action:")
                .doesNotContain("\tat org.apache.camel");
    }

    @Test
    void noSecretIsShown(CapturedOutput output) {
        for (String secret : new String[] {
            "secret-key=#s3cr3t", "sekret-key=s3cr3t", "access-key={{s3cr3t", "session-token=#class:s3cr3t"
        }) {
            refused(DATA + secret).satisfies(e -> {
                for (Throwable t = e; t != null; t = t.getCause()) {
                    assertThat(t.toString()).doesNotContain("s3cr3t");
                }
            });
        }
        SpringApplication app = new SpringApplicationBuilder(App.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=none", DATA + "secret-key=#s3cr3t")
                .build();

        assertThat(org.assertj.core.api.Assertions.catchThrowable(app::run)).isNotNull();

        assertThat(output).contains(DATA + "secret-key").doesNotContain("s3cr3t");
    }

    @Test
    void aBeanIsTakenWithAndWithoutTheSign() {
        for (String reference : new String[] {"pumps", "#pumps", "#bean:pumps", "#autowired"}) {
            BootApp.with(DATA + "filter=" + reference)
                    .withUserConfiguration(Filters.class)
                    .run(app -> assertThat(app.getBean(CamelContext.class)
                                    .getComponent("iot-jobs-data", IotJobsDataComponent.class)
                                    .getConfiguration()
                                    .getFilter())
                            .isSameAs(app.getBean("pumps")));
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String... properties) {
        Throwable[] failure = new Throwable[1];
        BootApp.with(properties).withUserConfiguration(Filters.class).run(app -> failure[0] = app.getStartupFailure());
        assertThat(failure[0]).as(Arrays.toString(properties)).isNotNull();
        Throwable t = failure[0];
        while (t.getCause() != null && !(t instanceof OptionRefusedException)) {
            t = t.getCause();
        }
        return assertThat(t).isInstanceOf(OptionRefusedException.class);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        org.apache.camel.spring.boot.CamelAutoConfiguration.class,
        IotJobsDataAutoConfiguration.class
    })
    static class App {}
}
