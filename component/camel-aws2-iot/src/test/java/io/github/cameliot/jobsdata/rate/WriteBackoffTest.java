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
package io.github.cameliot.jobsdata.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.lease.Lease;
import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class WriteBackoffTest {

    @Property(tries = 300)
    void isBetweenHalfOfTheFirstPauseAndTheLongest(
            @ForAll @IntRange(min = 1) int failures, @ForAll @DoubleRange(min = 0, max = 1) double random) {
        assertThat(WriteBackoff.after(failures, random))
                .isBetween(WriteBackoff.FIRST.dividedBy(2), WriteBackoff.LONGEST);
    }

    @Property(tries = 300)
    void neverShrinksWhileItFails(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 1) int failures,
            @ForAll @DoubleRange(min = 0, max = 1) double random) {
        assertThat(WriteBackoff.after(failures + 1, random))
                .isGreaterThanOrEqualTo(WriteBackoff.after(failures, random));
    }

    @Example
    void doublesUpToTheLongest() {
        assertThat(WriteBackoff.after(1, 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(WriteBackoff.after(2, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(WriteBackoff.after(7, 1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(WriteBackoff.after(7, 0)).isEqualTo(Duration.ofSeconds(15));
    }

    @Example
    void aWorkerThatIsThrottledAtTheShortestLeaseStillTriesSeveralTimes() {
        Duration waited = Duration.ZERO;
        int tries = 0;
        while (waited.compareTo(Worker.SHORTEST_LEASE.minus(Lease.SAFETY)) < 0) {
            waited = waited.plus(WriteBackoff.after(++tries, 1));
        }

        assertThat(tries).isGreaterThanOrEqualTo(4);
    }
}
