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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What is known of each thing, and when it is polled next: it takes what polls and jobs came to, and gives the thing that
 * is due. Knows neither threads nor a clock: every {@code now} is nanoseconds on the caller's monotonic one. Not safe for
 * threads.
 */
final class PollSchedule {

    private final PollBackoff backoff;
    private final Permits permits;
    private final DoubleSupplier random;
    private final Consumer<String> forget;
    private final DueThings due = new DueThings();
    private final Map<String, PolledThing> things = new HashMap<>();
    private int throttled;
    private long claimsNotBefore;

    /**
     * @param random from 0 to 1
     * @param forget is told of each thing that is not listed any more, once nothing of it is on the way
     */
    PollSchedule(PollBackoff backoff, int maxInFlight, DoubleSupplier random, Consumer<String> forget, long now) {
        this.backoff = backoff;
        this.permits = new Permits(maxInFlight);
        this.random = random;
        this.forget = forget;
        this.claimsNotBefore = now;
    }

    /** These are the things from now on; new ones are spread over the first delay. */
    void update(Set<String> listed, long now) {
        things.values().removeIf(thing -> !listed.contains(thing.name) && remove(thing));
        int added = 0;
        int count =
                (int) listed.stream().filter(name -> !things.containsKey(name)).count();
        for (String name : listed) {
            PolledThing thing = things.get(name);
            if (thing == null) {
                thing = new PolledThing(name);
                things.put(name, thing);
                due.add(thing, now + backoff.first(added++, count).toNanos());
            }
            thing.removed = false;
        }
    }

    /** @return whether nothing of it is on the way, so that it can be forgotten at once */
    private boolean remove(PolledThing thing) {
        boolean idle = thing.waiting;
        due.remove(thing);
        thing.removed = true;
        thing.failure = null;
        thing.blocked = null;
        if (idle) {
            forget.accept(thing.name);
        }
        return idle;
    }

    /** @return whether it is listed */
    boolean pollNow(String name, long now) {
        PolledThing thing = things.get(name);
        if (thing == null || thing.removed) {
            return false;
        }
        if (thing.waiting) {
            thing.expectMore = true;
            thing.nothing = 0;
            due.add(thing, now);
        } else {
            thing.pollAgain = true;
        }
        return true;
    }

    /** How long until a poll is to be made in nanoseconds, zero or less for now; {@link Long#MAX_VALUE} for no such time. */
    long untilPoll(long now) {
        return permits.isAnyFree() ? Math.max(due.untilDue(now), claimsNotBefore - now) : Long.MAX_VALUE;
    }

    /** Takes the thing that is due, and a permit: {@link #untilPoll} has told that there are both. */
    PolledThing take(long now) {
        permits.take();
        return due.take(now);
    }

    Permits permits() {
        return permits;
    }

    /** The service has responded to a poll, whatever that came to. @return whether the last poll had failed, and that was news */
    boolean responded(PolledThing thing) {
        boolean recovered = thing.failure != null;
        throttled = 0;
        thing.failures = 0;
        thing.failure = null;
        return recovered;
    }

    /** The poll has come to a job. */
    void jobCame(PolledThing thing) {
        permits.jobCame();
        thing.blocked = null;
        thing.pollAgain = false; // whatever was expected has come
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

    /** The poll has come to a job of somebody else. @return whether that is news: it was not seen with this claim before */
    boolean blocked(PolledThing thing, ClaimResult.Blocked by) {
        ClaimResult.Blocked before = thing.blocked;
        thing.blocked = thing.removed ? null : by;
        return before == null || !before.isSameClaimAs(by);
    }

    /** The poll has come to nothing. @param left as in {@link #pollLater} */
    void nothing(PolledThing thing, Duration left, long now) {
        thing.blocked = null;
        pollLater(thing, left, now);
    }

    /** The poll is over; the thing is polled less and less often. @param left when at the latest; null for no such time */
    void pollLater(PolledThing thing, Duration left, long now) {
        thing.nothing++;
        thing.expectMore = false;
        Duration wait = backoff.afterNothing(thing.nothing, random.getAsDouble());
        over(thing, left != null && left.compareTo(wait) < 0 ? left : wait, now);
    }

    /** The poll is over, and another one is worth making at once. */
    void again(PolledThing thing, boolean expectMore, long now) {
        thing.expectMore = expectMore;
        over(thing, Duration.ZERO, now);
    }

    /** The poll has failed. It is over when users were told: the caller then calls {@link #over}. */
    FailedPoll failed(PolledThing thing, RuntimeException e, long now) {
        double chance = random.getAsDouble();
        if (e instanceof JobsCallException call && call.statusCode() == 429) {
            // Throttling slows claims, and nothing else.
            throttled++;
            claimsNotBefore = now + WriteBackoff.after(throttled, chance).toNanos();
        }
        thing.failures++;
        boolean repeated = thing.failure != null;
        boolean broken = e instanceof JobsCallException call && call.statusCode() == 0;
        if (broken && thing.failures == 1) { // one connection that broke is no news
            return new FailedPoll(false, repeated, WriteBackoff.after(1, chance));
        }
        thing.nothing++;
        thing.expectMore = false;
        if (!thing.removed) {
            thing.failure = e;
        }
        return new FailedPoll(true, repeated, backoff.afterNothing(thing.nothing, chance));
    }

    /** The poll has come to an end without a job. */
    void over(PolledThing thing, Duration wait, long now) {
        permits.nothingCame();
        schedule(thing, wait, now);
    }

    private void schedule(PolledThing thing, Duration wait, long now) {
        if (thing.removed) {
            things.remove(thing.name, thing);
            forget.accept(thing.name);
            return;
        }
        boolean atOnce = thing.pollAgain;
        if (atOnce) {
            thing.pollAgain = false;
            thing.expectMore = true;
            thing.nothing = 0;
        }
        due.add(thing, atOnce ? now : now + wait.toNanos());
    }

    /** Things that wait for their next poll. */
    int waiting() {
        return due.size();
    }

    /** Things that are polled. */
    int things() {
        return (int) things.values().stream().filter(thing -> !thing.removed).count();
    }

    /** Things that could not be polled when last tried, with why. */
    Map<String, RuntimeException> failing() {
        return known(thing -> thing.failure);
    }

    /** Things whose next execution somebody else holds, as last seen. */
    Map<String, ClaimResult.Blocked> blocked() {
        return known(thing -> thing.blocked);
    }

    private <T> Map<String, T> known(Function<PolledThing, T> what) {
        Map<String, T> found = new HashMap<>();
        for (PolledThing thing : things.values()) {
            T one = what.apply(thing);
            if (one != null) {
                found.put(thing.name, one);
            }
        }
        return found;
    }
}
