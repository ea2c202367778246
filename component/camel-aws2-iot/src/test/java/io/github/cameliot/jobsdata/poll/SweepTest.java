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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a thing is polled of whose jobs the process is notified. Time is a number. */
class SweepTest {

    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration MAX_DELAY = Duration.ofMinutes(1);
    private static final Duration SWEEP = Duration.ofMinutes(15);

    /** Since when each thing is notified. */
    private final Map<String, Long> notified = new HashMap<>();

    private final PollSchedule schedule = new PollSchedule(
            new Pauses(
                    new PollBackoff(DELAY, MAX_DELAY),
                    new Sweep(SWEEP, (thing, since) -> notified.getOrDefault(thing, Long.MAX_VALUE) <= since)),
            10_000,
            () -> 0.5,
            thing -> {},
            0);

    private long now;

    @Test
    void aNotifiedThingIsPolledOnceAndThenOnlyByTheSweep() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);

        assertThat(pollsWithoutAJob(Duration.ofMinutes(46)))
                .containsExactly(Duration.ZERO, SWEEP, SWEEP.multipliedBy(2), SWEEP.multipliedBy(3));
    }

    @Test
    void aThingWhosePollBeganBeforeItWasNotifiedIsPolledOnceMore() {
        schedule.update(List.of("a"), List.of(), 0);
        PolledThing polled = schedule.take(0);
        notified.put("a", 1L);
        schedule.nothing(polled, null, 0);

        assertThat(pollsWithoutAJob(Duration.ofMinutes(16))).containsExactly(DELAY, SWEEP.plus(DELAY));
    }

    @Test
    void aNotificationHasTheThingPolledNowAndTwiceMoreSoonIfTheServiceReturnsNothing() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);
        pollsWithoutAJob(Duration.ofMinutes(1));

        schedule.pollNow("a", now);
        long at = now;

        assertThat(pollsWithoutAJob(Duration.ofMinutes(20)))
                .containsExactly(
                        Duration.ofNanos(at),
                        Duration.ofNanos(at).plus(DELAY),
                        Duration.ofNanos(at).plus(DELAY.multipliedBy(3)),
                        Duration.ofNanos(at).plus(DELAY.multipliedBy(3)).plus(SWEEP));
    }

    @Test
    void aFailedPollIsRepeatedAsUsual() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);
        PolledThing polled = schedule.take(0);

        FailedPoll failed = schedule.failed(polled, new IllegalStateException("thrown by a test"), 0);

        assertThat(failed.delay()).isEqualTo(DELAY);
    }

    @Test
    void aFailedPollAfterANotificationIsRepeatedAsUsual() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);
        schedule.pollNow("a", 0);
        PolledThing polled = schedule.take(0);

        FailedPoll failed = schedule.failed(polled, new IllegalStateException("thrown by a test"), 0);

        assertThat(failed.delay()).isEqualTo(DELAY);
    }

    @Test
    void aThingWhoseJobWasReleasedIsPolledAfterTheLongestNormalDelay() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);
        PolledThing polled = schedule.take(0);
        schedule.jobCame(polled);

        schedule.finished(polled, State.RELEASED, 0);

        assertThat(schedule.untilPoll(0)).isEqualTo(MAX_DELAY.toNanos());
    }

    @Test
    void aThingThatAnotherWorkerHoldsIsPolledAfterTheLongestNormalDelayBecauseOfAReleaseNobodyIsNotified() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);

        blocked(schedule.take(0), Duration.ofMinutes(18));
        assertThat(schedule.untilPoll(0)).as("not the sweep").isEqualTo(MAX_DELAY.toNanos());
        now = MAX_DELAY.toNanos();
        blocked(schedule.take(now), Duration.ofSeconds(20));
        assertThat(schedule.untilPoll(now))
                .as("it can be taken over")
                .isEqualTo(Duration.ofSeconds(20).toNanos());
        now += Duration.ofSeconds(20).toNanos();
        schedule.nothing(schedule.take(now), null, now);
        assertThat(schedule.untilPoll(now)).as("it is idle").isEqualTo(SWEEP.toNanos());
    }

    @Test
    void aNotifiedJobThatAnotherWorkerHasWonIsNotPolledSoonAgain() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);
        schedule.pollNow("a", 0);

        blocked(schedule.take(0), null);

        assertThat(schedule.untilPoll(0)).isEqualTo(MAX_DELAY.toNanos());
    }

    @Test
    void aPollThatBeganBeforeNotificationsWereLostIsFollowedByAnotherSoon() {
        notified.put("a", 0L);
        schedule.update(List.of("a"), List.of(), 0);
        PolledThing polled = schedule.take(0);

        schedule.notNotified(1);
        schedule.nothing(polled, null, 1);

        assertThat(pollsWithoutAJob(Duration.ofMinutes(16)).get(0)).isLessThanOrEqualTo(MAX_DELAY);
        assertThat(schedule.untilPoll(now)).as("then by the sweep").isGreaterThan(MAX_DELAY.toNanos());
    }

    @Test
    void withoutNotificationsThePollsOfAThingAreAsBefore() {
        schedule.update(List.of("a"), List.of(), 0);
        schedule.pollNow("a", 0);

        assertThat(pollsWithoutAJob(Duration.ofSeconds(40)))
                .containsExactly(Duration.ZERO, DELAY, DELAY.multipliedBy(3), DELAY.multipliedBy(7));
    }

    @Test
    void whenNotificationsEndEachThingIsPolledWithinTheLongestNormalDelayAndThePollsAreSpread() {
        int things = 10_000;
        double[] chance = {0};
        PollSchedule fleet = new PollSchedule(
                new Pauses(new PollBackoff(DELAY, MAX_DELAY), new Sweep(SWEEP, (t, s) -> notified.isEmpty())),
                things,
                () -> chance[0] = (chance[0] + 0.618) % 1,
                thing -> {},
                0);
        fleet.update(IntStream.range(0, things).mapToObj(i -> "thing-" + i).toList(), List.of(), 0);
        long start = DELAY.toNanos();
        while (fleet.untilPoll(start) <= 0) {
            fleet.nothing(fleet.take(start), null, start);
        }
        assertThat(fleet.untilPoll(start))
                .isGreaterThan(SWEEP.multipliedBy(7).dividedBy(10).toNanos());

        notified.put("ended", 0L);
        fleet.notNotified(start);

        int[] perSecond = new int[60];
        long second = Duration.ofSeconds(1).toNanos();
        for (int i = 0; i < perSecond.length; i++) {
            long end = start + (i + 1) * second;
            while (fleet.untilPoll(end) <= 0) {
                PolledThing polled = fleet.take(end);
                perSecond[i]++;
                fleet.jobCame(polled);
                fleet.permits().begun();
            }
        }
        assertThat(IntStream.of(perSecond).sum()).isEqualTo(things);
        assertThat(IntStream.of(perSecond).boxed().toList()).allMatch(polls -> polls > 100 && polls < 250);
    }

    private void blocked(PolledThing polled, Duration left) {
        schedule.blocked(polled, new ClaimResult.Blocked("ota-7", 1, "other", null, 1, left));
        schedule.pollLater(polled, left, now);
    }

    /** Lets time pass, in steps of a second, and lets each poll find nothing. @return when the polls were made */
    private List<Duration> pollsWithoutAJob(Duration time) {
        List<Duration> polls = new ArrayList<>();
        long step = Duration.ofSeconds(1).toNanos();
        for (long end = now + time.toNanos(); now <= end; now += step) {
            while (schedule.untilPoll(now) <= 0) {
                polls.add(Duration.ofNanos(now));
                schedule.nothing(schedule.take(now), null, now);
            }
        }
        return polls;
    }
}
