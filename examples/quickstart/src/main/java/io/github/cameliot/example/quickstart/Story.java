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

/** The jobs of the story, on the emulator, and how each is to end. The documents are in {@code jobs/} on the class path. */
final class Story {

    /** One job on one thing, and its end as the story tells it. */
    record Chapter(String job, String thing, ExecutionStatus end) {}

    private static final List<Chapter> CHAPTERS = List.of(
            new Chapter("radio-7-0-1", "pump-12", ExecutionStatus.SUCCEEDED),
            new Chapter("radio-7-0-1", "pump-17", ExecutionStatus.SUCCEEDED),
            new Chapter("radio-7-0-1", "valve-3", ExecutionStatus.SUCCEEDED),
            new Chapter("pump-2-4-0", "pump-12", ExecutionStatus.SUCCEEDED),
            new Chapter("pump-2-4-0", "pump-17", ExecutionStatus.SUCCEEDED),
            new Chapter("valve-1-1-3", "valve-3", ExecutionStatus.SUCCEEDED),
            new Chapter("pump-3-0-0", "pump-12", ExecutionStatus.REJECTED),
            new Chapter("pump-2-4-1", "pump-17", ExecutionStatus.FAILED));

    private Story() {}

    /** How many job executions there are to work off. */
    static int length() {
        return CHAPTERS.size();
    }

    /** Creates the jobs, each for all its things. */
    static void begin(JobsEmulator emulator) {
        Map<String, List<String>> jobs = CHAPTERS.stream()
                .collect(groupingBy(Chapter::job, LinkedHashMap::new, mapping(Chapter::thing, toList())));
        jobs.forEach((job, things) -> emulator.createJob(job, document(job), things.toArray(String[]::new)));
    }

    /** The executions, in the order of the story. */
    static List<Execution> executions(JobsEmulator emulator) {
        return CHAPTERS.stream()
                .map(c -> emulator.execution(c.thing(), c.job()))
                .toList();
    }

    /** Says, in a sentence each, what is not as told: another end, or a document not handed over exactly once. */
    static List<String> differences(JobsEmulator emulator, Gateway gateway) {
        return CHAPTERS.stream().flatMap(c -> differences(c, emulator, gateway)).toList();
    }

    private static Stream<String> differences(Chapter told, JobsEmulator emulator, Gateway gateway) {
        List<String> found = new ArrayList<>();
        ExecutionStatus end = emulator.execution(told.thing(), told.job()).status();
        if (end != told.end()) {
            found.add(
                    "Job %s on thing %s should be %s and is %s.".formatted(told.job(), told.thing(), told.end(), end));
        }
        int times = told.end() == ExecutionStatus.REJECTED ? 0 : 1;
        int handed =
                Collections.frequency(gateway.deliveries(), new Gateway.Delivery(told.thing(), document(told.job())));
        if (handed != times) {
            found.add("The document of job %s for thing %s should reach the gateway %d time(s) and did %d time(s)."
                    .formatted(told.job(), told.thing(), times, handed));
        }
        return found.stream();
    }

    static String document(String job) {
        try (InputStream in = Story.class.getResourceAsStream("/jobs/" + job + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
