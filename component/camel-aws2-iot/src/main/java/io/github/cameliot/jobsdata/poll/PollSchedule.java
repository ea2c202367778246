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

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * What is known about each thing, and when it is polled next: it receives the results of polls and jobs, and returns
 * the thing that is due. It has neither threads nor a clock: every {@code now} is in nanoseconds of the caller's
 * monotonic clock. Not thread-safe.
 */
final class PollSchedule {

    /** How many executions of a thing may end without a run before the thing waits: more than a thing has pending. */
    private static final int MOST_AT_ONCE = 20;

    /**
     * The {@link PolledThing#nothing} of a thing after a notification: the service may not return a job that it has just
     * announced, so the first polls that find nothing are repeated soon.
     */
    static final int NOTIFIED = -2;

    private final PollBackoff backoff;
    private final Sweep sweep;
    private final Permits permits;
    private final DoubleSupplier random;
    private final Consumer<String> forget;
    private final DueThings due = new DueThings();
    private final Map<String, RuntimeException> failing = new HashMap<>();
    private final Map<String, ClaimResult.Blocked> blocked = new HashMap<>();
    private Map<String, PolledThing> things = new HashMap<>();
    private int mostThings;
    private int listed;
    private int throttled;
    private long claimsNotBefore;
    private long notNotifiedAt;

    /**
     * @param random from 0 to 1
     * @param forget is called for each thing that is not listed any more, once it has no poll and no job in progress
     */
    PollSchedule(Pauses pauses, int maxInFlight, DoubleSupplier random, Consumer<String> forget, long now) {
        this.backoff = pauses.backoff();
        this.sweep = pauses.sweep();
        this.permits = new Permits(maxInFlight);
        this.random = random;
        this.forget = forget;
        this.claimsNotBefore = now;
        this.notNotifiedAt = now - 1;
    }

    /**
     * Adds and removes names. A name that is listed several times is counted as often. First polls of new things are
     * spread over the first delay.
     */
    void update(Collection<String> added, Collection<String> removed, long now) {
        List<PolledThing> fresh = new ArrayList<>();
        for (String name : added) {
            PolledThing thing = things.get(name);
            if (thing == null) {
                thing = new PolledThing(name);
                things.put(name, thing);
                fresh.add(thing);
            }
            if (thing.listed++ == 0) {
                listed++;
            }
        }
        for (int i = 0; i < fresh.size(); i++) {
            due.add(fresh.get(i), now + backoff.first(i, fresh.size()).toNanos());
        }
        mostThings = Math.max(mostThings, things.size());
        for (String name : removed) {
            PolledThing thing = things.get(name);
            if (thing != null && thing.isListed() && --thing.listed == 0) {
                remove(thing);
            }
        }
        if (things.size() < mostThings / 4) {
            things = new HashMap<>(things); // a map does not shrink on its own
            mostThings = things.size();
        }
    }

    private void remove(PolledThing thing) {
        listed--;
        failing.remove(thing.name);
        blocked.remove(thing.name);
        if (thing.isWaiting()) {
            due.remove(thing);
            forget(thing);
        }
    }

    /** It has no poll and no job in progress any more. */
    private void forget(PolledThing thing) {
        things.remove(thing.name);
        forget.accept(thing.name);
    }

    /** @return whether it is listed */
    boolean pollNow(String name, long now) {
        PolledThing thing = things.get(name);
        if (thing == null || !thing.isListed()) {
            return false;
        }
        if (thing.isWaiting()) {
            expectJob(thing, now);
            due.add(thing, now);
        } else {
            thing.pollAgain = true;
        }
        return true;
    }

    private void expectJob(PolledThing thing, long now) {
        thing.expectMore = true;
        thing.nothing = sweep.isFor(thing, now) ? NOTIFIED : 0;
    }

    /**
     * Notifications may be lost: things whose next poll was put off are polled within the longest normal delay, each at
     * a random time. The next poll of a thing that is being polled is not put off.
     */
    void notNotified(long now) {
        notNotifiedAt = now;
        long longest = backoff.maxDelay().toNanos();
        due.bringForward(now + longest, () -> now + (long) (random.getAsDouble() * longest));
    }

    /**
     * The time until a poll must be made in nanoseconds, zero or less for now; {@link Long#MAX_VALUE} if there is no
     * such time.
     */
    long untilPoll(long now) {
        return permits.isAnyFree() ? Math.max(due.untilDue(now), claimsNotBefore - now) : Long.MAX_VALUE;
    }

    /** Takes the thing that is due, and a permit: {@link #untilPoll} has shown that both are available. */
    PolledThing take(long now) {
        permits.take();
        PolledThing thing = due.take(now);
        thing.dueAt = now;
        return thing;
    }

    Permits permits() {
        return permits;
    }

    /**
     * The service has responded to a poll, with any result.
     *
     * @return whether the last poll had failed, and the user was notified of it
     */
    boolean responded(PolledThing thing) {
        throttled = 0;
        if (!thing.failed) {
            return false;
        }
        thing.failed = false;
        return failing.remove(thing.name) != null;
    }

    /** The poll has found a job. */
    void jobCame(PolledThing thing) {
        permits.jobCame();
        thing.place = PolledThing.WITH_JOB;
        thing.atOnce = 0;
        blocked.remove(thing.name);
        thing.pollAgain = false; // the expected job has come
    }

    /** The session of a job has ended: its thing is polled again. */
    void finished(PolledThing thing, State state, long now) {
        boolean more = state == State.REPORTED || state == State.PROBABLY_REPORTED;
        thing.expectMore = more;
        thing.nothing = more || state == State.RELEASED ? 0 : 1;
        Duration wait = Duration.ZERO;
        if (!more) {
            wait = state == State.RELEASED
                    ? backoff.afterRelease(random.getAsDouble())
                    : backoff.afterNothing(1, random.getAsDouble());
        }
        schedule(thing, wait, now);
    }

    /**
     * The poll has found a job of another worker.
     *
     * @return whether it was not seen with this claim before
     */
    boolean blocked(PolledThing thing, ClaimResult.Blocked by) {
        thing.nothing = Math.max(0, thing.nothing); // the service does return the job of a notification
        ClaimResult.Blocked before = thing.isListed() ? blocked.put(thing.name, by) : null;
        return before == null || !before.isSameClaimAs(by);
    }

    /** The poll has found no job. @param left as in {@link #pollLater} */
    void nothing(PolledThing thing, Duration left, long now) {
        blocked.remove(thing.name);
        pollLater(thing, left, now);
    }

    /**
     * The poll has ended; the thing is polled again at growing intervals.
     *
     * @param left when it is polled again at the latest; null if there is no such time
     */
    void pollLater(PolledThing thing, Duration left, long now) {
        thing.nothing++;
        thing.atOnce = 0;
        thing.expectMore = false;
        Duration wait = pause(thing);
        over(thing, left != null && left.compareTo(wait) < 0 ? left : wait, now);
    }

    private Duration pause(PolledThing thing) {
        double chance = random.getAsDouble();
        boolean isSwept = thing.nothing > 0 && thing.dueAt - notNotifiedAt > 0 && sweep.isFor(thing, thing.dueAt);
        if (!isSwept) {
            return backoff.afterNothing(times(thing), chance);
        }
        // If the other worker releases its job, nobody is notified.
        return blocked.containsKey(thing.name) ? backoff.afterRelease(chance) : sweep.pause(chance);
    }

    /** How many polls in a row had no job, from 1. */
    private static int times(PolledThing thing) {
        return thing.nothing > 0 ? thing.nothing : thing.nothing - NOTIFIED;
    }

    /**
     * The poll has ended, and another poll at once is useful. The number of such polls is limited, whatever the service
     * returns.
     */
    void again(PolledThing thing, boolean expectMore, long now) {
        if (++thing.atOnce > MOST_AT_ONCE) {
            expectJob(thing, now);
            pollLater(thing, null, now);
            return;
        }
        thing.expectMore = expectMore;
        over(thing, Duration.ZERO, now);
    }

    /** The poll has failed. It ends only after the user was notified: the caller then calls {@link #over}. */
    FailedPoll failed(PolledThing thing, RuntimeException e, long now) {
        double chance = random.getAsDouble();
        if (e instanceof JobsCallException call && call.statusCode() == 429) {
            // Throttling slows down claims, and nothing else.
            throttled++;
            claimsNotBefore = now + WriteBackoff.after(throttled, chance).toNanos();
        }
        boolean first = !thing.failed;
        thing.failed = true;
        boolean repeated = failing.containsKey(thing.name);
        boolean broken = e instanceof JobsCallException call && call.statusCode() == 0;
        if (broken && first) { // a single broken connection is not worth a notification
            return new FailedPoll(false, repeated, WriteBackoff.after(1, chance));
        }
        thing.nothing++;
        thing.expectMore = false;
        if (thing.isListed()) {
            failing.put(thing.name, e);
        }
        return new FailedPoll(true, repeated, backoff.afterNothing(times(thing), chance));
    }

    /** The poll has ended without a job. */
    void over(PolledThing thing, Duration wait, long now) {
        permits.nothingCame();
        schedule(thing, wait, now);
    }

    private void schedule(PolledThing thing, Duration wait, long now) {
        if (!thing.isListed()) {
            forget(thing);
            return;
        }
        boolean atOnce = thing.pollAgain;
        if (atOnce) {
            thing.pollAgain = false;
            expectJob(thing, now);
        }
        due.add(thing, atOnce ? now : now + wait.toNanos());
    }

    /** The next poll, and how many are due. */
    NextPoll nextPoll(long now) {
        PolledThing first = due.first();
        return first == null
                ? new NextPoll(0, null, null)
                : new NextPoll(
                        due.due(now),
                        first.name,
                        Duration.ofNanos(Math.max(0, Math.max(first.dueAt - now, claimsNotBefore - now))));
    }

    /** Things that wait for a poll or are polled, and whose last poll did not fail. Goes through all: for probes. */
    int working() {
        int working = 0;
        for (PolledThing thing : things.values()) {
            if (thing.isWorking()) {
                working++;
            }
        }
        return working;
    }

    /** Things that are waiting for their next poll. */
    int waiting() {
        return due.size();
    }

    boolean isListed(String name) {
        PolledThing thing = things.get(name);
        return thing != null && thing.isListed();
    }

    /** Things that are listed. */
    int things() {
        return listed;
    }

    /** Things whose last poll failed, with the reason. */
    Map<String, RuntimeException> failing() {
        return new HashMap<>(failing);
    }

    /** Things whose next execution is held by another worker, as last seen. */
    Map<String, ClaimResult.Blocked> blocked() {
        return new HashMap<>(blocked);
    }
}
