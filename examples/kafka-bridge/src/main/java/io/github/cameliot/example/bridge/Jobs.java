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
package io.github.cameliot.example.bridge;

import io.github.cameliot.emulator.JobsEmulator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The jobs of the scenario, the same number for each thing. Those without a result come last on their things. */
final class Jobs {

    /** One job for one thing. */
    record Job(String id, String thing, ExpectedResult expected) {

        private String document() {
            return "{\"firmware\":\"pump-2.4.1.bin\",\"expected\":\"%s\"}".formatted(expected);
        }
    }

    private final List<String> things;
    private final List<Job> all;

    /** @throws IllegalArgumentException when either is less than 1 */
    Jobs(int things, int jobs) {
        if (things < 1 || jobs < 1) {
            throw new IllegalArgumentException(
                    "jobs=%d with things=%d is not possible: there must be at least one of each, as in -Djobs=100 -Dthings=20."
                            .formatted(jobs, things));
        }
        this.things = IntStream.rangeClosed(1, things)
                .mapToObj("pump-%02d"::formatted)
                .toList();
        List<ExpectedResult> expectations = expectations(things, jobs);
        this.all = IntStream.range(0, jobs)
                .mapToObj(i ->
                        new Job("firmware-%05d".formatted(i + 1), this.things.get(i % things), expectations.get(i)))
                .toList();
    }

    private static List<ExpectedResult> expectations(int things, int jobs) {
        int withoutResult = Math.min(ExpectedResult.SENDS_NO_RESULT.of(jobs), things);
        List<ExpectedResult> expectations = new ArrayList<>();
        for (ExpectedResult expected : ExpectedResult.values()) {
            if (expected != ExpectedResult.SENDS_NO_RESULT) {
                expectations.addAll(Collections.nCopies(expected.of(jobs), expected));
            }
        }
        expectations.addAll(Collections.nCopies(jobs - withoutResult - expectations.size(), ExpectedResult.SUCCEEDS));
        Collections.shuffle(expectations, new Random(7));
        expectations.addAll(Collections.nCopies(withoutResult, ExpectedResult.SENDS_NO_RESULT));
        return expectations;
    }

    List<String> things() {
        return things;
    }

    List<Job> all() {
        return all;
    }

    /** One of so many parts, about equal, from 0. */
    List<Job> part(int part, int of) {
        return all.subList(all.size() * part / of, all.size() * (part + 1) / of);
    }

    static void queue(List<Job> jobs, JobsEmulator emulator) {
        jobs.forEach(job -> emulator.createJob(job.id(), job.document(), job.thing()));
    }
}
