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
import static org.awaitility.Awaitility.await;

import io.github.cameliot.control.IotJobsComponent;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.JobFilter;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** Beans of the application are found as in camel-main: clients by their type, what an option names by its name. */
@ExtendWith(OutputCaptureExtension.class)
class BeansOfTheApplicationTest {

    private final JobsEmulator emulator = JobsEmulator.start();

    @AfterEach
    void close() {
        emulator.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        @Bean
        RoutesBuilder jobs() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("iot-jobs-data:startNext?thing=pump-12").log("${body}");
                }
            };
        }

        @Bean
        JobFilter ours() {
            return job -> job.jobId().startsWith("ours");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Clients {

        @Bean
        IotJobsDataPlaneClient dataPlane() {
            return IotJobsDataPlaneClient.builder()
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build();
        }

        @Bean
        IotClient controlPlane() {
            return IotClient.builder()
                    .region(Region.US_EAST_1)
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .build();
        }

        @Bean
        ComponentCustomizer mine() {
            return ComponentCustomizer.builder(IotJobsDataComponent.class)
                    .build((name, component) -> component.getConfiguration().setMaxInFlight(99));
        }
    }

    @Test
    void aRouteWorksOffTheJobsThatAFilterOfTheApplicationTakes() {
        emulator.createJob("theirs-1", "{}", "pump-12");
        emulator.createJob("ours-1", "{}", "pump-12");

        BootApp.on(emulator, "camel.component.iot-jobs-data.filter=#ours")
                .withUserConfiguration(Routes.class)
                .run(app -> await().until(
                                () -> emulator.execution("pump-12", "ours-1").status() == ExecutionStatus.SUCCEEDED));

        assertThat(emulator.execution("pump-12", "theirs-1").status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void clientsAreAutowiredAndACustomizerOfTheApplicationHasTheLastWord() {
        BootApp.with("camel.component.iot-jobs-data.max-in-flight=3", "camel.component.iot-jobs.delay=1s")
                .withUserConfiguration(Clients.class)
                .run(app -> {
                    CamelContext camel = app.getBean(CamelContext.class);
                    IotJobsDataComponent data = camel.getComponent("iot-jobs-data", IotJobsDataComponent.class);
                    IotJobsComponent control = camel.getComponent("iot-jobs", IotJobsComponent.class);
                    assertThat(data.getConfiguration().getIotJobsDataPlaneClient())
                            .isSameAs(app.getBean(IotJobsDataPlaneClient.class));
                    assertThat(data.getConfiguration().getMaxInFlight()).isEqualTo(99);
                    assertThat(control.getConfiguration().getIotClient()).isSameAs(app.getBean(IotClient.class));
                });
    }

    @Test
    void aComponentOfTheApplicationGetsTheOptionsToo() {
        BootApp.with("camel.component.iot-jobs-data.max-in-flight=3")
                .withBean("iot-jobs-data", IotJobsDataComponent.class)
                .run(app -> {
                    Component component = app.getBean(CamelContext.class).getComponent("iot-jobs-data");
                    assertThat(component).isSameAs(app.getBean(IotJobsDataComponent.class));
                    assertThat(((IotJobsDataComponent) component)
                                    .getConfiguration()
                                    .getMaxInFlight())
                            .isEqualTo(3);
                });
    }

    @Test
    void withoutTheControlPlaneOnTheClassPathTheApplicationStartsAndWarnsOfItsProperties(CapturedOutput output) {
        BootApp.on(emulator, "camel.component.iot-jobs.region=eu-west-1")
                .withClassLoader(new FilteredClassLoader("io.github.cameliot.control"))
                .run(app -> assertThat(app)
                        .hasNotFailed()
                        .hasSingleBean(IotJobsDataAutoConfiguration.class)
                        .doesNotHaveBean(IotJobsAutoConfiguration.class));

        assertThat(output).contains("Add io.github.cameliot:camel-aws2-iot-control, or remove them.");
    }
}
