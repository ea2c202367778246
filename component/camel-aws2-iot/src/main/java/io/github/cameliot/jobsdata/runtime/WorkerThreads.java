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
package io.github.cameliot.jobsdata.runtime;

import io.github.cameliot.jobsdata.lease.BackgroundCalls;
import io.github.cameliot.jobsdata.lease.Heartbeats;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one component, separated by what may hang: one thread checks leases and does nothing else, one starts
 * the work that is due, and calls, listeners and repositories have thread pools that grow when tasks hang.
 */
public final class WorkerThreads {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerThreads.class);

    private static final long TICK_MILLIS = 250;

    private final List<Watched> all = new CopyOnWriteArrayList<>();
    private final Function<String, ThreadFactory> factories;
    private final ScheduledExecutorService leaseWatch;
    private final ScheduledExecutorService heartbeat;
    private final ExecutorService listeners;
    private final ExecutorService repositories;
    private final BackgroundCalls calls;
    private final Heartbeats heartbeats;

    /**
     * @param factories creates a factory of daemon threads for a name, which may be virtual threads
     * @param platform creates a factory of platform threads: work with a deadline must not wait for a carrier of
     *     virtual threads
     */
    public WorkerThreads(Function<String, ThreadFactory> factories, Function<String, ThreadFactory> platform) {
        this.factories = factories;
        this.leaseWatch = new ScheduledThreadPoolExecutor(1, platform.apply("iot-jobs-data-lease-watch"));
        this.heartbeat = new ScheduledThreadPoolExecutor(1, platform.apply("iot-jobs-data-heartbeat"));
        this.listeners = growing(factories.apply("iot-jobs-data-listeners"));
        this.repositories = growing(factories.apply("iot-jobs-data-outcomes"));
        this.calls = new BackgroundCalls(factories.apply("iot-jobs-data-reports"));
        this.heartbeats = new Heartbeats(calls, factories.apply("iot-jobs-data-rate"));
        every(leaseWatch, () -> {}, Watched::watchLeases);
        every(heartbeat, calls::tick, watched -> watched.tick(heartbeats));
    }

    private static ExecutorService growing(ThreadFactory factory) {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** The checks of each round. */
    public interface Watched {

        /** Checks all leases. Makes no call, runs no listener. */
        void watchLeases();

        /** Starts the writes and all other work that is due. Does not block. */
        void tick(Heartbeats heartbeats);
    }

    private interface Duty {
        void of(Watched watched);
    }

    private void every(ScheduledExecutorService scheduler, Runnable first, Duty duty) {
        scheduler.scheduleWithFixedDelay(
                () -> {
                    attempt("all services", first);
                    all.forEach(watched -> attempt(watched, () -> duty.of(watched)));
                },
                TICK_MILLIS,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static void attempt(Object of, Runnable round) {
        try {
            round.run();
        } catch (RuntimeException | Error e) {
            // If this were thrown on, there would be no further round.
            LOG.error("A round over the sessions of {} failed; the next round follows.", of, e);
        }
    }

    void add(Watched watched) {
        all.add(watched);
    }

    /** For threads that poll and run jobs. */
    public ThreadFactory pollers() {
        return factories.apply("iot-jobs-data");
    }

    /** For threads that read credentials for push. */
    public ThreadFactory push() {
        return factories.apply("iot-jobs-data-push");
    }

    BackgroundCalls calls() {
        return calls;
    }

    Executor listeners() {
        return listeners;
    }

    Executor repositories() {
        return repositories;
    }

    /**
     * Ends all work in the background: no renewals, writes or notifications any more. Waits for the repositories,
     * within their time limit: an outcome that was delivered must be removed, or the next process would have to check
     * it.
     */
    public void stop() {
        leaseWatch.shutdownNow();
        heartbeat.shutdownNow();
        calls.shutdown();
        listeners.shutdown();
        repositories.shutdown();
        try {
            if (!repositories.awaitTermination(KeptOutcomes.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The outcomeRepository has not removed all delivered outcomes yet; this process does not "
                        + "wait for it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
