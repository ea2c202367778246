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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.StateSnapshot.JobSnapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A job and the latest execution on each of its things. Guarded by {@link ServiceState}'s lock. */
final class Job {

    /** Source: ScheduledJobRollout, service model of {@code iot}. */
    private static final int LISTED_OPENINGS = 7;

    private final Targets targets;
    private final long sequence;
    private final Instant createdAt;
    private final NavigableMap<String, JobExecution> latest = new TreeMap<>();
    private final StatusCounts counts = new StatusCounts();

    /** Things that its rollout has not reached yet. */
    Deque<ThingState> waiting = new ArrayDeque<>(1);

    JobRequest request;
    JobStatus status = JobStatus.IN_PROGRESS;
    /** Whether its scheduled start, if it has one, has come. */
    boolean hasStarted;

    /** Whether its queued executions are hidden from their things; also after it was canceled in this time. */
    boolean areWindowsClosed;

    boolean forceCanceled;
    String reasonCode;
    String comment;
    Instant lastUpdatedAt;
    Instant completedAt;
    /** Whether its creation or cancellation has not taken effect on its executions yet. */
    boolean rollingOut;
    /** Whether its end time has passed: it is not given to further things. */
    boolean isClosed;
    /** How many executions it will have, until they are created. */
    int announced;
    /** Its scheduled start; null if there is none, or if it has passed. */
    Timers.Entry start;
    /** Its scheduled end; null for none. */
    Timers.Entry end;
    /** When its maintenance windows open or close next; null if it has none. */
    Timers.Entry window;
    /** When its rollout goes on; null if it has reached all things, or is interrupted. */
    Timers.Entry rolloutTimer;
    /** Effects on its executions that a delay has put off. */
    final List<DelayedEffect> effects = new ArrayList<>();

    Job(JobRequest request, List<Arns.Target> targets, long sequence, Instant createdAt) {
        this.request = request;
        this.targets = new Targets(targets);
        this.sequence = sequence;
        this.createdAt = createdAt;
        this.lastUpdatedAt = createdAt;
    }

    /** Takes over the state of a job that was saved, without its executions and timers. */
    void restore(JobSnapshot saved) {
        JobView.State state = saved.job().state();
        JobView.Times times = saved.job().times();
        status = state.status();
        forceCanceled = state.forceCanceled();
        rollingOut = state.isConcurrent();
        reasonCode = state.reasonCode();
        comment = state.comment();
        lastUpdatedAt = times.lastUpdatedAt();
        completedAt = times.completedAt();
        hasStarted = saved.progress().hasStarted();
        areWindowsClosed = saved.progress().areWindowsClosed();
        isClosed = saved.progress().isClosed();
        announced = saved.progress().announced();
    }

    String id() {
        return request.jobId();
    }

    JobDocument document() {
        return request.document();
    }

    Schedule schedule() {
        return request.schedule();
    }

    JobSettings settings() {
        return request.settings();
    }

    Targets targets() {
        return targets;
    }

    long sequence() {
        return sequence;
    }

    /** Whether it has started and not ended: also while its maintenance windows are closed. */
    boolean isRunning() {
        return status == JobStatus.IN_PROGRESS || isPaused();
    }

    /** Whether it has started and waits for its next maintenance window. */
    boolean isPaused() {
        return status == JobStatus.SCHEDULED && hasStarted;
    }

    /** How many things it may reach in the next minute. */
    int ratePerMinute() {
        return settings().rollout().rate().perMinute(latest.size(), counts.of(ExecutionStatus.SUCCEEDED));
    }

    /** Whether it has started, and a delay puts off that it reaches its things. */
    boolean isRolloutDelayed() {
        return effects.stream().anyMatch(effect -> effect.kind() == DelayedEffect.Kind.ROLL_OUT);
    }

    boolean isContinuous() {
        return settings().selection() == TargetSelection.CONTINUOUS;
    }

    /** Whether things that join its groups later also get it. */
    boolean isOpen() {
        return isContinuous() && !isClosed;
    }

    boolean isFor(GroupState group) {
        return isForGroup(group.name());
    }

    boolean isForGroup(String group) {
        return targets.hasGroup(group);
    }

    Collection<JobExecution> executions() {
        return latest.values();
    }

    /** All its executions, by the name of the thing, starting at a name; newest first for each thing. */
    Stream<JobExecution> executionsFrom(String thing) {
        return latest.tailMap(thing, true).values().stream().flatMap(JobExecution::chain);
    }

    JobExecution latestOn(String thing) {
        return latest.get(thing);
    }

    void add(JobExecution execution) {
        JobExecution before = latest.put(execution.thing().name(), execution);
        if (before != null) {
            counts.remove(before.status());
        }
        counts.add(execution.status());
    }

    /** Updates the counts when the latest execution of a thing changes; older ones do not count. */
    void moved(JobExecution execution, ExecutionStatus from) {
        if (latest.get(execution.thing().name()) == execution) {
            counts.remove(from);
            counts.add(execution.status());
        }
    }

    void remove(JobExecution execution) {
        if (latest.get(execution.thing().name()) != execution) {
            return;
        }
        counts.remove(execution.status());
        latest.remove(execution.thing().name());
        JobExecution older = execution.previous();
        if (older != null) {
            latest.put(older.thing().name(), older);
            counts.add(older.status());
        }
    }

    boolean hasPending() {
        return rollingOut || counts.has(ExecutionStatus.QUEUED) || counts.has(ExecutionStatus.IN_PROGRESS);
    }

    boolean isToBeAborted(boolean countsNotified) {
        return settings().failures().abort().abort(counts.copy(), latest.size(), countsNotified);
    }

    JobView view(Arns arns, Instant now) {
        return new JobView(
                request,
                new JobView.Identity(
                        arns.job(id()),
                        targets.all().stream().map(Arns.Target::arn).toList(),
                        sequence),
                new JobView.State(status, forceCanceled, rollingOut, reasonCode, comment),
                new JobView.Times(createdAt, lastUpdatedAt, completedAt, openings(now)),
                counts.copy());
    }

    private List<Instant> openings(Instant now) {
        return schedule().hasWindows() && (isRunning() || status == JobStatus.SCHEDULED)
                ? schedule().openings(now, LISTED_OPENINGS)
                : List.of();
    }
}
