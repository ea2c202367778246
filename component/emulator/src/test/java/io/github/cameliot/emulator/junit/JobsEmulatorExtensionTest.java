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
package io.github.cameliot.emulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobsEmulatorExtensionTest {

    @Nested
    @ExtendWith(JobsEmulatorExtension.class)
    class AskedForByATest {

        @RepeatedTest(2)
        void eachTestHasItsOwn(JobsEmulator emulator) {
            emulator.createJob("ota-7", "{}", "pump-1");

            assertThat(emulator.executions("pump-1")).hasSize(1);
        }

        @Test
        void aManualClockIsTheClockOfTheEmulator(JobsEmulator emulator, ManualClock clock) {
            clock.advance(Duration.ofDays(1));
            emulator.createJob("ota-7", "{}", "pump-1");

            assertThat(emulator.execution("pump-1", "ota-7").queuedAt()).isEqualTo(clock.instant());
        }
    }

    @Nested
    @ExtendWith(JobsEmulatorExtension.class)
    class AskedForByTheClass {

        private static JobsEmulator ofTheClass;

        @BeforeAll
        static void start(JobsEmulator emulator) {
            ofTheClass = emulator;
        }

        @Test
        void allTestsHaveTheSame(JobsEmulator emulator) {
            assertThat(emulator).isSameAs(ofTheClass);
        }
    }

    @Nested
    class Registered {

        @RegisterExtension
        private final JobsEmulatorExtension extension = JobsEmulatorExtension.with(b -> b.region("eu-west-1"));

        @Test
        void theEmulatorIsBuiltAsWished(JobsEmulator emulator) {
            assertThat(emulator.port()).isPositive();
            assertThat(emulator.region()).isEqualTo("eu-west-1");
        }
    }
}
