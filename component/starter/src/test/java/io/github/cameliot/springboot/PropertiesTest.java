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
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.OnFailure;
import io.github.cameliot.jobsdata.claim.Resume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Properties reach the component, whichever way Spring Boot lets a user write them. */
class PropertiesTest {

    @ParameterizedTest
    @CsvSource({"iot-jobs-data", "iot-jobs"})
    void eachOptionThatIsNoBeanReachesTheComponent(String scheme) {
        List<String> properties = new ArrayList<>();
        Map<String, String> wanted = new HashMap<>();
        for (ComponentOption option : options(scheme)) {
            String sample = sample(option);
            if (sample != null) {
                properties.add("camel.component." + scheme + "." + option.dashed() + "=" + sample);
                wanted.put(option.name(), option.type().equals("duration") ? "PT1M17S" : sample);
            }
        }

        BootApp.with(properties.toArray(String[]::new)).run(app -> {
            Component component = app.getBean(CamelContext.class).hasComponent(scheme);
            PropertyConfigurerGetter getter = (PropertyConfigurerGetter) component.getComponentPropertyConfigurer();
            Map<String, String> found = new HashMap<>();
            wanted.keySet()
                    .forEach(name -> found.put(name, String.valueOf(getter.getOptionValue(component, name, true))));
            assertThat(found).isEqualTo(wanted);
        });
    }

    @Test
    void namesMayBeWrittenInEachWayThatSpringBootKnows() {
        bound(
                BootApp.with(
                        "camel.component.iot-jobs-data.maxInFlight=3",
                        "camel.component.iot-jobs-data.max_attempts=4",
                        "camel.component.iotJobsData.worker-id=edge-3",
                        "camel.component.iot-jobs-data.thing[0]=pump-12",
                        "camel.component.iot-jobs-data.thing[1]=pump-17"),
                c -> {
                    assertThat(c.getMaxInFlight()).isEqualTo(3);
                    assertThat(c.getMaxAttempts()).isEqualTo(4);
                    assertThat(c.getWorkerId()).isEqualTo("edge-3");
                    assertThat(c.getThing()).isEqualTo("pump-12,pump-17");
                });
    }

    @Test
    void environmentVariablesAreTaken() {
        Map<String, Object> variables = Map.of(
                "CAMEL_COMPONENT_IOTJOBSDATA_MAXINFLIGHT", "3",
                "CAMEL_COMPONENT_IOT_JOBS_DATA_WORKER_ID", "edge-3");

        bound(
                BootApp.with().withInitializer(app -> app.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables))),
                c -> {
                    assertThat(c.getMaxInFlight()).isEqualTo(3);
                    assertThat(c.getWorkerId()).isEqualTo("edge-3");
                });
    }

    @Test
    void valuesMayBeWrittenAsSpringBootAndCamelUsersDo() {
        bound(
                BootApp.with(
                        "where=eu-west-1",
                        "camel.component.iot-jobs-data.region={{where}}",
                        "camel.component.iot-jobs-data.thing=${thing:pump-12}",
                        "camel.component.iot-jobs-data.lease=1m30s",
                        "camel.component.iot-jobs-data.max-delay=PT2M",
                        "camel.component.iot-jobs-data.delay=1500",
                        "camel.component.iot-jobs-data.max-run-time=2h",
                        "camel.component.iot-jobs-data.on-failure=LEAVE",
                        "camel.component.iot-jobs-data.resume=Own",
                        "camel.component.iot-jobs-data.status=in-progress",
                        "camel.component.iot-jobs-data.interrupt-on-lost=yes",
                        "camel.component.iot-jobs-data.session-token="),
                c -> {
                    assertThat(c.getRegion()).isEqualTo("eu-west-1");
                    assertThat(c.getThing()).isEqualTo("pump-12");
                    assertThat(c.getLease()).isEqualTo(Duration.ofSeconds(90));
                    assertThat(c.getMaxDelay()).isEqualTo(Duration.ofMinutes(2));
                    assertThat(c.getDelay()).isEqualTo(Duration.ofMillis(1500));
                    assertThat(c.getMaxRunTime()).isEqualTo(Duration.ofHours(2));
                    assertThat(c.getOnFailure()).isEqualTo(OnFailure.leave);
                    assertThat(c.getResume()).isEqualTo(Resume.own);
                    assertThat(c.getStatus()).isEqualTo("IN_PROGRESS");
                    assertThat(c.isInterruptOnLost()).isTrue();
                    assertThat(c.getSessionToken()).isNull();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "camel.component.iot-jobs-data.enabled",
        "camel.component.iot-jobs-data.customizer.enabled",
        "camel.component.customizer.enabled"
    })
    void theyCanBeSwitchedOffAsThoseOfEachStarterOfCamel(String property) {
        BootApp.with(property + "=false", "camel.component.iot-jobs-data.max-in-flight=3")
                .run(app -> {
                    CamelContext camel = app.getBean(CamelContext.class);
                    assertThat(camel.hasComponent("iot-jobs-data")).isNull();
                    assertThat(camel.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                                    .getConfiguration()
                                    .getMaxInFlight())
                            .isEqualTo(10);
                });
    }

    private static void bound(ApplicationContextRunner app, Consumer<IotJobsDataConfiguration> check) {
        app.run(started -> {
            assertThat(started).hasNotFailed();
            check.accept(started.getBean(CamelContext.class)
                    .getComponent("iot-jobs-data", IotJobsDataComponent.class)
                    .getConfiguration());
        });
    }

    private static List<ComponentOption> options(String scheme) {
        Class<? extends Component> type = scheme.equals("iot-jobs")
                ? io.github.cameliot.control.IotJobsComponent.class
                : IotJobsDataComponent.class;
        return ComponentOptions.of(type, scheme).all();
    }

    /** A value other than the default; null for a bean. */
    private static String sample(ComponentOption option) {
        return switch (option.type()) {
            case "boolean" -> String.valueOf(!Boolean.TRUE.equals(option.defaultValue()));
            case "integer" -> "17";
            case "duration" -> "77s";
            case "enum" -> option.values().get(1);
            case "object" -> null;
            default -> "sample-17";
        };
    }
}
