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
package io.github.cameliot.emulator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;

/**
 * Creates the executions of a job on its things: all at once, or as many a minute as its rollout rate allows.
 *
 * <p>Inferred: the things of the first minute get their executions at once, those of each following minute at its start;
 * nothing is rolled out while the job's maintenance windows are closed. The order is that of the targets, in a group by
 * name.
 */
final class Rollout {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;
    private final Enrolment enrolment;

    Rollout(ServiceState serviceState, Lifecycle lifecycle, Enrolment enrolment) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
        this.enrolment = enrolment;
    }

    /** Reserves the storage for executions that {@link #start} will create. */
    void announce(Job job, int executions) {
        serviceState.storage.withdraw(job.announced);
        job.announced = executions;
        serviceState.storage.announce(executions);
    }

    void start(Job job, Collection<ThingState> things, Instant now) {
        if (!job.isRunning() || !job.rollingOut) {
            return; // ended in the meantime
        }
        announce(job, things.size());
        job.waiting = new ArrayDeque<>(things);
        next(job, now);
    }

    /** Goes on, if the job has things left and its maintenance windows are open. */
    void next(Job job, Instant now) {
        serviceState.timers.cancel(job.rolloutTimer);
        job.rolloutTimer = null;
        if (!job.rollingOut || job.status != JobStatus.IN_PROGRESS || job.isRolloutDelayed()) {
            return;
        }
        int left = job.ratePerMinute();
        while (left > 0 && !job.waiting.isEmpty()) {
            ThingState thing = job.waiting.poll();
            announce(job, job.announced - 1);
            if (enrolment.isDue(job, thing)) {
                lifecycle.queue(job, thing, now);
                left--;
            }
        }
        if (job.waiting.isEmpty()) {
            stop(job);
            lifecycle.completeIfDone(job, now);
        } else {
            scheduleNext(job, now.plus(MINUTE));
        }
        lifecycle.abortIfRequired(job, now);
    }

    /** Lets it go on at this time; null for never. */
    void scheduleNext(Job job, Instant at) {
        job.rolloutTimer = at == null ? null : serviceState.timers.at(at, due -> next(job, due));
    }

    /** The job reaches no further things. */
    void stop(Job job) {
        serviceState.timers.cancel(job.rolloutTimer);
        job.rolloutTimer = null;
        job.waiting = new ArrayDeque<>(1);
        announce(job, 0);
        job.rollingOut = false;
    }
}
