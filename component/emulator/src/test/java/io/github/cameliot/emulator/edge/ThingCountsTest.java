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
package io.github.cameliot.emulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.Operation;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Only the names of things that exist, and a thousand others, are kept. */
class ThingCountsTest {

    private final Set<String> things = new HashSet<>();
    private final ThingCounts counts = new ThingCounts(things::contains);

    @Test
    void namesThatNeverExistedAreForgotten() {
        for (int i = 0; i < 111_000; i++) {
            counts.count(Operation.DESCRIBE_JOB_EXECUTION, "unknown-" + i);
        }

        assertThat(counts.size()).isEqualTo(ThingCounts.MOST_UNKNOWN);
        assertThat(counts.of(Operation.DESCRIBE_JOB_EXECUTION, "unknown-110999"))
                .isEqualTo(1);
    }

    @Test
    void namesOfThingsThatAreDeletedWithoutARequestAreForgottenToo() {
        things.add("pump-1");
        counts.count(Operation.DESCRIBE_JOB_EXECUTION, "pump-1");

        for (int i = 0; i < 111_000; i++) {
            things.add("short-" + i);
            counts.count(Operation.DESCRIBE_JOB_EXECUTION, "short-" + i);
            things.remove("short-" + i);
        }

        assertThat(counts.size()).isLessThanOrEqualTo(2 * ThingCounts.MOST_UNKNOWN + 1);
        assertThat(counts.of(Operation.DESCRIBE_JOB_EXECUTION, "pump-1")).isEqualTo(1);
        assertThat(counts.of(Operation.DESCRIBE_JOB_EXECUTION, "short-0")).isZero();
    }
}
