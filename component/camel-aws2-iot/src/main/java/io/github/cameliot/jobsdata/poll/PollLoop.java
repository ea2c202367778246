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

import io.github.cameliot.jobsdata.claim.ClaimRequest;
import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls things and runs their jobs: one job in flight a thing, so many in all, a permit before each poll, and first come
 * first served. A thread that has finished a job takes the next poll itself; {@link PollThreads} says when another one is
 * needed.
 *
 * <p>States: <em>new</em> (start), <em>polling</em> (suspend, stop), <em>suspended</em> (resume, stop), <em>stopped</em>
 * (none: a consumer that starts again makes a new loop).
 */
public final class PollLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    private final Claims claims;
    private final PollOptions options;
    private final JobHandler handler;
    private final BooleanSupplier polling = this::isPolling;
    private final ThreadLocal<Boolean> polls = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final PollThreads threads;
    private final DueThings due = new DueThings();
    private final Map<String, PolledThing> things = new HashMap<>();
    private int permits;
    private int claiming;
    private int running;
    private int throttled;
    private long claimsNotBefore = System.nanoTime();
    // Written under lock.
    private volatile boolean suspended;
    private volatile boolean stopped;

    /** @param factory makes threads that poll and run jobs: at most {@code maxInFlight} at once */
    public PollLoop(Claims claims, PollOptions options, ThreadFactory factory, JobHandler handler) {
        this.claims = claims;
        this.options = options;
        this.handler = handler;
        this.permits = options.maxInFlight();
        this.threads = new PollThreads(lock, factory, options.maxInFlight(), this::work);
    }

    /**
     * These are the things from now on. New ones are spread over the first delay; one that is gone is not polled again,
     * and its job, if one runs, goes on to its end.
     */
    public void update(Set<String> listed) {
        lock.lock();
        try {
            long now = System.nanoTime();
            things.values().removeIf(thing -> !listed.contains(thing.name) && remove(thing));
            int added = 0;
            int count = (int)
                    listed.stream().filter(name -> !things.containsKey(name)).count();
            for (String name : listed) {
                PolledThing thing = things.get(name);
                if (thing == null) {
                    thing = new PolledThing(name);
                    things.put(name, thing);
                    due.add(thing, now + options.backoff().first(added++, count).toNanos());
                }
                thing.removed = false;
            }
            threadIfNeeded(now);
        } finally {
            lock.unlock();
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
            claims.forget(thing.name);
        }
        return idle;
    }

    /**
     * Something is expected of this thing: it is polled at once, or as soon as what it is busy with is over.
     *
     * @return whether it is one of this loop's
     */
    public boolean pollNow(String name) {
        lock.lock();
        try {
            PolledThing thing = things.get(name);
            if (thing == null || thing.removed) {
                return false;
            }
            if (thing.waiting) {
                thing.expectMore = true;
                thing.nothing = 0;
                due.add(thing, System.nanoTime());
                threadIfNeeded(System.nanoTime());
            } else {
                thing.pollAgain = true;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** No new claim from now on, not even by polls that wait for their turn; claims on the way are run. */
    public void suspend() {
        suspended = true;
        options.rate().recheck();
    }

    public void resume() {
        lock.lock();
        try {
            suspended = false;
            threadIfNeeded(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Ends for good; jobs that run go on, claims on the way are released. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
            threads.wakeAll();
        } finally {
            lock.unlock();
        }
        options.rate().recheck();
    }

    /** Makes sure that a poll that hangs holds up no other; called several times a second. */
    public void watch() {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (!stopped && untilPoll(now) <= 0) {
                threads.need(now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Polls on the way, so that a job may still come. */
    public int claiming() {
        return locked(() -> claiming);
    }

    /** Jobs whose route runs. */
    public int running() {
        return locked(() -> running);
    }

    /** Things that wait for their next poll. */
    public int waiting() {
        return locked(due::size);
    }

    /** Things that are polled. */
    public int things() {
        return locked(() ->
                (int) things.values().stream().filter(thing -> !thing.removed).count());
    }

    /** Things that could not be polled when last tried, with why. */
    public Map<String, RuntimeException> failing() {
        return known(thing -> thing.failure);
    }

    /** Things whose next execution somebody else holds, as last seen. */
    public Map<String, ClaimResult.Blocked> blocked() {
        return known(thing -> thing.blocked);
    }

    private <T> Map<String, T> known(Function<PolledThing, T> what) {
        return locked(() -> {
            Map<String, T> found = new HashMap<>();
            for (PolledThing thing : things.values()) {
                T one = what.apply(thing);
                if (one != null) {
                    found.put(thing.name, one);
                }
            }
            return found;
        });
    }

    private interface Read<T> {
        T get();
    }

    private <T> T locked(Read<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean isPolling() {
        return !suspended && !stopped;
    }

    /** The work of each thread. */
    private void work() {
        polls.set(true);
        for (PolledThing thing = next(); thing != null; thing = next()) {
            poll(thing);
        }
    }

    /** Waits for a thing that is due, and a permit; null when this thread is to end. */
    private PolledThing next() {
        lock.lock();
        try {
            while (!stopped) {
                long now = System.nanoTime();
                long wait = untilPoll(now);
                if (wait <= 0) {
                    PolledThing thing = due.take(now);
                    permits--;
                    claiming++;
                    if (untilPoll(now) <= 0) {
                        threads.need(now);
                    }
                    return thing;
                }
                if (!threads.await(wait)) {
                    return null;
                }
            }
            threads.ended();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** How long until a poll is to be made in nanoseconds, zero or less for now; {@link Long#MAX_VALUE} for no such time. */
    private long untilPoll(long now) {
        if (suspended || permits == 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(due.untilDue(now), claimsNotBefore - now);
    }

    private void threadIfNeeded(long now) {
        long wait = untilPoll(now);
        if (!stopped && wait != Long.MAX_VALUE) {
            threads.need(now + Math.max(0, wait));
        }
    }

    private void poll(PolledThing thing) {
        ClaimResult result;
        try {
            result = claims.next(new ClaimRequest(thing.name, thing.expectMore, options.details(), polling));
        } catch (RuntimeException e) {
            failed(thing, e);
            return;
        } catch (Error e) {
            failed(thing, new IllegalStateException("Cannot poll thing " + thing.name + ": " + e, e));
            return;
        }
        if (!(result instanceof ClaimResult.NotSent)) {
            worked(thing);
        }
        if (result instanceof ClaimResult.Job job) {
            run(thing, job.claimed());
        } else if (result instanceof ClaimResult.Blocked by) {
            blocked(thing, by);
        } else if (result instanceof ClaimResult.Nothing) {
            nothing(thing, null);
        } else {
            again(thing, result instanceof ClaimResult.Ended);
        }
    }

    private void run(PolledThing thing, Claimed claimed) {
        JobSession session;
        try {
            session = handler.open(claimed);
        } catch (RuntimeException | Error e) {
            LOG.error("No session can be opened for {}; its thing is polled again.", claimed.execution(), e);
            claims.notRun(claimed);
            nothing(thing, null);
            return;
        }
        if (stopped) {
            session.releaseUnrun("the worker stops");
            nothing(thing, null);
            return;
        }
        if (session.isLost()) {
            claims.notRun(claimed);
            nothing(thing, Duration.ZERO);
            return;
        }
        lock.lock();
        try {
            running++;
            thing.blocked = null;
            thing.pollAgain = false; // whatever was expected has come
            threadIfNeeded(System.nanoTime());
        } finally {
            lock.unlock();
        }
        JobRun run = new JobRun(this::begun, () -> ended(thing, session));
        try {
            handler.run(session, run);
        } catch (Exception | Error e) {
            LOG.error("The route of {} could not be run; the job is released.", claimed.execution(), e);
            session.finish(Outcome.released("its route could not be run: " + e));
            run.ended();
        }
    }

    private void begun() {
        lock.lock();
        try {
            claiming--;
        } finally {
            lock.unlock();
        }
    }

    private void ended(PolledThing thing, JobSession session) {
        lock.lock();
        try {
            running--;
            permits++;
            if (polls.get() == null) {
                threadIfNeeded(System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
        // A report that the service does not accept yet keeps the thing, or its job would be claimed again.
        session.onEnd(() -> finished(thing, session.state()), Runnable::run);
    }

    private void finished(PolledThing thing, State state) {
        double random = ThreadLocalRandom.current().nextDouble();
        lock.lock();
        try {
            boolean more = state == State.REPORTED || state == State.PROBABLY_REPORTED;
            thing.expectMore = more;
            thing.nothing = more || state == State.RELEASED ? 0 : 1;
            Duration wait = Duration.ZERO;
            if (!more) {
                wait = state == State.RELEASED
                        ? options.backoff().afterRelease(random)
                        : options.backoff().afterNothing(1, random);
            }
            schedule(thing, wait);
            if (polls.get() == null) {
                threadIfNeeded(System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
    }

    private void blocked(PolledThing thing, ClaimResult.Blocked by) {
        ClaimResult.Blocked before = thing.blocked;
        if (before == null || !before.isSameClaimAs(by)) {
            tell(() -> handler.blocked(thing.name, by));
        }
        lock.lock();
        try {
            thing.blocked = thing.removed ? null : by;
        } finally {
            lock.unlock();
        }
        pollLater(thing, by.left());
    }

    /** @param left when it is worth polling again at the latest; null for no such time */
    private void nothing(PolledThing thing, Duration left) {
        lock.lock();
        try {
            thing.blocked = null;
        } finally {
            lock.unlock();
        }
        pollLater(thing, left);
    }

    private void pollLater(PolledThing thing, Duration left) {
        lock.lock();
        try {
            thing.nothing++;
            thing.expectMore = false;
            Duration wait = options.backoff()
                    .afterNothing(thing.nothing, ThreadLocalRandom.current().nextDouble());
            over(thing, left != null && left.compareTo(wait) < 0 ? left : wait);
        } finally {
            lock.unlock();
        }
    }

    private void again(PolledThing thing, boolean expectMore) {
        lock.lock();
        try {
            thing.expectMore = expectMore;
            over(thing, Duration.ZERO);
        } finally {
            lock.unlock();
        }
    }

    /** A poll has come to an end without a job. This thread goes on, so no other is needed. */
    private void over(PolledThing thing, Duration wait) {
        claiming--;
        permits++;
        schedule(thing, wait);
    }

    private void schedule(PolledThing thing, Duration wait) {
        if (thing.removed) {
            things.remove(thing.name, thing);
            claims.forget(thing.name);
            return;
        }
        boolean now = thing.pollAgain;
        if (now) {
            thing.pollAgain = false;
            thing.expectMore = true;
            thing.nothing = 0;
        }
        due.add(thing, System.nanoTime() + (now ? 0 : wait.toNanos()));
    }

    private void failed(PolledThing thing, RuntimeException e) {
        boolean broken = e instanceof JobsCallException call && call.statusCode() == 0;
        boolean repeated;
        Duration wait;
        double random = ThreadLocalRandom.current().nextDouble();
        lock.lock();
        try {
            slowDown(e, random);
            thing.failures++;
            thing.nothing++;
            boolean quietly = broken && thing.failures == 1; // one connection that broke is no news
            repeated = thing.failure != null;
            if (!quietly && !thing.removed) {
                thing.failure = e;
            }
            wait = quietly ? WriteBackoff.after(1, random) : options.backoff().afterNothing(thing.nothing, random);
            if (quietly) {
                LOG.debug("A poll of thing {} got no response; it is polled again in {}", thing.name, wait, e);
                thing.nothing--;
                over(thing, wait);
                return;
            }
        } finally {
            lock.unlock();
        }
        tell(() -> handler.failed(thing.name, e, repeated));
        lock.lock();
        try {
            thing.expectMore = false;
            over(thing, wait);
        } finally {
            lock.unlock();
        }
    }

    /** Throttling slows claims, and nothing else. */
    private void slowDown(RuntimeException e, double random) {
        if (e instanceof JobsCallException call && call.statusCode() == 429) {
            throttled++;
            claimsNotBefore =
                    System.nanoTime() + WriteBackoff.after(throttled, random).toNanos();
        }
    }

    private void worked(PolledThing thing) {
        boolean recovered;
        lock.lock();
        try {
            throttled = 0;
            thing.failures = 0;
            recovered = thing.failure != null;
            thing.failure = null;
        } finally {
            lock.unlock();
        }
        if (recovered) {
            tell(() -> handler.recovered(thing.name));
        }
    }

    /** What users are told must not cost a permit or a thing. */
    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException | Error e) {
            LOG.error("What was told of a poll failed; polling goes on.", e);
        }
    }
}
