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

import io.github.cameliot.jobsdata.poll.FailureLog.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thing that fails and recovers by turns is told of a few times, and not with each poll. */
class FailureLogTest {

    private static final Verdict SILENT = new Verdict(false, false, 0);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000); // overflows, as a monotonic clock may
    private final FailureLog log = new FailureLog(nanos::get);

    @Test
    void anOutageIsLoggedOnceHoweverLongItLasts() {
        assertThat(log.failed("a", false)).isEqualTo(new Verdict(true, false, 0));

        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMinutes(1));
            assertThat(log.failed("a", true)).isEqualTo(SILENT);
        }
        assertThat(log.recovered("a")).isTrue();
    }

    @Test
    void ofManyOutagesTheFirstThreeAreLoggedAndTheThirdSaysSo() {
        List<Verdict> verdicts = new ArrayList<>();
        List<Boolean> recoveries = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            verdicts.add(log.failed("a", false));
            pass(Duration.ofSeconds(5));
            recoveries.add(log.recovered("a"));
        }

        assertThat(verdicts.subList(0, 3))
                .containsExactly(new Verdict(true, false, 0), new Verdict(true, false, 0), new Verdict(true, true, 0));
        assertThat(verdicts.subList(3, 10)).containsOnly(SILENT);
        assertThat(recoveries.subList(0, 3)).containsOnly(true);
        assertThat(recoveries.subList(3, 10)).containsOnly(false);
    }

    @Test
    void afterTenMinutesTheNextLineSaysHowManyWereLeftOut() {
        flap("a", 3 + 4);
        pass(FailureLog.WINDOW);

        assertThat(log.failed("a", false)).isEqualTo(new Verdict(true, false, 4));
        assertThat(log.recovered("a")).isTrue();
        assertThat(log.failed("a", false)).isEqualTo(new Verdict(true, false, 0));
    }

    @Test
    void anOutageThatWasLeftOutIsLoggedWhenItLasts() {
        flap("a", 3);

        assertThat(log.failed("a", false)).isEqualTo(SILENT);
        pass(FailureLog.WINDOW.minusNanos(1));
        assertThat(log.failed("a", true)).isEqualTo(SILENT);
        pass(Duration.ofNanos(1));
        assertThat(log.failed("a", true)).isEqualTo(new Verdict(true, false, 0));
        assertThat(log.failed("a", true)).isEqualTo(SILENT);
        assertThat(log.recovered("a")).isTrue();
    }

    @Test
    void oneThingSaysNothingOfAnother() {
        flap("a", 10);

        assertThat(log.failed("b", false)).isEqualTo(new Verdict(true, false, 0));
    }

    @Test
    void aThingThatWasTakenOffTheListWhileItFailedIsLoggedWhenItIsBack() {
        log.failed("a", false);

        assertThat(log.failed("a", false)).isEqualTo(new Verdict(true, false, 0));
    }

    /** It took minutes when each recovery looked at all things. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFleetThatRecoversIsNotSearchedForEachOfItsThings() {
        int things = 200_000;

        for (int i = 0; i < things; i++) {
            log.failed("thing-" + i, false);
        }
        for (int i = 0; i < things; i++) {
            log.recovered("thing-" + i);
        }

        assertThat(log.failed("thing-0", false)).as("its second outage").isEqualTo(new Verdict(true, false, 0));
    }

    private void flap(String thing, int times) {
        for (int i = 0; i < times; i++) {
            log.failed(thing, false);
            log.recovered(thing);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
