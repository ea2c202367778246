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
package io.github.cameliot.emulator.mqtt.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepAliveTest {

    @ParameterizedTest
    @CsvSource({"0, 1200", "1, 30", "30, 30", "60, 60", "1200, 1200", "65535, 1200"})
    void theServiceBoundsIt(int wanted, int seconds) {
        KeepAlive keepAlive = KeepAlive.of(wanted);

        assertThat(keepAlive.seconds()).isEqualTo(seconds);
        assertThat(keepAlive.silenceMillis()).isEqualTo(seconds * 1_500L);
    }
}
