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
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A job as returned by the service.
 *
 * @param request the request that created it
 * @param identity its identity
 * @param state its status
 * @param times its times
 * @param counts things by the status of their latest execution; inferred: AWS does not say how a retried thing counts
 */
public record JobView(
        JobRequest request, Identity identity, State state, Times times, Map<ExecutionStatus, Integer> counts) {

    public record Identity(String arn, List<String> targets, long sequence) {}

    public record State(
            JobStatus status, boolean forceCanceled, boolean isConcurrent, String reasonCode, String comment) {}

    /** @param openings when the next maintenance windows open */
    public record Times(Instant createdAt, Instant lastUpdatedAt, Instant completedAt, List<Instant> openings) {}

    public int count(ExecutionStatus status) {
        return counts.getOrDefault(status, 0);
    }
}
