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
package io.github.cameliot.control;

import io.github.cameliot.control.await.Account;
import io.github.cameliot.control.await.JobWatches;
import io.github.cameliot.control.await.Timer;
import io.github.cameliot.control.await.Wait;
import io.github.cameliot.jobsdata.metrics.WaitTimes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.iot.model.Job;

/**
 * All waits of one component. One thread keeps the time, and a few threads continue the routes; for the calls there are
 * more threads only if calls hang. So the work of a route after its wait does not delay reads or timeouts.
 */
final class Waits {

    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);

    static final int MOST_RESUMED = 20;

    private final Timer timer;
    private final int perSecond;
    private final ThreadPoolExecutor calls;
    private final ThreadPoolExecutor resumed;
    private final JobWatches<Job> watches;
    private final Map<Object, Account> accounts = new ConcurrentHashMap<>();
    private final Map<Wait<Job>, AwaitedJob> open = new ConcurrentHashMap<>();
    private final AtomicInteger onTheWay = new AtomicInteger();
    private final AtomicInteger resuming = new AtomicInteger();
    private volatile boolean stopping;
    private volatile WaitTimes times = WaitTimes.NONE;

    /**
     * @param timer closed at the end
     * @param perSecond how many calls for each account and region
     */
    Waits(Timer timer, int perSecond, Function<String, ThreadFactory> factories) {
        this.timer = timer;
        this.perSecond = perSecond;
        this.watches = new JobWatches<>(timer);
        this.calls = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                factories.apply("iot-jobs-await-calls"));
        this.resumed = new ThreadPoolExecutor(
                MOST_RESUMED,
                MOST_RESUMED,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                factories.apply("iot-jobs-await"));
        this.resumed.allowCoreThreadTimeOut(true);
    }

    /** From now on the time of each wait is told. */
    void measure(WaitTimes told) {
        times = told;
    }

    /**
     * Starts a wait.
     *
     * @param owner decides which owner may end the wait with {@link #stop}
     * @param account identifies an account and region: equal for waits that share a quota
     * @param result called once, on a thread that it may block
     */
    void begin(
            Predicate<Object> owner,
            JobReads reads,
            Object account,
            AwaitTerms terms,
            BiConsumer<JobVerdict, Exception> result) {
        Account shared = accounts.computeIfAbsent(account, a -> new Account(timer, this::call, perSecond));
        ExecutionReader.Source source = new ExecutionReader.Source(reads, shared, timer);
        long begun = timer.now();
        AwaitedJob job = new AwaitedJob(owner, terms, source, (verdict, failure) -> {
            times.ended(
                    verdict == null ? WaitTimes.NO_VERDICT : verdict.outcome().name(), timer.now() - begun);
            resume(() -> result.accept(verdict, failure));
        });
        Wait<Job> wait = watches.join(
                new JobWatches.Key(reads.sdk(), terms.jobId()),
                shared,
                () -> reads.job(terms.jobId()),
                terms.waiting(),
                job);
        open.put(wait, job);
        wait.whenEnded(() -> open.remove(wait));
        if (stopping) {
            job.stop(wait);
        }
    }

    private void call(Runnable call) {
        execute(calls, onTheWay, call);
    }

    private void resume(Runnable route) {
        try {
            execute(resumed, resuming, route);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            route.run(); // the context has stopped, or no thread can be created; the exchange must still end
        }
    }

    private static void execute(ThreadPoolExecutor threads, AtomicInteger count, Runnable action) {
        count.incrementAndGet();
        try {
            threads.execute(() -> {
                try {
                    action.run();
                } finally {
                    count.decrementAndGet();
                }
            });
        } catch (RuntimeException | Error e) {
            count.decrementAndGet();
            throw e;
        }
    }

    /** Ends the waits of this owner. Their exchanges fail. */
    void stop(Object owner) {
        stop(job -> job.isOf(owner));
    }

    /** Ends the waits of the exchanges that are in this route or come from it. They fail. */
    void stopIn(String routeId) {
        stop(job -> job.isOf(routeId));
    }

    private void stop(Predicate<AwaitedJob> which) {
        open.forEach((wait, job) -> {
            if (which.test(job)) {
                job.stop(wait);
            }
        });
        accounts.values().forEach(account -> account.calls().recheck());
    }

    /** Ends all waits, and each that would start: the context is stopping. */
    void stopAll() {
        stopping = true;
        int waiting = open.size();
        if (waiting > 0) {
            LOG.info(
                    "{} wait(s) for jobs were ended, because the Camel context is stopping. The jobs continue.",
                    waiting);
        }
        stop(job -> true);
    }

    /** How many calls are in progress. */
    int callsOnTheWay() {
        return onTheWay.get();
    }

    /** How many threads the calls have. */
    int callThreads() {
        return calls.getPoolSize();
    }

    /** How many exchanges are about to continue, or are continuing. */
    int resuming() {
        return resuming.get();
    }

    /** How many exchanges are waiting. */
    int size() {
        return open.size();
    }

    /** How many jobs are being watched. */
    int jobs() {
        return watches.size();
    }

    void close() {
        stopAll();
        calls.shutdownNow();
        resumed.shutdown();
        timer.close();
        times.close();
        times = WaitTimes.NONE;
    }
}
