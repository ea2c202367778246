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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DisruptionTest {

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(Disruption.plan(settings(7, true))).isEqualTo(Disruption.plan(settings(7, true)));
        assertThat(Disruption.plan(settings(7, true))).isNotEqualTo(Disruption.plan(settings(8, true)));
    }

    @Test
    void aLongerSoakMeetsEverythingThatCanHappen() {
        assertThat(Disruption.plan(settings(7, true)))
                .extracting(Disruption::kind)
                .contains(Disruption.Kind.values());
    }

    @Test
    void withoutFaultsNothingHappens() {
        assertThat(Disruption.plan(settings(7, false))).isEmpty();
    }

    private static Settings settings(long seed, boolean faults) {
        return new Settings(12, 20, 3, Duration.ofMinutes(10), seed, faults, Path.of("unused"));
    }
}
