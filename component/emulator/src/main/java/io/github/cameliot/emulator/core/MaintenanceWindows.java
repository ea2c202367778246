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

import java.time.Instant;

/**
 * Interrupts jobs while their maintenance windows are closed.
 *
 * <p>Source: AWS IoT developer guide, "Jobs and job execution states" and "Job executions limits": a job starts with its next
 * maintenance window; executions of SCHEDULED jobs are not pending. Inferred: outside of its windows a job that has
 * started is SCHEDULED again, its queued executions wait, and those in progress go on.
 */
final class MaintenanceWindows {

    private final ServiceState serviceState;
    private final Lifecycle lifecycle;
    private final Rollout rollout;

    MaintenanceWindows(ServiceState serviceState, Lifecycle lifecycle, Rollout rollout) {
        this.serviceState = serviceState;
        this.lifecycle = lifecycle;
        this.rollout = rollout;
    }

    /** Opens or closes a running job as its windows are now, and schedules the next change. */
    void update(Job job, Instant now) {
        Schedule schedule = job.schedule();
        if (!schedule.hasWindows() || !job.isRunning()) {
            return;
        }
        Instant closesAt = schedule.closesAt(now);
        Instant changesAt = closesAt == null ? schedule.opensAfter(now) : closesAt;
        scheduleUpdate(job, changesAt);
        JobStatus status = closesAt == null ? JobStatus.SCHEDULED : JobStatus.IN_PROGRESS;
        if (job.status != status) {
            job.status = status;
            job.areWindowsClosed = closesAt == null;
            job.lastUpdatedAt = now;
            lifecycle.windowChanged(job);
            rollout.next(job, now);
        }
    }

    /** Updates a job at this time; null for never. */
    void scheduleUpdate(Job job, Instant at) {
        job.window = at == null ? null : serviceState.timers.at(at, due -> update(job, due));
    }
}
