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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.JobsEmulator;
import java.util.List;
import java.util.stream.Stream;

/** The jobs of the scenario: two for each thing, and a third for one of them. */
final class Jobs {

    /** In the order in which a worker polls them. */
    static final List<String> THINGS = List.of("pump-12", "pump-17", "valve-3", "valve-4");

    /** The things of which the first worker takes a job before it is killed. */
    static final List<String> INTERRUPTED = List.of("pump-12", "pump-17");

    static final String FIRST = "firmware-2-4";
    static final String SECOND = "radio-7-0";

    /** The job, and its thing, whose outcome is kept. */
    static final String THIRD = "config-3";

    static final String KEPT = "valve-3";

    private Jobs() {}

    static void begin(JobsEmulator emulator) {
        String[] things = THINGS.toArray(String[]::new);
        emulator.createJob(FIRST, "{\"version\":\"2.4.0\"}", things);
        emulator.createJob(SECOND, "{\"version\":\"7.0.1\"}", things);
    }

    static void beginThird(JobsEmulator emulator) {
        emulator.createJob(THIRD, "{\"interval\":30}", KEPT);
    }

    /** All there are so far, in the order in which they were created. */
    static List<Execution> executions(JobsEmulator emulator) {
        Stream<Execution> third =
                emulator.executions(KEPT).stream().filter(e -> e.jobId().equals(THIRD));
        return Stream.concat(
                        Stream.of(FIRST, SECOND)
                                .flatMap(job -> THINGS.stream().map(thing -> emulator.execution(thing, job))),
                        third)
                .toList();
    }
}
