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

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final long DELAY = Duration.ofSeconds(1).toNanos();

    private final Random random = new Random(3);
    private final List<String> forgotten = new ArrayList<>();
    private final PollSchedule schedule = new PollSchedule(
            new Pauses(new PollBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1))),
            1,
            random::nextDouble,
            forgotten::add,
            0);

    @Test
    void pollsOfAFleetThatStartedTogetherStaySpreadEvenly() {
        int things = 10_000;
        int buckets = 20;
        schedule.update(IntStream.range(0, things).mapToObj(i -> "thing-" + i).toList(), List.of(), 0);

        for (long delays = 0; delays < 10; delays++) {
            int[] polls = new int[buckets];
            for (long now = delays * DELAY; now < (delays + 1) * DELAY; now += DELAY / 1000) {
                for (; schedule.untilPoll(now) <= 0; polls[(int) (now % DELAY * buckets / DELAY)]++) {
                    schedule.nothing(schedule.take(now), null, now);
                }
            }

            // 500 in a twentieth of a delay, give or take. The second polls of the first things meet the first polls of
            // the
            // last ones; a few delays later, when each pause was up to a fifth shorter or longer, nothing is left of
            // that.
            List<Integer> even = IntStream.of(polls)
                    .boxed()
                    .limit(delays == 0 ? 16 : buckets)
                    .toList();
            if (delays == 0 || delays > 3) {
                assertThat(even).as("delay %d", delays).allMatch(n -> n > 400 && n < 600);
            }
        }
    }

    @Test
    void aThingIsPolledUntilItIsRemovedAsOftenAsItIsListed() {
        schedule.update(List.of("a", "b", "a"), List.of(), 0);
        assertThat(schedule.things()).isEqualTo(2);

        schedule.update(List.of(), List.of("a"), 0);
        assertThat(schedule.things()).isEqualTo(2);
        schedule.update(List.of("a"), List.of("a", "a"), 0);

        assertThat(schedule.things()).isEqualTo(1);
        assertThat(schedule.waiting()).isEqualTo(1);
        assertThat(forgotten).containsExactly("a");
    }

    @Test
    void aThingThatIsRemovedWhileItIsPolledIsForgottenWhenThePollIsOver() {
        schedule.update(List.of("a"), List.of(), 0);
        PolledThing polled = schedule.take(0);
        schedule.blocked(polled, new ClaimResult.Blocked("job", 1, "another", null, 1, null));
        schedule.failed(polled, new IllegalStateException("thrown by a test"), 0);

        schedule.update(List.of(), List.of("a"), 0);
        assertThat(forgotten).isEmpty();
        schedule.pollLater(polled, null, 0);

        assertThat(forgotten).containsExactly("a");
        assertThat(schedule.failing()).isEmpty();
        assertThat(schedule.blocked()).isEmpty();
        assertThat(schedule.untilPoll(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aThingWorksWhileItWaitsOrIsPolledUnlessItsLastPollFailedAndAThingWithAJobIsNotCounted() {
        PollSchedule several = new PollSchedule(
                new Pauses(new PollBackoff(Duration.ofSeconds(1), Duration.ofSeconds(1))), 3, () -> 0, t -> {}, 0);
        several.update(List.of("fails"), List.of(), 0);
        PolledThing fails = several.take(0);
        several.failed(fails, new IllegalStateException("thrown by a test"), 0);
        several.update(List.of("polled", "waits"), List.of(), 0);

        PolledThing polled = several.take(0);
        assertThat(several.working()).as("one is polled, one waits").isEqualTo(2);
        several.update(List.of(), List.of("waits"), 0);
        assertThat(several.working()).as("one is polled").isEqualTo(1);
        several.jobCame(polled);
        assertThat(several.working()).as("the one has a job").isZero();
        several.finished(polled, State.REPORTED, 0);
        assertThat(several.working()).as("it waits again").isEqualTo(1);
        several.take(0);
        several.update(List.of(), List.of("polled"), 0);
        assertThat(several.working()).as("it was removed").isZero();
    }

    @Test
    void aThingThatIsListedAgainWhileItIsPolledIsPolledOn() {
        schedule.update(List.of("a"), List.of(), 0);
        PolledThing polled = schedule.take(0);

        schedule.update(List.of(), List.of("a"), 0);
        schedule.update(List.of("a"), List.of(), 0);
        schedule.nothing(polled, null, 0);

        assertThat(forgotten).isEmpty();
        assertThat(schedule.waiting()).isEqualTo(1);
    }
}
