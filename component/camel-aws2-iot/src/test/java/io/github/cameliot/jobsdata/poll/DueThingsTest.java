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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DueThingsTest {

    private static final long NOW = System.nanoTime();

    private final DueThings due = new DueThings();
    private final PolledThing a = new PolledThing("a");
    private final PolledThing b = new PolledThing("b");

    @Test
    void nothingIsTakenBeforeItIsDue() {
        due.add(a, NOW + 10);

        assertThat(due.take(NOW + 9)).isNull();
        assertThat(due.untilDue(NOW + 9)).isEqualTo(1);
        assertThat(due.take(NOW + 10)).isSameAs(a);
        assertThat(due.untilDue(NOW + 10)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void thingsDueAtOneTimeAreTakenInTheOrderTheyCame() {
        PolledThing earlier = new PolledThing("earlier");
        due.add(a, NOW);
        due.add(b, NOW);
        due.add(earlier, NOW - 1);

        assertThat(due.take(NOW)).isSameAs(earlier);
        assertThat(due.take(NOW)).isSameAs(a);
        assertThat(due.take(NOW)).isSameAs(b);
    }

    @Test
    void aThingWaitsOnceAndItsLastTimeCounts() {
        due.add(a, NOW + 60);
        due.add(b, NOW);

        due.add(a, NOW - 1);

        assertThat(due.size()).isEqualTo(2);
        assertThat(due.take(NOW)).isSameAs(a);
        assertThat(a.isWaiting()).isFalse();
        assertThat(due.take(NOW)).isSameAs(b);
        assertThat(due.take(NOW + 60)).isNull();
    }

    @Test
    void whatIsRemovedIsNotTaken() {
        due.add(a, NOW);
        due.add(b, NOW);

        due.remove(a);
        due.remove(a);

        assertThat(due.take(NOW)).isSameAs(b);
        assertThat(due.size()).isZero();
    }

    @Test
    void theOrderHoldsWhereTheClockOverflows() {
        due.add(a, Long.MAX_VALUE + 10);
        due.add(b, Long.MAX_VALUE - 10);

        assertThat(due.untilDue(Long.MAX_VALUE)).isEqualTo(-10);
        assertThat(due.take(Long.MAX_VALUE)).isSameAs(b);
        assertThat(due.take(Long.MAX_VALUE)).isNull();
        assertThat(due.take(Long.MAX_VALUE + 10)).isSameAs(a);
    }

    /** The same steps on a sorted list. */
    @Test
    void manyThingsAreTakenInTheOrderOfTheirTimesWhateverWasMovedOrRemoved() {
        Random random = new Random(7);
        List<PolledThing> things = IntStream.range(0, 500)
                .mapToObj(i -> new PolledThing("thing-" + i))
                .toList();
        List<PolledThing> waiting = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            PolledThing thing = things.get(random.nextInt(things.size()));
            waiting.remove(thing);
            if (random.nextInt(4) == 0) {
                due.remove(thing);
            } else {
                due.add(thing, NOW + random.nextInt(100)); // many at the same time
                waiting.add(thing);
            }
            if (random.nextInt(5) == 0 && !waiting.isEmpty()) {
                PolledThing first = waiting.stream()
                        .min(Comparator.comparingLong(t -> t.dueAt))
                        .orElseThrow();
                assertThat(due.take(NOW + 100)).isSameAs(first);
                waiting.remove(first);
            }
            assertThat(due.size()).isEqualTo(waiting.size());
        }
        waiting.sort(Comparator.comparingLong(t -> t.dueAt));
        for (PolledThing thing : waiting) {
            assertThat(due.take(NOW + 100)).isSameAs(thing);
        }
        assertThat(due.take(NOW + 100)).isNull();
    }
}
