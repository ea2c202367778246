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
import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.rate.WriteBackoff;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Works off the jobs of many things: one job in flight a thing, so many in all, a permit before each claim, and first
 * come first served. One thread of the given executor hands out turns; the others ask, and run what came.
 *
 * <p>States: <em>new</em> (start), <em>running</em> (suspend, stop), <em>suspended</em> (resume, stop), <em>stopped</em>
 * (none: a consumer that starts again makes a new loop).
 */
public final class PollLoop {

    /** Runs jobs, and hears of turns that came to nothing. None of it throws. */
    public interface Handler {

        /**
         * Runs a job: calls {@code begun} once the job is counted elsewhere as running, and {@code ended} once, from any
         * thread, when its route has ended and its first report was tried.
         */
        void run(JobSession session, Runnable begun, Runnable ended);

        /** A thing could not be asked; it will be asked again. */
        void failed(String thing, RuntimeException failure, boolean repeated);

        /** A thing that had failed answers again. */
        void recovered(String thing);

        /** Somebody else holds what is next on a thing; told once for each claim of theirs. */
        void blocked(String thing, ClaimResult.Blocked by);
    }

    private final Claims claims;
    private final PollBackoff pause;
    private final Handler handler;
    private final ExecutorService executor;
    private final Semaphore permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final DueThings due = new DueThings();
    /** Things in the queue, asked, or with a job: each once. */
    private final Set<String> atWork = new HashSet<>();

    /** Things that are at work, and to be asked again at once when they are not. */
    private final Set<String> askAgain = new HashSet<>();

    private Set<String> listed = Set.of();
    private final Map<String, RuntimeException> failing = new ConcurrentHashMap<>();
    private final Map<String, ClaimResult.Blocked> blocked = new ConcurrentHashMap<>();
    private final AtomicInteger claiming = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private boolean suspended;
    private boolean stopped;
    private int throttled;
    private long claimsNotBefore = System.nanoTime();

    /**
     * @param executor has room for {@code maxInFlight} + 1 threads, and is shut down by its owner after {@link #stop}
     */
    public PollLoop(Claims claims, PollBackoff pause, int maxInFlight, ExecutorService executor, Handler handler) {
        this.claims = claims;
        this.pause = pause;
        this.permits = new Semaphore(maxInFlight);
        this.executor = executor;
        this.handler = handler;
    }

    /** Starts to ask these things. */
    public void start(Set<String> things) {
        update(things);
        executor.execute(this::dispatch);
    }

    /**
     * These are the things from now on. New ones are spread over the first delay; one that is gone is not asked again,
     * and its job, if one runs, goes on to its end.
     */
    public void update(Set<String> things) {
        change(() -> {
            List<String> added =
                    things.stream().filter(t -> !listed.contains(t)).toList();
            listed = Set.copyOf(things);
            int i = 0;
            for (String thing : added) {
                Duration in = pause.first(i++, added.size());
                if (atWork.add(thing)) {
                    due.add(new DueThings.Turn(thing, false, 0), System.nanoTime() + in.toNanos());
                }
            }
        });
        failing.keySet().retainAll(things);
        blocked.keySet().retainAll(things);
    }

    /**
     * Something is expected of this thing: it is asked at once, or as soon as what it is busy with is over.
     *
     * @return whether it is worked for
     */
    public boolean askNow(String thing) {
        lock.lock();
        try {
            if (!listed.contains(thing)) {
                return false;
            }
            if (due.contains(thing)) {
                due.add(new DueThings.Turn(thing, true, 0), System.nanoTime());
                changed.signalAll();
            } else {
                askAgain.add(thing);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** No new claim from now on; claims on the way are run. */
    public void suspend() {
        change(() -> suspended = true);
    }

    public void resume() {
        change(() -> suspended = false);
    }

    /** Ends for good; jobs that run go on, claims on the way are released. */
    public void stop() {
        change(() -> stopped = true);
    }

    /** Things that are being asked at this moment, so that a job may still come. */
    public int claiming() {
        return claiming.get();
    }

    /** Jobs whose route runs. */
    public int running() {
        return running.get();
    }

    /** Things that wait for their turn. */
    public int waiting() {
        lock.lock();
        try {
            return due.size();
        } finally {
            lock.unlock();
        }
    }

    /** Things that are worked for. */
    public int things() {
        lock.lock();
        try {
            return listed.size();
        } finally {
            lock.unlock();
        }
    }

    /** Things that could not be asked when last tried, with why. */
    public Map<String, RuntimeException> failing() {
        return Map.copyOf(failing);
    }

    /** Things whose next execution somebody else holds, as last seen. */
    public Map<String, ClaimResult.Blocked> blocked() {
        return Map.copyOf(blocked);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void schedule(DueThings.Turn turn, Duration in) {
        change(() -> {
            boolean now = askAgain.remove(turn.thing());
            if (!listed.contains(turn.thing())) {
                atWork.remove(turn.thing());
            } else if (now) {
                due.add(new DueThings.Turn(turn.thing(), true, 0), System.nanoTime());
            } else {
                due.add(turn, System.nanoTime() + in.toNanos());
            }
        });
    }

    private void dispatch() {
        try {
            while (true) {
                permits.acquire();
                Optional<DueThings.Turn> turn = awaitTurn();
                if (turn.isEmpty()) {
                    permits.release();
                    return;
                }
                executor.execute(() -> serve(turn.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the executor was shut down: this is its way to say stop
        } catch (RejectedExecutionException e) {
            stop(); // likewise; the turn is gone with the loop
        }
    }

    /** Waits for a thing that is due; empty when the loop has stopped. Counts it as being asked. */
    private Optional<DueThings.Turn> awaitTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                long now = System.nanoTime();
                Optional<DueThings.Turn> turn =
                        suspended || claimsNotBefore - now > 0 ? Optional.empty() : due.take(now);
                if (turn.isPresent() && !listed.contains(turn.get().thing())) {
                    atWork.remove(turn.get().thing());
                    continue;
                }
                if (turn.isPresent()) {
                    claiming.incrementAndGet();
                    return turn;
                }
                Optional<Duration> wait = suspended ? Optional.empty() : due.untilDue(now);
                if (wait.isPresent()) {
                    changed.await(Math.max(wait.get().toNanos(), claimsNotBefore - now), TimeUnit.NANOSECONDS);
                } else {
                    changed.await();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void serve(DueThings.Turn turn) {
        ClaimResult claim;
        try {
            claim = claims.next(turn.thing(), turn.expectMore());
        } catch (RuntimeException e) {
            failed(turn, e);
            return;
        } catch (Error e) {
            failed(turn, new IllegalStateException("Cannot get jobs of thing " + turn.thing() + ": " + e, e));
            throw e;
        }
        answered(turn.thing());
        if (claim instanceof ClaimResult.Job job) {
            blocked.remove(turn.thing());
            change(() -> askAgain.remove(turn.thing())); // whatever was expected has come
            run(turn.thing(), job.session());
            return;
        }
        claiming.decrementAndGet();
        if (claim instanceof ClaimResult.Blocked by) {
            ClaimResult.Blocked before = blocked.put(turn.thing(), by);
            if (before == null || !before.isSameClaimAs(by)) {
                handler.blocked(turn.thing(), by);
            }
            again(turn, by.left());
            return;
        }
        blocked.remove(turn.thing());
        if (claim instanceof ClaimResult.Ended) {
            permits.release();
            schedule(new DueThings.Turn(turn.thing(), true, 0), Duration.ZERO);
        } else {
            again(turn, null);
        }
    }

    private void failed(DueThings.Turn turn, RuntimeException e) {
        slowDown(e);
        handler.failed(turn.thing(), e, failing.put(turn.thing(), e) != null);
        claiming.decrementAndGet();
        again(turn, null);
    }

    private void run(String thing, JobSession session) {
        if (isStopped()) {
            session.release("the worker stops", false);
            claiming.decrementAndGet();
            permits.release();
            return;
        }
        running.incrementAndGet();
        handler.run(session, claiming::decrementAndGet, () -> {
            running.decrementAndGet();
            permits.release();
            // A report that the service does not accept yet keeps the thing, or its job would be claimed again.
            session.onEnd(() -> finished(thing, session.state()));
        });
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Throttling slows claims, and nothing else. */
    private void slowDown(RuntimeException e) {
        if (e instanceof JobsCallException call && call.statusCode() == 429) {
            change(() -> {
                throttled++;
                claimsNotBefore = System.nanoTime()
                        + WriteBackoff.after(throttled, random()).toNanos();
            });
        }
    }

    private void answered(String thing) {
        if (failing.remove(thing) != null) {
            handler.recovered(thing);
        }
        lock.lock();
        try {
            throttled = 0;
        } finally {
            lock.unlock();
        }
    }

    /** @param left when it is worth asking again at the latest; null for no such time */
    private void again(DueThings.Turn turn, Duration left) {
        permits.release();
        int nothing = turn.nothing() + 1;
        Duration wait = pause.afterNothing(nothing, random());
        schedule(
                new DueThings.Turn(turn.thing(), false, nothing),
                left != null && left.compareTo(wait) < 0 ? left : wait);
    }

    private void finished(String thing, JobSession.State state) {
        switch (state) {
            case REPORTED, PROBABLY_REPORTED -> schedule(new DueThings.Turn(thing, true, 0), Duration.ZERO);
            case RELEASED -> schedule(new DueThings.Turn(thing, false, 0), pause.afterLeaving(random()));
            default -> schedule(new DueThings.Turn(thing, false, 1), pause.afterNothing(1, random()));
        }
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
