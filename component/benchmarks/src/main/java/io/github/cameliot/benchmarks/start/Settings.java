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
package io.github.cameliot.benchmarks.start;

import java.nio.file.Path;

/**
 * The settings of a measurement.
 *
 * @param rounds in each round every variant is started once
 * @param seed of the order in each round
 * @param java25 the java command of a JDK 25; null for none
 * @param folder the folder for the archives and the result
 */
record Settings(int rounds, long seed, String java25, Path folder) {

    Settings {
        if (rounds < 1) {
            throw new IllegalArgumentException("start.rounds=" + rounds + " is not possible: use 1 or more, as in 9.");
        }
    }

    /** From the system properties {@code start.*}. */
    static Settings ofSystem() {
        String java25 = System.getProperty("start.java25", "");
        return new Settings(
                Integer.getInteger("start.rounds", 9),
                Long.getLong("start.seed", System.currentTimeMillis() % 1_000_000),
                java25.isBlank() ? null : java25,
                Path.of(System.getProperty("start.folder", "target/start")));
    }
}
