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
package io.github.cameliot.example.resume;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.example.support.ScenarioException;
import io.github.cameliot.example.support.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs its scenario with workers in processes of their own, on an emulator in this one. With {@code iot.endpoint} it is a
 * worker on an AWS account, until it is stopped or killed.
 */
public final class ResumeAfterCrash {

    private ResumeAfterCrash() {}

    /** Ends with exit code 1, and a sentence for each job that did not go as planned, if there is any. */
    public static void main(String[] args) throws Exception {
        if (System.getProperty("iot.endpoint", System.getenv("IOT_ENDPOINT")) != null) {
            Worker.run();
            return;
        }
        List<String> differences =
                runScenario(Path.of(System.getProperty("scenario.dir", "target/scenario")), Terminal.out());
        if (!differences.isEmpty()) {
            differences.forEach(System.err::println);
            System.exit(1);
        }
    }

    /**
     * Runs the scenario and prints how every job went.
     *
     * @param folder where the workers keep their files
     * @return a sentence for each job that did not go as planned
     */
    static List<String> runScenario(Path folder, PrintStream out) throws Exception {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            List<String> differences = new Scenario(emulator, folder, out).run();
            if (differences.isEmpty()) {
                out.printf(
                        "%nAll %d ended as they should.%n",
                        Jobs.executions(emulator).size());
            }
            return differences;
        } catch (ScenarioException e) {
            return List.of(e.getMessage());
        }
    }
}
