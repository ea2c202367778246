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
package io.github.cameliot.example.quickstart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The jobs and how each must end. Their documents are in {@code jobs/} on the class path. */
final class Scenario {

    /** How one job must end on one thing. */
    record ExpectedEnd(String job, String thing, ExecutionStatus end) {}

    private static final List<ExpectedEnd> EXPECTED = List.of(
            new ExpectedEnd("radio-7-0-1", "pump-12", ExecutionStatus.SUCCEEDED),
            new ExpectedEnd("radio-7-0-1", "pump-17", ExecutionStatus.SUCCEEDED),
            new ExpectedEnd("radio-7-0-1", "valve-3", ExecutionStatus.SUCCEEDED),
            new ExpectedEnd("pump-2-4-0", "pump-12", ExecutionStatus.SUCCEEDED),
            new ExpectedEnd("pump-2-4-0", "pump-17", ExecutionStatus.SUCCEEDED),
            new ExpectedEnd("valve-1-1-3", "valve-3", ExecutionStatus.SUCCEEDED),
            new ExpectedEnd("pump-3-0-0", "pump-12", ExecutionStatus.REJECTED),
            new ExpectedEnd("pump-2-4-1", "pump-17", ExecutionStatus.FAILED));

    private Scenario() {}

    /** How many job executions there are. */
    static int length() {
        return EXPECTED.size();
    }

    /** Creates the jobs, each for all its things. */
    static void begin(JobsEmulator emulator) {
        Map<String, List<String>> jobs = EXPECTED.stream()
                .collect(groupingBy(ExpectedEnd::job, LinkedHashMap::new, mapping(ExpectedEnd::thing, toList())));
        jobs.forEach((job, things) -> emulator.createJob(job, document(job), things.toArray(String[]::new)));
    }

    /** The executions, in the order above. */
    static List<Execution> executions(JobsEmulator emulator) {
        return EXPECTED.stream()
                .map(c -> emulator.execution(c.thing(), c.job()))
                .toList();
    }

    /** Returns a sentence for each difference: another end, or a document that did not reach the gateway exactly once. */
    static List<String> differences(JobsEmulator emulator, Gateway gateway) {
        return EXPECTED.stream().flatMap(c -> differences(c, emulator, gateway)).toList();
    }

    private static Stream<String> differences(ExpectedEnd expected, JobsEmulator emulator, Gateway gateway) {
        List<String> found = new ArrayList<>();
        ExecutionStatus end =
                emulator.execution(expected.thing(), expected.job()).status();
        if (end != expected.end()) {
            found.add("Job %s on thing %s should be %s and is %s."
                    .formatted(expected.job(), expected.thing(), expected.end(), end));
        }
        int times = expected.end() == ExecutionStatus.REJECTED ? 0 : 1;
        int received = Collections.frequency(
                gateway.deliveries(), new Gateway.Delivery(expected.thing(), document(expected.job())));
        if (received != times) {
            found.add("The document of job %s for thing %s should reach the gateway %d time(s) and did %d time(s)."
                    .formatted(expected.job(), expected.thing(), times, received));
        }
        return found.stream();
    }

    static String document(String job) {
        try (InputStream in = Scenario.class.getResourceAsStream("/jobs/" + job + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
