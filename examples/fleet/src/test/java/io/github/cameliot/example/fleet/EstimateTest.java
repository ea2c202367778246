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
package io.github.cameliot.example.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EstimateTest {

    private final Estimate estimate = new Estimate();

    private void second(int at, long ended) {
        estimate.add(Duration.ofSeconds(at), ended);
    }

    @Test
    void slowStartIsForgottenAfterFiveSeconds() {
        for (int at = 0; at <= 10; at++) {
            second(at, at);
        }
        for (int at = 11; at <= 15; at++) {
            second(at, 10 + (at - 10) * 100L);
        }

        assertThat(estimate.perSecond()).isEqualTo(100);
        assertThat(estimate.remaining(1_510)).contains(Duration.ofSeconds(10));
    }

    @Test
    void withoutJobsThatEndThereIsNoEstimate() {
        assertThat(estimate.remaining(100)).isEmpty();

        second(0, 50);
        second(6, 50);
        second(12, 50);

        assertThat(estimate.remaining(100)).isEmpty();
    }
}
