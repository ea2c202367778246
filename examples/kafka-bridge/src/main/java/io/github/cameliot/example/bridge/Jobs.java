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

/** The jobs of the story, as many for each thing. Those that are forgotten are the last of their things. */
final class Jobs {

    /** One job for one thing. */
    record Job(String id, String thing, Fate fate) {

        private String document() {
            return "{\"firmware\":\"pump-2.4.1.bin\",\"fate\":\"%s\"}".formatted(fate);
        }
    }

    private final List<String> things;
    private final List<Job> all;

    /** @throws IllegalArgumentException when either is less than 1 */
    Jobs(int things, int jobs) {
        if (things < 1 || jobs < 1) {
            throw new IllegalArgumentException(
                    "jobs=%d for things=%d is no story: it takes one of each, as in -Djobs=100 -Dthings=20."
                            .formatted(jobs, things));
        }
        this.things = IntStream.rangeClosed(1, things)
                .mapToObj("pump-%02d"::formatted)
                .toList();
        List<Fate> fates = fates(things, jobs);
        this.all = IntStream.range(0, jobs)
                .mapToObj(i -> new Job("firmware-%05d".formatted(i + 1), this.things.get(i % things), fates.get(i)))
                .toList();
    }

    private static List<Fate> fates(int things, int jobs) {
        int forgotten = Math.min(Fate.IS_FORGOTTEN.of(jobs), things);
        List<Fate> fates = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            if (fate != Fate.IS_FORGOTTEN) {
                fates.addAll(Collections.nCopies(fate.of(jobs), fate));
            }
        }
        fates.addAll(Collections.nCopies(jobs - forgotten - fates.size(), Fate.SUCCEEDS));
        Collections.shuffle(fates, new Random(7));
        fates.addAll(Collections.nCopies(forgotten, Fate.IS_FORGOTTEN));
        return fates;
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
