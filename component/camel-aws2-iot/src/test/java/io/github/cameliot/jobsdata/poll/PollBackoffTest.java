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
package io.github.cameliot.jobsdata.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PollBackoffTest {

    private final PollBackoff pause = new PollBackoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

    @Example
    void growsFromDelayToMaxDelayWhileNothingComes() {
        assertThat(pause.afterNothing(1, 0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(pause.afterNothing(2, 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(pause.afterNothing(4, 0.5)).isEqualTo(Duration.ofSeconds(40));
        assertThat(pause.afterNothing(5, 0.5)).isEqualTo(Duration.ofMinutes(1));
    }

    @Property(tries = 300)
    void isNeverMoreThanAFifthOffAndNeverOverflows(
            @ForAll @IntRange(min = 1) int times, @ForAll @DoubleRange(min = 0, max = 1) double random) {
        assertThat(pause.afterNothing(times, random)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(72));
    }

    @Example
    void theFirstTurnsOfAFleetAreSpreadOverOneDelay() {
        assertThat(pause.first(0, 1)).isZero();
        assertThat(pause.first(5, 10)).isEqualTo(Duration.ofMillis(2500));
        assertThat(pause.first(9999, 10000)).isLessThan(Duration.ofSeconds(5));
    }
}
