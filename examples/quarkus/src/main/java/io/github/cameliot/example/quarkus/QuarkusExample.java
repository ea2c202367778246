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
package io.github.cameliot.example.quarkus;

import io.github.cameliot.emulator.JobsEmulator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.apache.camel.quarkus.main.CamelMainApplication;

/**
 * Runs firmware jobs with the route in {@code camel/}: those of its scenario, on an emulator in this process. With {@code
 * iot.endpoint} it runs those of an AWS account, until it is stopped.
 */
@QuarkusMain
public class QuarkusExample extends CamelMainApplication {

    private static final String COMPONENT = "camel.component.iot-jobs-data.";
    private static JobsEmulator emulator;

    /** Ends with exit code 1 if a job did not end as expected. */
    public static void main(String[] args) {
        String endpoint = System.getProperty("iot.endpoint");
        if (endpoint == null) {
            emulator = JobsEmulator.start();
            Scenario.begin(emulator);
            endpoint = emulator.endpoint().toString();
            System.setProperty(COMPONENT + "access-key", "emulator");
            System.setProperty(COMPONENT + "secret-key", "emulator");
            // Camel stops after so many jobs, and with it Quarkus.
            System.setProperty("camel.main.duration-max-messages", Integer.toString(Scenario.EXPECTED.size()));
            System.setProperty("camel.main.duration-max-seconds", "60");
        }
        System.setProperty(COMPONENT + "uri-endpoint-override", endpoint);
        Quarkus.run(QuarkusExample.class, args);
    }

    @Override
    public int run(String... args) throws Exception {
        int exitCode = super.run(args);
        if (emulator == null) {
            return exitCode;
        }
        try (JobsEmulator service = emulator) {
            return Scenario.isAsExpected(service, System.out) ? exitCode : 1;
        }
    }
}
