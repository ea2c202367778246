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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much memory a fleet takes; {@code -Dscale.things=100000} for the largest one that is promised. */
class ScaleTest {

    private static final int THINGS = Integer.getInteger("scale.things", 10_000);
    private static final int JOBS = 10;
    private static final long BYTES_PER_EXECUTION = 600;

    @Test
    void tenJobsOnEachThingOfAFleetTakeLessThanSixHundredBytesAnExecution() {
        String[] things = IntStream.range(0, THINGS).mapToObj(i -> "pump-" + i).toArray(String[]::new);
        long before = used();

        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createGroup("fleet", things);
            IntStream.range(0, JOBS)
                    .forEach(i -> emulator.createJob(JobSpec.of("ota-" + i).groups("fleet")));

            long taken = used() - before;

            assertThat(emulator.executions("pump-" + (THINGS - 1))).hasSize(JOBS);
            assertThat(taken).isLessThan((long) THINGS * JOBS * BYTES_PER_EXECUTION + 20_000_000);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
