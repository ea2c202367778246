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
package io.github.cameliot.jobsdata.metrics;

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Durations;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters of one consumer, or of all producers. Counters and gauges read {@link Figures}; three timers are recorded. */
final class JobMeters implements Durations {

    private static final Logger LOG = LoggerFactory.getLogger(JobMeters.class);

    private static final String PREFIX = "camel.iot.jobs.";

    /** Few, because each bucket is a series of its own. A {@code MeterFilter} can add a percentile histogram. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;
    private final Tags tags;
    private final Figures figures;
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private Timer queued;
    private Timer run;
    private Timer report;

    JobMeters(MeterRegistry registry, Tags tags, Figures figures) {
        this.registry = registry;
        this.tags = tags;
        this.figures = figures;
    }

    void register() {
        counters();
        gauges();
        if (figures instanceof Figures.OfThings ofThings) {
            gaugesOfThings(ofThings);
        }
        queued = timer("queued", "Time from when a job was queued until it was first claimed");
        run = timer("run", "Time from the claim of a job until its outcome was known");
        report = timer("report", "Time from when an outcome was known until AWS had accepted it");
        figures.measure(this);
    }

    private void counters() {
        count("claims", "Jobs claimed", Tags.empty(), Counter.claimed);
        count("polls.empty", "Polls that found no job for this worker", Tags.empty(), Counter.emptyPolls);
        for (Counter outcome : List.of(
                Counter.succeeded,
                Counter.failed,
                Counter.rejected,
                Counter.released,
                Counter.handed,
                Counter.probablyReported,
                Counter.attemptsExhausted)) {
            count("outcomes", "Jobs that ended here, by outcome", Tags.of("outcome", outcome.name()), outcome);
        }
        for (Counter reason : List.of(
                Counter.taken, Counter.ended, Counter.deleted, Counter.leaseExpired, Counter.stoppedUnreported)) {
            count("lost", "Jobs that were lost while they ran", Tags.of("reason", reason.name()), reason);
        }
        count("overruns", "Jobs that ran longer than maxRunTime", Tags.empty(), Counter.overrun);
        String takeOvers = "Jobs of other workers taken over";
        count("takeovers", takeOvers, Tags.of("result", "won"), Counter.takenOver);
        count("takeovers", takeOvers, Tags.of("result", "lost"), Counter.takeOverLost);
        count("heartbeats", "Heartbeats sent", Tags.of("result", "accepted"), Counter.heartbeats);
        count("heartbeats", "Heartbeats sent", Tags.of("result", "failed"), Counter.heartbeatFailures);
        count(
                "report.retries",
                "Reports that AWS did not accept and that were tried again",
                Tags.empty(),
                Counter.reportRetries);
        count(
                "adopted",
                "Claims and updates whose response was lost and that had taken effect",
                Tags.empty(),
                Counter.adopted);
        count(
                "repository.failures",
                "Calls of the outcomeRepository that failed",
                Tags.empty(),
                Counter.outcomeRepositoryFailures);
        count(
                "repository.quarantined",
                "Kept outcomes that nobody can deliver",
                Tags.empty(),
                Counter.outcomesQuarantined);
    }

    private void gauges() {
        gauge("inflight", "Jobs whose route runs", null, figures, Figures::jobsInFlight);
        gauge("outcomes.waiting", "Outcomes that AWS has not accepted yet", null, figures, Figures::outcomesWaiting);
        gauge(
                "lease.age",
                "Time since the last acknowledged renewal, of the running job that is nearest to the end of its lease",
                "seconds",
                figures,
                f -> f.lapse().age().toNanos() / 1e9);
        gauge(
                "lease.used",
                "Used part of the lease of that job: at 1 another worker may take the job over",
                null,
                figures,
                f -> f.lapse().used());
    }

    private void gaugesOfThings(Figures.OfThings ofThings) {
        gauge("inflight.limit", "How many jobs may run at once", null, ofThings, Figures.OfThings::mostInFlight);
        gauge("things", "Things that are polled", null, ofThings, Figures.OfThings::things);
        gauge(
                "things.failing",
                "Things that could not be polled when last tried",
                null,
                ofThings,
                Figures.OfThings::thingsFailing);
        gauge(
                "things.blocked",
                "Things whose next job another worker holds",
                null,
                ofThings,
                Figures.OfThings::thingsBlocked);
        if (ofThings.isPushConnected() != null) {
            push(ofThings);
        }
    }

    private void push(Figures.OfThings ofThings) {
        gauge("push.connected", "1 while push is connected, else 0", null, ofThings, f -> f.isPushConnected() ? 1 : 0);
        String notifications = "Notifications of jobs, by what they led to";
        count("push.notifications", notifications, Tags.of("result", "woken"), Counter.thingsWoken);
        count("push.notifications", notifications, Tags.of("result", "empty"), Counter.notificationsEmpty);
        count("push.notifications", notifications, Tags.of("result", "ignored"), Counter.notificationsIgnored);
        count("push.reconnects", "Connections of push made again", Tags.empty(), Counter.pushReconnects);
    }

    private void count(String name, String description, Tags more, Counter counter) {
        meters.add(FunctionCounter.builder(PREFIX + name, figures, f -> f.count(counter))
                .description(description)
                .tags(tags.and(more))
                .register(registry));
    }

    private <F extends Figures> void gauge(
            String name, String description, String unit, F read, ToDoubleFunction<F> value) {
        meters.add(Gauge.builder(PREFIX + name, read, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry));
    }

    private Timer timer(String name, String description) {
        Timer timer = Timer.builder(PREFIX + name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .tags(tags)
                .register(registry);
        meters.add(timer);
        return timer;
    }

    @Override
    public void queued(long nanos) {
        record(queued, nanos);
    }

    @Override
    public void ran(long nanos) {
        record(run, nanos);
    }

    @Override
    public void reported(long nanos) {
        record(report, nanos);
    }

    /** A registry of the user may throw: the job goes on. */
    static void record(Timer timer, long nanos) {
        try {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        } catch (RuntimeException e) {
            LOG.debug("{} was not recorded", timer.getId(), e);
        }
    }

    void remove() {
        figures.measure(NONE);
        meters.forEach(registry::remove);
    }
}
