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
package io.github.cameliot.benchmarks.soak;

import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.ShiftedClock;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Runs jobs with several worker processes under faults and disruptions until every job has ended, and reports each
 * violation. The settings are system properties, see {@link Settings}.
 */
public final class Soak {

    /** How long the workers have for open jobs after the last fault: several leases. */
    private static final Duration LONGEST_END = Duration.ofMinutes(2);

    /** In a short soak, how often the clock jumps beyond the leases instead of waiting for them. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Settings settings;
    private final Deque<Disruption> disruptions;
    private final PrintStream out;
    private final ShiftedClock clock = new ShiftedClock();
    private final Ledger ledger = new Ledger(clock);
    private final Random random;
    private int created;

    Soak(Settings settings, List<Disruption> disruptions, PrintStream out) {
        this.settings = settings;
        this.disruptions = new ArrayDeque<>(disruptions);
        this.out = out;
        this.random = new Random(settings.seed() + 2);
    }

    /** Ends with exit code 1 if there is a violation. */
    public static void main(String[] args) throws Exception {
        Settings settings = Settings.ofSystem();
        Report report = new Soak(settings, Disruption.plan(settings), System.out).run();
        if (!report.isOk()) {
            System.exit(1);
        }
    }

    /** Runs the soak and prints the report. */
    Report run() throws InterruptedException {
        out.printf(
                Locale.ROOT,
                "%d things x %d jobs, %d workers, about %d s, faults %s; seed %d, logs in %s%n",
                settings.things(),
                settings.jobs(),
                settings.workers(),
                settings.length().toSeconds(),
                settings.faults() ? "on" : "off",
                settings.seed(),
                settings.folder());
        try (JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
                Fleet fleet = new Fleet(
                        settings.workers(),
                        name -> new WorkerProcess(
                                name,
                                emulator.endpoint().toString(),
                                settings,
                                message -> ledger.received(name, message)));
                ServiceObserver observer = new ServiceObserver(emulator, clock, settings.thingNames(), ledger, fleet)) {
            emulator.createThing(settings.thingNames().toArray(new String[0]));
            fleet.awaitReady();
            observer.start();
            work(emulator, new FaultInjector(emulator, clock, fleet, settings), observer);
            fleet.end();
            observer.look();
            Report report = new Report(settings, created, Calls.of(emulator.requests()), ledger.verify(), observer);
            report.print(out);
            return report;
        }
    }

    private void work(JobsEmulator emulator, FaultInjector faults, ServiceObserver observer)
            throws InterruptedException {
        long startedAt = System.nanoTime();
        int all = settings.things() * settings.jobs();
        if (settings.faults()) {
            faults.begin();
        }
        while (since(startedAt).compareTo(settings.busy()) < 0 || !disruptions.isEmpty()) {
            Duration now = since(startedAt);
            long due = Math.min(all, all * now.toMillis() / settings.busy().toMillis() + 1);
            create(emulator, due);
            while (!disruptions.isEmpty() && disruptions.peek().at().compareTo(now) <= 0) {
                out.printf(Locale.ROOT, "%6.1f s  %s%n", now.toMillis() / 1000.0, faults.inject(disruptions.remove()));
            }
            faults.endOutage(false);
            Thread.sleep(20);
        }
        create(emulator, all);
        faults.end();
        observer.look();
        long quietAt = System.nanoTime();
        long jumpedAt = quietAt;
        while (!observer.allEnded() && since(quietAt).compareTo(LONGEST_END) < 0) {
            Thread.sleep(50);
            if (settings.isShort() && since(jumpedAt).compareTo(PATIENCE) > 0) {
                jumpedAt = System.nanoTime();
                clock.advance(Settings.LEASE.multipliedBy(2));
            }
        }
        out.printf(Locale.ROOT, "%6.1f s  ended%n", since(startedAt).toMillis() / 1000.0);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void create(JobsEmulator emulator, long due) {
        for (; created < due; created++) {
            JobSpec job = JobSpec.of("job-" + (created + 1))
                    .document(Work.random(random, settings).document())
                    .things("thing-" + (created % settings.things() + 1));
            emulator.createJob(settings.faults() ? withRetries(job) : job);
        }
    }

    /** Some jobs are retried if they fail, some time out when the clock jumps. */
    private JobSpec withRetries(JobSpec job) {
        JobSpec withRetries = random.nextInt(3) == 0 ? job.retryFailed(1) : job;
        return random.nextInt(5) == 0
                ? withRetries.inProgressTimeout(Duration.ofMinutes(1)).retryTimedOut(1)
                : withRetries;
    }
}
