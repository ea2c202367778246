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

import io.github.cameliot.jobsdata.poll.DueThings.Turn;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueThingsTest {

    private static final long NOW = System.nanoTime();

    private final DueThings things = new DueThings();

    @Test
    void nothingIsTakenBeforeItIsDue() {
        things.add(turn("a"), NOW + 10);

        assertThat(things.take(NOW + 9)).isEmpty();
        assertThat(things.untilDue(NOW + 9)).contains(Duration.ofNanos(1));
        assertThat(things.take(NOW + 10)).contains(turn("a"));
        assertThat(things.untilDue(NOW + 10)).isEmpty();
    }

    @Test
    void thingsDueAtOneTimeAreTakenInTheOrderTheyCame() {
        things.add(turn("a"), NOW);
        things.add(turn("b"), NOW);
        things.add(turn("earlier"), NOW - 1);

        assertThat(things.take(NOW)).contains(turn("earlier"));
        assertThat(things.take(NOW)).contains(turn("a"));
        assertThat(things.take(NOW)).contains(turn("b"));
    }

    @Test
    void aThingWaitsOnceAndItsLastTurnCounts() {
        things.add(turn("a"), NOW + 60);
        things.add(turn("b"), NOW);

        things.add(new Turn("a", true, 0), NOW - 1);

        assertThat(things.size()).isEqualTo(2);
        assertThat(things.take(NOW)).contains(new Turn("a", true, 0));
        assertThat(things.contains("a")).isFalse();
        assertThat(things.take(NOW)).contains(turn("b"));
        assertThat(things.take(NOW + 60)).isEmpty();
    }

    private static Turn turn(String thing) {
        return new Turn(thing, false, 0);
    }
}
