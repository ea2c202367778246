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
import java.time.Instant;

/** Something that has changed. The values are those right after the change. */
public sealed interface ServiceEvent {

    /** When it changed. */
    Instant at();

    /**
     * Another execution is the next one of a thing: the one that Describe of {@code $next} returns. An execution behind
     * it, or a change of the next one itself, does not count.
     *
     * <p>Source: "Jobs notifications", NextNotification, AWS IoT developer guide.
     *
     * @param next null if nothing is pending
     */
    record NextChanged(Instant at, String thing, ExecutionView next) implements ServiceEvent {}

    /**
     * An execution joined or left the pending executions of a thing, or was started.
     *
     * <p>Source: "Jobs notifications", ListNotification, AWS IoT developer guide.
     *
     * @param pending as in the response of GetPendingJobExecutions, but always with those in progress
     */
    record PendingChanged(Instant at, String thing, PendingExecutions pending) implements ServiceEvent {}

    /** An execution changed. */
    record ExecutionChanged(Instant at, ExecutionChange change, Execution execution) implements ServiceEvent {}

    /** A job changed. */
    record JobChanged(Instant at, JobChange change, JobView job) implements ServiceEvent {}

    /** How an execution changed. */
    enum ExecutionChange {
        QUEUED,
        /** It was started, or a report changed its details, version or timers. */
        UPDATED,
        /** Its status is terminal now. */
        ENDED,
        /** It was deleted, alone or with its job. */
        DELETED
    }

    /** How a job changed. */
    enum JobChange {
        CREATED,
        /** Its scheduled start has come. */
        STARTED,
        COMPLETED,
        CANCELLATION_IN_PROGRESS,
        /** It is canceled, and so are its executions. */
        CANCELED,
        DELETION_IN_PROGRESS,
        DELETED
    }
}
