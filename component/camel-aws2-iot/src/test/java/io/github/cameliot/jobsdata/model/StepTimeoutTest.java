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
package io.github.cameliot.jobsdata.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTimeoutTest {

    @Test
    void wholeMinutesUpToSevenDaysArePossible() {
        assertThat(StepTimeout.of("stepTimeout", "1m", Duration.ofMinutes(1)).minutes())
                .isEqualTo(1);
        assertThat(StepTimeout.of("stepTimeout", "7d", Duration.ofDays(7)).minutes())
                .isEqualTo(10080);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT30S", "PT0S", "PT90S", "PT-1M", "P8D", "PT1M0.001S"})
    void anythingElseIsRefusedByNameWithWhatWorks(String text) {
        assertThatThrownBy(() -> StepTimeout.of("stepTimeout", text, Duration.parse(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stepTimeout=" + text)
                .hasMessageContaining("Use 1m to 7d");
    }
}
