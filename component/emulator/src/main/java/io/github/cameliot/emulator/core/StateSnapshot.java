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
import java.util.List;

/**
 * Everything in an account and region, as values. Deadlines are kept as times, so timers continue where they were.
 *
 * <p>Not included: the execution that ended last on a thing, which only the faults {@code STALE_NEXT} and {@code
 * FINISHED_NEXT} return.
 *
 * @param nextSequence the next number in the order of creation
 * @param registry things, groups and templates
 * @param events which events are published
 */
public record StateSnapshot(
        long nextSequence, Registry registry, List<JobSnapshot> jobs, EventConfigurations.View events) {

    /** Nothing. */
    public static final StateSnapshot EMPTY = new StateSnapshot(
            0, new Registry(List.of(), List.of(), List.of()), List.of(), EventConfigurations.View.NONE);

    /** What exists besides jobs. */
    public record Registry(List<ThingView> things, List<GroupSnapshot> groups, List<JobTemplate> templates) {}

    /** A group and the names of its things. */
    public record GroupSnapshot(GroupView group, List<String> things) {}

    /**
     * A job.
     *
     * @param job its request and state; the counts are not used
     * @param progress how far it is
     * @param timers what it waits for
     * @param executions for each thing, the oldest first
     * @param effects what has not taken effect yet
     */
    public record JobSnapshot(
            JobView job,
            Progress progress,
            JobTimers timers,
            List<ExecutionSnapshot> executions,
            List<EffectSnapshot> effects) {}

    /**
     * How far a job is.
     *
     * @param hasStarted whether its scheduled start, if it has one, has come
     * @param areWindowsClosed whether its queued executions are hidden
     * @param isClosed whether its end time has passed
     * @param announced how many executions it will have, while they are not created
     * @param waiting the things that its rollout has not reached yet, in order
     */
    public record Progress(
            boolean hasStarted, boolean areWindowsClosed, boolean isClosed, int announced, List<String> waiting) {

        public Progress {
            announced = Math.max(announced, waiting.size());
        }
    }

    /**
     * What a job waits for, besides its end time; each is null for nothing.
     *
     * @param startAt when it starts
     * @param windowChangesAt when its maintenance windows open or close next
     * @param rolloutGoesOnAt when it reaches further things
     */
    public record JobTimers(Instant startAt, Instant windowChangesAt, Instant rolloutGoesOnAt) {}

    /**
     * An execution.
     *
     * @param execution as it is shown
     * @param sequence its number in the order of creation
     * @param deadlines its timers
     * @param origin how it came about
     * @param forceCanceled whether it was canceled by force
     */
    public record ExecutionSnapshot(
            Execution execution, long sequence, Deadlines deadlines, Origin origin, boolean forceCanceled) {}

    /** When the execution times out; null for a timer that is not running. */
    public record Deadlines(Instant inProgress, Instant step) {}

    /**
     * How an execution came about.
     *
     * @param retryAttempt 0 for the first execution, and one more for each retry
     * @param isThingGone whether its thing was deleted since; a new one may have the same name
     */
    public record Origin(int retryAttempt, boolean isThingGone) {}

    /** A {@link DelayedEffect}, with the names of the things. */
    public record EffectSnapshot(String kind, Instant at, boolean force, List<String> things) {}
}
