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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.StateSnapshot.ExecutionSnapshot;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** One execution of a job on a thing. Changed only by {@link Lifecycle}, under {@link ServiceState}'s lock. */
final class JobExecution {

    private final Job job;
    private final ThingState thing;
    private final long sequence;
    private final long number;
    private final Instant queuedAt;
    private JobExecution previous;

    ExecutionStatus status = ExecutionStatus.QUEUED;
    Map<String, String> details = Map.of();
    long version = 1;
    Instant startedAt;
    Instant lastUpdatedAt;
    Instant inProgressDeadline;
    Instant stepDeadline;
    Timers.Entry timer;
    boolean forceCanceled;
    int retryAttempt;

    JobExecution(Job job, ThingState thing, long sequence, Instant queuedAt) {
        this.job = job;
        this.thing = thing;
        this.sequence = sequence;
        this.previous = thing.find(job.id(), null);
        this.number = previous == null ? 1 : previous.number + 1;
        this.queuedAt = queuedAt;
        this.lastUpdatedAt = queuedAt;
    }

    /**
     * An execution that was saved.
     *
     * @param previous the one before it; null if it is the first
     */
    JobExecution(Job job, ThingState thing, JobExecution previous, ExecutionSnapshot saved) {
        Execution execution = saved.execution();
        this.job = job;
        this.thing = thing;
        this.sequence = saved.sequence();
        this.previous = previous != null && previous.thing == thing ? previous : null;
        this.number = execution.executionNumber();
        this.queuedAt = execution.queuedAt();
        this.status = execution.status();
        this.details = execution.statusDetails();
        this.version = execution.versionNumber();
        this.startedAt = execution.startedAt();
        this.lastUpdatedAt = execution.lastUpdatedAt();
        this.inProgressDeadline = saved.deadlines().inProgress();
        this.stepDeadline = saved.deadlines().step();
        this.forceCanceled = saved.forceCanceled();
        this.retryAttempt = saved.origin().retryAttempt();
    }

    Job job() {
        return job;
    }

    ThingState thing() {
        return thing;
    }

    long sequence() {
        return sequence;
    }

    long number() {
        return number;
    }

    ExecutionStatus status() {
        return status;
    }

    /** The previous execution of the same job on the same thing; null if this is the first. */
    JobExecution previous() {
        return previous;
    }

    /** This execution and those before it, newest first. */
    Stream<JobExecution> chain() {
        return Stream.iterate(this, e -> e != null, JobExecution::previous);
    }

    void forget(JobExecution older) {
        JobExecution e = this;
        while (e.previous != older) {
            e = e.previous;
        }
        e.previous = older.previous;
    }

    /** The deadline that comes first; null if no timer is running. */
    Instant deadline() {
        return Stream.of(inProgressDeadline, stepDeadline)
                .filter(deadline -> deadline != null)
                .min(Instant::compareTo)
                .orElse(null);
    }

    Execution snapshot() {
        return new Execution(
                job.id(), thing.name(), status, details, version, number, queuedAt, startedAt, lastUpdatedAt);
    }

    ExecutionView view(Instant now) {
        Instant deadline = deadline();
        Long secondsLeft = deadline == null ? null : Math.max(0, deadline.getEpochSecond() - now.getEpochSecond());
        return new ExecutionView(snapshot(), secondsLeft, job.document().at(now), forceCanceled, retryAttempt);
    }
}
