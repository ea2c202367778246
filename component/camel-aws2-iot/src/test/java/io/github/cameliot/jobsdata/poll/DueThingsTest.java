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
        assertThat(a.waiting).isFalse();
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
}
