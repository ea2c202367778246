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
package io.github.cameliot.emulator;

import io.github.cameliot.emulator.core.AbortRules;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.FailureRules;
import io.github.cameliot.emulator.core.JobDocument;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobSettings;
import io.github.cameliot.emulator.core.RetryRules;
import io.github.cameliot.emulator.core.RolloutRate;
import io.github.cameliot.emulator.core.RolloutSettings;
import io.github.cameliot.emulator.core.Schedule;
import io.github.cameliot.emulator.core.TargetSelection;
import io.github.cameliot.emulator.wire.NullMembers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Converts a {@link JobSpec} to the request of the core. */
final class JobRequests {

    private JobRequests() {}

    static JobRequest of(JobSpec spec, Arns arns) {
        List<String> targets = Stream.concat(
                        spec.targets().things().stream().map(arns::thing),
                        spec.targets().groups().stream().map(arns::group))
                .toList();
        JobDocument document = new JobDocument(spec.document(), NullMembers.dropped(spec.document()));
        return new JobRequest(spec.jobId(), targets, document, settings(spec), Schedule.NONE);
    }

    private static JobSettings settings(JobSpec spec) {
        JobSpec.Timing timing = spec.timing();
        return new JobSettings(
                new RolloutSettings(
                        spec.isContinuous() ? TargetSelection.CONTINUOUS : TargetSelection.SNAPSHOT, RolloutRate.NONE),
                timing.inProgressTimeout() == null
                        ? null
                        : timing.inProgressTimeout().toMinutes(),
                new FailureRules(retries(timing), AbortRules.NONE),
                null,
                Map.of());
    }

    private static RetryRules retries(JobSpec.Timing timing) {
        Map<ExecutionStatus, Integer> retries = new EnumMap<>(ExecutionStatus.class);
        if (timing.retriesFailed() > 0) {
            retries.put(ExecutionStatus.FAILED, timing.retriesFailed());
        }
        if (timing.retriesTimedOut() > 0) {
            retries.put(ExecutionStatus.TIMED_OUT, timing.retriesTimedOut());
        }
        return new RetryRules(retries, null);
    }
}
