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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** A thing and its executions. Guarded by {@link ServiceState}'s lock. */
final class ThingState {

    private static final Comparator<JobExecution> BY_CREATION = Comparator.comparingLong(JobExecution::sequence);

    private final String name;
    private final String id;
    private final Map<String, JobExecution> latest = new HashMap<>();
    private final TreeSet<JobExecution> queued = new TreeSet<>(BY_CREATION);
    /** Queued executions of jobs whose maintenance windows are closed: they are not pending. */
    private final TreeSet<JobExecution> held = new TreeSet<>(BY_CREATION);

    private final TreeSet<JobExecution> inProgress = new TreeSet<>(BY_CREATION);

    private LastEnded lastEnded;

    ThingProperties properties;
    /** Raised by each update of the properties. */
    long version = 1;

    ThingState(String name, ThingProperties properties) {
        this(name, UUID.randomUUID().toString(), properties);
    }

    ThingState(String name, String id, ThingProperties properties) {
        this.name = name;
        this.id = id;
        this.properties = properties;
    }

    /** The execution that ended last, for the fault of lagging reads; null if none has ended. */
    LastEnded lastEnded() {
        return lastEnded;
    }

    void ended(ExecutionView before, JobExecution execution) {
        lastEnded = new LastEnded(before, execution);
    }

    /** An execution that has ended, and its state before its end. */
    record LastEnded(ExecutionView before, JobExecution execution) {}

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    ThingView view(Arns arns) {
        return new ThingView(name, id, arns.thing(name), properties, version);
    }

    JobExecution find(String jobId, Long executionNumber) {
        JobExecution execution = latest.get(jobId);
        while (execution != null && executionNumber != null && execution.number() != executionNumber) {
            execution = execution.previous();
        }
        return execution;
    }

    /**
     * The oldest in progress, else the oldest queued; null if nothing is pending. Source: StartNextPendingJobExecution.
     */
    JobExecution next() {
        return !inProgress.isEmpty() ? inProgress.first() : queued.isEmpty() ? null : queued.first();
    }

    int queued() {
        return queued.size();
    }

    int inProgress() {
        return inProgress.size();
    }

    /**
     * The pending executions, those in progress first.
     *
     * @param most how many in all
     * @param withInProgress whether those in progress are listed
     */
    PendingExecutions listed(int most, boolean withInProgress) {
        List<Execution> started = withInProgress ? snapshots(inProgress, most) : List.of();
        return new PendingExecutions(started, snapshots(queued, most - started.size()));
    }

    private static List<Execution> snapshots(TreeSet<JobExecution> executions, int most) {
        return executions.stream().limit(most).map(JobExecution::snapshot).toList();
    }

    /** All that are not terminal; a copy, because the caller changes them while iterating. */
    List<JobExecution> allOpen() {
        return Stream.of(inProgress, queued, held).flatMap(TreeSet::stream).toList();
    }

    /** All executions, oldest first. */
    List<JobExecution> all() {
        return latest.values().stream()
                .flatMap(JobExecution::chain)
                .sorted(BY_CREATION)
                .toList();
    }

    void add(JobExecution execution) {
        latest.put(execution.job().id(), execution);
        moved(execution);
    }

    void moved(JobExecution execution) {
        drop(execution);
        if (execution.status() == ExecutionStatus.QUEUED) {
            (execution.job().areWindowsClosed ? held : queued).add(execution);
        } else if (execution.status() == ExecutionStatus.IN_PROGRESS) {
            inProgress.add(execution);
        }
    }

    /** Removes one execution from those of its job. */
    void remove(JobExecution execution) {
        drop(execution);
        JobExecution newest = latest.get(execution.job().id());
        if (newest != execution) {
            newest.forget(execution);
        } else if (execution.previous() == null) {
            latest.remove(execution.job().id());
        } else {
            latest.put(execution.job().id(), execution.previous());
        }
    }

    void removeAllOf(Job job) {
        if (lastEnded != null && lastEnded.execution().job() == job) {
            lastEnded = null;
        }
        for (JobExecution e = latest.remove(job.id()); e != null; e = e.previous()) {
            drop(e);
        }
    }

    private void drop(JobExecution execution) {
        queued.remove(execution);
        held.remove(execution);
        inProgress.remove(execution);
    }
}
