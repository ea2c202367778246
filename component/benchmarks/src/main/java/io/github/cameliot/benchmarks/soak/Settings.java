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
package io.github.cameliot.benchmarks.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The settings of a soak.
 *
 * @param things how many
 * @param jobs for each thing
 * @param workers how many processes; each polls all things
 * @param length the approximate length in real time, including the time for the last open jobs
 * @param seed of the jobs and the faults; the order in which processes run does not follow it
 * @param faults whether faults and disruptions are injected
 * @param folder the folder for the logs of the workers
 */
record Settings(int things, int jobs, int workers, Duration length, long seed, boolean faults, Path folder) {

    /** The shortest lease that the component allows, so that jobs are taken over within a minute. */
    static final Duration LEASE = Duration.ofSeconds(15);

    static final int MAX_ATTEMPTS = 3;

    private static final int JOBS_A_MINUTE = 20;

    Settings {
        if (things < 1 || jobs < 1 || workers < 1 || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("soak.things, soak.jobs, soak.workers and soak.minutes must be more "
                    + "than 0, as in -Dsoak.things=12 -Dsoak.jobs=20 -Dsoak.workers=3 -Dsoak.minutes=1");
        }
    }

    /** From the system properties {@code soak.*}; the seed is different each time unless it is set. */
    static Settings ofSystem() {
        double minutes = Double.parseDouble(System.getProperty("soak.minutes", "1"));
        return new Settings(
                Integer.getInteger("soak.things", 12),
                Integer.getInteger("soak.jobs", Math.max(1, (int) Math.round(JOBS_A_MINUTE * minutes))),
                Integer.getInteger("soak.workers", 3),
                Duration.ofMillis(Math.round(minutes * 60_000)),
                Long.getLong("soak.seed", System.currentTimeMillis() % 1_000_000),
                Boolean.parseBoolean(System.getProperty("soak.faults", "true")),
                Path.of(System.getProperty("soak.folder", "target/soak")));
    }

    /** Whether it is shorter than a lease. */
    boolean isShort() {
        return faults && length.compareTo(LEASE) < 0;
    }

    List<String> thingNames() {
        return IntStream.rangeClosed(1, things).mapToObj(i -> "thing-" + i).toList();
    }

    /** How often a worker measures its heap: ten times, or every minute in a long soak. */
    Duration heapEvery() {
        Duration tenth = length.dividedBy(10);
        Duration minute = Duration.ofMinutes(1);
        return tenth.compareTo(minute) < 0 ? tenth : minute;
    }

    /**
     * How long jobs are created and faults are injected: the length minus half a minute, but at least half of the
     * length.
     */
    Duration busy() {
        Duration half = length.dividedBy(2);
        Duration longer = length.minus(LEASE.multipliedBy(2));
        return longer.compareTo(half) > 0 ? longer : half;
    }
}
