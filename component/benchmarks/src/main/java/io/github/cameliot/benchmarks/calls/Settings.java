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
package io.github.cameliot.benchmarks.calls;

import java.nio.file.Path;

/**
 * The settings of a run.
 *
 * @param rounds how often each operation is measured, in a new process each time
 * @param seed of the order of operations and variants
 * @param calls in a slice of one variant, before the turn of the next variant
 * @param warmUp how many slices each variant runs before it is measured
 * @param measured how many slices of each variant count in a round
 * @param strict whether the exit code is 1 if a limit is not held
 * @param folder the folder for the result
 */
record Settings(int rounds, long seed, int calls, int warmUp, int measured, boolean strict, Path folder) {

    Settings {
        if (rounds < 1 || calls < 1 || warmUp < 1 || measured < 1) {
            throw new IllegalArgumentException("calls.rounds, calls.calls, calls.warmup and calls.slices must be "
                    + "more than 0, as in -Dcalls.rounds=3 -Dcalls.calls=200 -Dcalls.warmup=120 -Dcalls.slices=40");
        }
    }

    /** From the system properties {@code calls.*}; the seed is different each time unless it is set. */
    static Settings ofSystem() {
        return new Settings(
                Integer.getInteger("calls.rounds", 3),
                Long.getLong("calls.seed", System.currentTimeMillis() % 1_000_000),
                Integer.getInteger("calls.calls", 200),
                Integer.getInteger("calls.warmup", 120),
                Integer.getInteger("calls.slices", 40),
                Boolean.getBoolean("calls.strict"),
                Path.of(System.getProperty("calls.folder", "target/calls")));
    }
}
