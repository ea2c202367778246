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
package io.github.cameliot.emulator.admin;

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobStatus;
import io.github.cameliot.emulator.core.JobView;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.StateSnapshot.Deadlines;
import io.github.cameliot.emulator.core.StateSnapshot.EffectSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.ExecutionSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.JobSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.JobTimers;
import io.github.cameliot.emulator.core.StateSnapshot.Origin;
import io.github.cameliot.emulator.core.StateSnapshot.Progress;
import io.github.cameliot.emulator.wire.Body;
import java.util.List;
import java.util.Map;

/** The {@code state} of a saved job. */
final class SavedJob {

    /** As in {@code core.DelayedEffect}. */
    private enum EffectKind {
        ROLL_OUT,
        CANCEL,
        DELETE
    }

    private SavedJob() {}

    static JobSnapshot of(JobRequest request, String arn, Body state) {
        JobStatus status = Texts.needed(state, "status", JobStatus.class);
        JobView view = new JobView(
                request,
                new JobView.Identity(arn, request.targets(), Texts.number(state, "sequence", 0)),
                new JobView.State(
                        status,
                        state.bool("forceCanceled", false),
                        state.bool("isConcurrent", false),
                        state.text("reasonCode"),
                        state.text("comment")),
                new JobView.Times(
                        Texts.neededTime(state, "createdAt"),
                        Texts.neededTime(state, "lastUpdatedAt"),
                        Texts.time(state, "completedAt"),
                        List.of()),
                Map.of());
        return new JobSnapshot(
                view,
                new Progress(
                        state.bool("hasStarted", status != JobStatus.SCHEDULED),
                        state.bool("windowsClosed", false),
                        state.bool("endTimePassed", false),
                        (int) Math.min(Integer.MAX_VALUE, Texts.number(state, "announced", 0)),
                        state.list("waiting")),
                new JobTimers(
                        Texts.time(state, "startsAt"),
                        Texts.time(state, "windowChangesAt"),
                        Texts.time(state, "rolloutGoesOnAt")),
                state.objects("executions").stream()
                        .map(execution -> execution(request.jobId(), execution))
                        .toList(),
                state.objects("effects").stream().map(SavedJob::effect).toList());
    }

    private static ExecutionSnapshot execution(String jobId, Body saved) {
        Map<String, String> details = saved.texts("statusDetails");
        Execution execution = new Execution(
                jobId,
                Texts.needed(saved, "thingName", "pump-12"),
                Texts.needed(saved, "status", ExecutionStatus.class),
                details == null ? Map.of() : details,
                Texts.number(saved, "versionNumber", 1),
                Texts.number(saved, "executionNumber", 1),
                Texts.neededTime(saved, "queuedAt"),
                Texts.time(saved, "startedAt"),
                Texts.neededTime(saved, "lastUpdatedAt"));
        if (execution.status() == ExecutionStatus.IN_PROGRESS && execution.startedAt() == null) {
            throw ServiceException.invalid(saved.path() + "startedAt is missing, and the status is IN_PROGRESS");
        }
        return new ExecutionSnapshot(
                execution,
                Texts.number(saved, "sequence", 0),
                new Deadlines(Texts.time(saved, "inProgressDeadline"), Texts.time(saved, "stepDeadline")),
                new Origin((int) Texts.number(saved, "retryAttempt", 0, 0), saved.bool("thingDeleted", false)),
                saved.bool("forceCanceled", false));
    }

    private static EffectSnapshot effect(Body saved) {
        return new EffectSnapshot(
                Texts.needed(saved, "kind", EffectKind.class).name(),
                Texts.neededTime(saved, "at"),
                saved.bool("force", false),
                saved.list("things"));
    }
}
