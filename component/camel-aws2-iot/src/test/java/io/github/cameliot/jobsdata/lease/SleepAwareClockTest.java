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
package io.github.cameliot.jobsdata.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SleepAwareClockTest {

    private long monotonic = 7_000_000_000L;
    private long timeOfDay = 1_790_000_000_000L;
    private final SleepAwareClock clock = new SleepAwareClock(() -> monotonic, () -> timeOfDay);
    private final long start = clock.getAsLong();

    @Test
    void itRunsLikeTheMonotonicClockWhileBothRun() {
        for (int i = 0; i < 1_000; i++) {
            pass(Duration.ofMillis(250));
            assertThat(passed()).isEqualTo(Duration.ofMillis(250L * (i + 1)));
        }
    }

    @Test
    void theTimeInWhichTheHostSleptCounts() {
        pass(Duration.ofSeconds(3));
        timeOfDay += Duration.ofMinutes(10).toMillis();

        assertThat(passed()).isEqualTo(Duration.ofMinutes(10).plusSeconds(3));
        pass(Duration.ofSeconds(5));
        assertThat(passed()).isEqualTo(Duration.ofMinutes(10).plusSeconds(8));
    }

    @Test
    void eachSleepCountsOnce() {
        for (int i = 1; i <= 5; i++) {
            timeOfDay += Duration.ofMinutes(1).toMillis();
            assertThat(passed()).isEqualTo(Duration.ofMinutes(i));
            assertThat(passed()).isEqualTo(Duration.ofMinutes(i));
        }
    }

    @Test
    void aTimeOfDayThatIsSetBackChangesNothing() {
        timeOfDay -= Duration.ofHours(1).toMillis();
        pass(Duration.ofSeconds(30));

        assertThat(passed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aDriftOfAMillisecondASecondIsNoSleep() {
        for (int i = 0; i < 10_000; i++) {
            pass(Duration.ofSeconds(1));
            timeOfDay++;
            clock.getAsLong();
        }

        assertThat(passed()).isEqualTo(Duration.ofSeconds(10_000));
    }

    private void pass(Duration time) {
        monotonic += time.toNanos();
        timeOfDay += time.toMillis();
    }

    private Duration passed() {
        return Duration.ofNanos(clock.getAsLong() - start);
    }
}
