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

import io.github.cameliot.emulator.JobsEmulator;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Applications with Camel and this starter, for tests. */
final class BootApp {

    private BootApp() {}

    static ApplicationContextRunner with(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        CamelAutoConfiguration.class,
                        IotJobsDataAutoConfiguration.class,
                        IotJobsAutoConfiguration.class))
                .withPropertyValues("camel.main.shutdown-timeout=5")
                .withPropertyValues(properties);
    }

    /** One whose jobs are on that emulator. */
    static ApplicationContextRunner on(JobsEmulator emulator, String... properties) {
        return with(
                        "camel.component.iot-jobs-data.uri-endpoint-override=" + emulator.endpoint(),
                        "camel.component.iot-jobs-data.region=us-east-1",
                        "camel.component.iot-jobs-data.access-key=test",
                        "camel.component.iot-jobs-data.secret-key=test",
                        "camel.component.iot-jobs-data.delay=50ms")
                .withPropertyValues(properties);
    }
}
