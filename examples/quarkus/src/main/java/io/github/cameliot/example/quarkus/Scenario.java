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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Three jobs for two pumps, one of them for pumps of another model. */
final class Scenario {

    /** How each execution must end, by thing and job. */
    static final Map<String, String> EXPECTED = new TreeMap<>(Map.of(
            "pump-12 firmware-2", "SUCCEEDED",
            "pump-12 firmware-3", "REJECTED",
            "pump-17 firmware-2", "SUCCEEDED"));

    private Scenario() {}

    static void begin(JobsEmulator emulator) {
        emulator.createJob("firmware-2", "{\"model\":\"P200\",\"version\":2}", "pump-12", "pump-17");
        emulator.createJob("firmware-3", "{\"model\":\"P300\",\"version\":3}", "pump-12");
    }

    /** Prints how each execution has ended. */
    static boolean isAsExpected(JobsEmulator emulator, PrintStream out) {
        Map<String, String> found = new TreeMap<>();
        for (String thing : List.of("pump-12", "pump-17")) {
            for (Execution execution : emulator.executions(thing)) {
                found.put(thing + " " + execution.jobId(), execution.status().name());
            }
        }
        out.println();
        found.forEach((execution, status) -> out.println(execution + " " + status));
        boolean expected = found.equals(EXPECTED);
        out.println(expected ? "All ended as they should." : "Expected: " + EXPECTED);
        return expected;
    }
}
