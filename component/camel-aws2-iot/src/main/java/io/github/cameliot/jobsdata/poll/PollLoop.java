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
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls things and runs their jobs: one job in flight for each thing, up to {@code maxInFlight} in total, with a permit
 * before each poll, first come first served. {@link PollSchedule} decides when a thing is polled, {@link
 * SharedSchedule} by which thread.
 *
 * <p>States: <em>new</em> (start), <em>polling</em> (suspend, stop), <em>suspended</em> (resume, stop), <em>stopped</em>
 * (none: a consumer that starts again makes a new loop).
 */
public final class PollLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);

    private final Claims claims;
    private final PollOptions options;
    private final JobHandler handler;
    private final SharedSchedule schedule;
    private final BooleanSupplier polling;
    private final RecentFailures failures = new RecentFailures();
    private volatile long lastResponseMillis;

    /** @param factory creates the threads that poll and run jobs: at most {@code maxInFlight} at once */
    public PollLoop(Claims claims, PollOptions options, ThreadFactory factory, JobHandler handler) {
        this.claims = claims;
        this.options = options;
        this.handler = handler;
        PollSchedule own = new PollSchedule(
                options.pauses(),
                options.maxInFlight(),
                () -> ThreadLocalRandom.current().nextDouble(),
                claims::forget,
                System.nanoTime());
        this.schedule = new SharedSchedule(own, factory, options.maxInFlight(), this::poll);
        this.polling = schedule::isPolling;
    }

    /**
     * Adds and removes names. A name that is listed several times is counted as often. First polls of new things are
     * spread over the first delay. A removed thing is not polled again; if a job of it is running, the job continues to
     * its end.
     */
    public void update(Collection<String> added, Collection<String> removed) {
        schedule.change(s -> s.update(added, removed, System.nanoTime()));
    }

    /**
     * A job is expected for this thing: it is polled at once, or as soon as its current poll or job has ended.
     *
     * @return whether this loop polls the thing
     */
    public boolean pollNow(String name) {
        boolean[] listed = new boolean[1];
        schedule.change(s -> listed[0] = s.pollNow(name, System.nanoTime()));
        return listed[0];
    }

    /** Notifications may be lost: things whose next poll was put off because of them are polled within {@code maxDelay}. */
    public void notNotified() {
        schedule.change(s -> s.notNotified(System.nanoTime()));
    }

    /** No new claims from now on, not even by polls that are waiting for the rate limit; claims in progress are run. */
    public void suspend() {
        schedule.suspend();
        options.rate().recheck();
    }

    public void resume() {
        schedule.resume();
    }

    /** Ends the loop for good; running jobs continue, claims in progress are released. */
    public void stop() {
        schedule.stop();
        options.rate().recheck();
    }

    /** Makes sure that a poll that hangs does not delay others; called several times a second. */
    public void watch() {
        schedule.watch();
    }

    /** The things of this list that this loop polls. */
    public List<String> listed(Collection<String> names) {
        return schedule.find(s -> names.stream().filter(s::isListed).toList());
    }

    /** Polls in progress, which may still claim a job. */
    public int claiming() {
        return schedule.find(s -> s.permits().claiming());
    }

    /** Jobs whose route is running. */
    public int running() {
        return schedule.find(s -> s.permits().running());
    }

    /** Things that are waiting for their next poll. */
    public int waiting() {
        return schedule.find(PollSchedule::waiting);
    }

    /** Things that wait for a poll or are polled, and whose last poll did not fail; not those with a job. */
    public int working() {
        return schedule.find(PollSchedule::working);
    }

    /** All things of this loop. */
    public int things() {
        return schedule.find(PollSchedule::things);
    }

    /** Things whose last poll failed, with the reason. */
    public Map<String, RuntimeException> failing() {
        return schedule.find(PollSchedule::failing);
    }

    /** Things whose next execution is held by another worker, as last seen. */
    public Map<String, ClaimResult.Blocked> blocked() {
        return schedule.find(PollSchedule::blocked);
    }

    /** Whether it is neither suspended nor stopped. */
    public boolean isPolling() {
        return polling.getAsBoolean();
    }

    /** How many jobs may run at once. */
    public int maxInFlight() {
        return options.maxInFlight();
    }

    /** The next poll. */
    public NextPoll nextPoll() {
        return schedule.find(s -> s.nextPoll(System.nanoTime()));
    }

    /** When the service last responded to a poll, with any result; empty before the first response. */
    public Optional<Instant> lastResponse() {
        long millis = lastResponseMillis;
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Recent failed polls. */
    public List<RecentFailures.Failure> recentFailures() {
        return failures.all();
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
            lastResponseMillis = System.currentTimeMillis();
            if (schedule.find(s -> s.responded(thing))) {
                tell(() -> handler.recovered(thing.name));
            }
        }
        if (result instanceof ClaimResult.Job job) {
            run(thing, job.claimed());
        } else if (result instanceof ClaimResult.Blocked by) {
            blocked(thing, by);
        } else if (result instanceof ClaimResult.Nothing) {
            nothing(thing, null);
        } else {
            boolean expectMore = result instanceof ClaimResult.Ended;
            schedule.over(s -> s.again(thing, expectMore, System.nanoTime()));
        }
    }

    private void failed(PolledThing thing, RuntimeException e) {
        failures.add(thing.name, e, Instant.now());
        FailedPoll failed = schedule.find(s -> s.failed(thing, e, System.nanoTime()));
        if (failed.isNews()) {
            tell(() -> handler.failed(thing.name, e, failed.repeated()));
        } else {
            LOG.debug(
                    "A poll of thing {} got no response; the thing is polled again in {}",
                    thing.name,
                    failed.delay(),
                    e);
        }
        schedule.over(s -> s.over(thing, failed.delay(), System.nanoTime()));
    }

    private void blocked(PolledThing thing, ClaimResult.Blocked by) {
        if (schedule.find(s -> s.blocked(thing, by))) {
            tell(() -> handler.blocked(thing.name, by));
        }
        schedule.over(s -> s.pollLater(thing, by.left(), System.nanoTime()));
    }

    /** @param left when the thing should be polled again at the latest; null if there is no such time */
    private void nothing(PolledThing thing, Duration left) {
        schedule.over(s -> s.nothing(thing, left, System.nanoTime()));
    }

    private void run(PolledThing thing, Claimed claimed) {
        JobSession session;
        try {
            session = handler.open(claimed);
        } catch (RuntimeException | Error e) {
            LOG.error("Cannot open a session for {}; its thing is polled again.", claimed.execution(), e);
            claims.notRun(claimed);
            nothing(thing, null);
            return;
        }
        if (schedule.isStopped()) {
            session.releaseUnrun("the worker is stopping");
            nothing(thing, null);
            return;
        }
        if (session.isLost()) {
            claims.notRun(claimed);
            nothing(thing, Duration.ZERO);
            return;
        }
        schedule.change(s -> s.jobCame(thing));
        JobRun run = new JobRun(schedule, thing, session);
        try {
            handler.run(session, run);
        } catch (Exception | Error e) {
            LOG.error("The route of {} could not be run; the job is released.", claimed.execution(), e);
            session.finish(Outcome.released("its route could not be run: " + e));
            run.ended();
        }
    }

    /** A notification of the user must not cost a permit or a thing. */
    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A notification about a poll failed; polling continues.", e);
        }
    }
}
