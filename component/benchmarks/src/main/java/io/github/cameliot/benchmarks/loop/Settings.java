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
package io.github.cameliot.benchmarks.loop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of a comparison.
 *
 * @param threads the numbers of threads, one comparison for each
 * @param things how many, each with as many jobs in each slice
 * @param jobs for each thing
 * @param warmUps rounds that are not counted, of the first comparison; the code of the others is compiled already
 * @param rounds rounds that are counted
 * @param quiet how long all contenders are idle before the check whether connections are still open
 * @param only part of the names of the consumers that are measured; empty for all
 * @param seed of the order in each round
 * @param isStrict whether the program fails if a limit is not held
 * @param folder the folder for the result
 */
record Settings(
        List<Integer> threads,
        int things,
        int jobs,
        int warmUps,
        int rounds,
        Duration quiet,
        String only,
        long seed,
        boolean isStrict,
        Path folder) {

    private static final int LATER_WARM_UPS = 5;

    Settings {
        if (things < 1 || jobs < 1 || rounds < 1 || warmUps < 0 || threads.isEmpty()) {
            throw new IllegalArgumentException("loop.threads, loop.things, loop.jobs and loop.rounds must be more "
                    + "than 0, as in -Dloop.threads=8,32 -Dloop.things=200 -Dloop.jobs=15 -Dloop.rounds=13");
        }
    }

    /** From the system properties {@code loop.*}. */
    static Settings ofSystem() {
        return new Settings(
                Arrays.stream(System.getProperty("loop.threads", "8,32").split(","))
                        .map(text -> Integer.valueOf(text.trim()))
                        .toList(),
                Integer.getInteger("loop.things", 200),
                Integer.getInteger("loop.jobs", 15),
                Integer.getInteger("loop.warmups", 20),
                Integer.getInteger("loop.rounds", 13),
                Duration.ofSeconds(7),
                System.getProperty("loop.only", ""),
                Long.getLong("loop.seed", System.currentTimeMillis() % 1_000_000),
                Boolean.getBoolean("loop.strict"),
                Path.of(System.getProperty("loop.folder", "target/loop")));
    }

    /** Rounds that are not counted, for connections and threads at least. */
    int warmUps(int comparison) {
        return comparison == 0 ? warmUps : Math.min(warmUps, LATER_WARM_UPS);
    }

    int jobsInAll() {
        return things * jobs;
    }
}
