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
package io.github.cameliot.jobsdata.session;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
public final class WorkLoop {

    /** Runs jobs, and hears of turns that came to nothing by a failure. */
    public interface Handler {

        /**
         * Runs a job: calls {@code begun} once the job is counted elsewhere as running, and {@code done}, from any
         * thread, when it has ended and its report was tried. Throws nothing.
         */
        void run(JobSession session, Runnable begun, Done done);

        /** A thing could not be asked; it will be asked again. */
        void failed(String thing, RuntimeException failure, boolean repeated);

        /** A thing that had failed answers again. */
        void recovered(String thing);
    }

    /** Takes back the permit of a job. */
    @FunctionalInterface
    public interface Done {

        /** @param left whether the job was left in progress, so that its thing had better be left alone for a while */
        void done(boolean left);
    }

    private final Claims claims;
    private final Pause pause;
    private final Handler handler;
    private final ExecutorService executor;
    private final Semaphore permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final DueThings due = new DueThings();
    private final Map<String, RuntimeException> failing = new ConcurrentHashMap<>();
    private final AtomicInteger claiming = new AtomicInteger();
    private boolean suspended;
    private boolean stopped;

    /**
     * @param executor has room for {@code maxInFlight} + 1 threads, and is shut down by its owner after {@link #stop}
     */
    public WorkLoop(Claims claims, Pause pause, int maxInFlight, ExecutorService executor, Handler handler) {
        this.claims = claims;
        this.pause = pause;
        this.permits = new Semaphore(maxInFlight);
        this.executor = executor;
        this.handler = handler;
    }

    /** Starts to ask these things, spread over the first delay. */
    public void start(Collection<String> things) {
        int i = 0;
        for (String thing : things) {
            schedule(new DueThings.Turn(thing, false, 0), pause.first(i++, things.size()));
        }
        executor.execute(this::dispatch);
    }

    /** No new claim from now on; claims on the way are run. */
    public void suspend() {
        change(() -> suspended = true);
    }

    public void resume() {
        change(() -> suspended = false);
    }

    /** Ends for good; jobs that run go on. */
    public void stop() {
        change(() -> stopped = true);
    }

    /** Things that are being asked at this moment, so that a job may still come. */
    public int claiming() {
        return claiming.get();
    }

    /** Things that could not be asked when last tried, with why. */
    public Map<String, RuntimeException> failing() {
        return Map.copyOf(failing);
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
        change(() -> due.add(turn, System.nanoTime() + in.toNanos()));
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
                Optional<DueThings.Turn> turn = suspended ? Optional.empty() : due.take(System.nanoTime());
                if (turn.isPresent()) {
                    claiming.incrementAndGet();
                    return turn;
                }
                Optional<Duration> wait = suspended ? Optional.empty() : due.untilDue(System.nanoTime());
                if (wait.isPresent()) {
                    changed.await(wait.get().toNanos(), TimeUnit.NANOSECONDS);
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
        Optional<JobSession> session;
        try {
            session = claims.next(turn.thing(), turn.expectMore());
        } catch (RuntimeException e) {
            claiming.decrementAndGet();
            handler.failed(turn.thing(), e, failing.put(turn.thing(), e) != null);
            again(turn);
            return;
        }
        if (failing.remove(turn.thing()) != null) {
            handler.recovered(turn.thing());
        }
        if (session.isEmpty()) {
            claiming.decrementAndGet();
            again(turn);
            return;
        }
        AtomicBoolean open = new AtomicBoolean(true);
        handler.run(session.get(), claiming::decrementAndGet, left -> {
            if (open.compareAndSet(true, false)) {
                finished(turn.thing(), left);
            }
        });
    }

    private void again(DueThings.Turn turn) {
        permits.release();
        int nothing = turn.nothing() + 1;
        schedule(new DueThings.Turn(turn.thing(), false, nothing), pause.afterNothing(nothing, random()));
    }

    private void finished(String thing, boolean left) {
        permits.release();
        schedule(new DueThings.Turn(thing, !left, 0), left ? pause.afterLeaving(random()) : Duration.ZERO);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
