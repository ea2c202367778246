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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.claim.Claims;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.outcome.KeptOutcomes;
import io.github.cameliot.jobsdata.outcome.OutcomeRepository;
import io.github.cameliot.jobsdata.outcome.OutcomeSweep;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.OpenSessions;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the sessions of a component alive: one scheduler for all, and a few threads that make the calls. */
final class Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private static final long TICK = 250;
    private static final int CALLS_AT_ONCE = 32;

    private final IotJobsDataComponent component;
    private final OpenSessions sessions = new OpenSessions();
    private final Counters counters = new Counters();
    private final IdentityHashMap<OutcomeRepository, KeptOutcomes> outcomes = new IdentityHashMap<>();
    private final List<OutcomeSweep> sweeps = new CopyOnWriteArrayList<>();
    private LongSupplier clock = System::nanoTime;
    private ScheduledExecutorService scheduler;
    private ExecutorService callers;
    private Future<?> ticks;

    Keeper(IotJobsDataComponent component) {
        this.component = component;
    }

    /** Starts with the first claims that need it. */
    synchronized Claims.Shared start() {
        if (scheduler == null) {
            ExecutorServiceManager manager = component.getCamelContext().getExecutorServiceManager();
            ThreadPoolProfile profile = new ThreadPoolProfile("iot-jobs-data-reports");
            profile.setPoolSize(CALLS_AT_ONCE);
            profile.setMaxPoolSize(CALLS_AT_ONCE);
            profile.setMaxQueueSize(-1);
            profile.setAllowCoreThreadTimeOut(true);
            callers = manager.newThreadPool(this, "iot-jobs-data-reports", profile);
            scheduler = manager.newSingleThreadScheduledExecutor(this, "iot-jobs-data-heartbeat");
            ticks = scheduler.scheduleWithFixedDelay(this::tick, TICK, TICK, TimeUnit.MILLISECONDS);
        }
        return new Claims.Shared(sessions, counters, clock);
    }

    private void tick() {
        try {
            sessions.tick(callers);
            // Endpoints that share a repository share its sweep: the first that still stands.
            Set<KeptOutcomes> swept = new HashSet<>();
            sweeps.stream().filter(s -> swept.add(s.outcomes())).forEach(s -> s.tick(callers));
        } catch (RuntimeException e) {
            LOG.error(
                    "A round of heartbeats failed; the next one follows.", e); // thrown on, it would be the last round
        }
    }

    synchronized void stop() {
        if (scheduler != null) {
            ExecutorServiceManager manager = component.getCamelContext().getExecutorServiceManager();
            ticks.cancel(false);
            manager.shutdown(scheduler);
            manager.shutdown(callers);
            scheduler = null;
            callers = null;
        }
    }

    /** What the endpoints with that repository keep; with null, nothing. */
    synchronized KeptOutcomes outcomes(OutcomeRepository repository) {
        return outcomes.computeIfAbsent(repository, r -> new KeptOutcomes(r, counters));
    }

    /** Delivers kept outcomes from now on. */
    void add(OutcomeSweep sweep) {
        sweeps.add(sweep);
    }

    void remove(OutcomeSweep sweep) {
        sweep.stop();
        sweeps.remove(sweep);
    }

    Optional<JobSession> find(String thing, String jobId, long executionNumber) {
        return sessions.find(thing, jobId, executionNumber);
    }

    OpenSessions sessions() {
        return sessions;
    }

    Counters counters() {
        return counters;
    }

    /** For tests that move time. */
    synchronized void useClock(LongSupplier monotonicNanos) {
        clock = monotonicNanos;
    }
}
