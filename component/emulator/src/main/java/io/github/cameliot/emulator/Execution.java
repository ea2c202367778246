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

import java.time.Instant;
import java.util.Map;

/**
 * A job execution: one job on one thing. A snapshot that does not change later.
 *
 * @param jobId the job
 * @param thing the thing
 * @param status its status
 * @param statusDetails the details of the last update; never null
 * @param versionNumber 1 when queued, 2 when started, one more for each update
 * @param executionNumber 1 for the first, one more for each retry
 * @param queuedAt when it was created
 * @param startedAt when it became IN_PROGRESS; null before
 * @param lastUpdatedAt when it last changed
 */
public record Execution(
        String jobId,
        String thing,
        ExecutionStatus status,
        Map<String, String> statusDetails,
        long versionNumber,
        long executionNumber,
        Instant queuedAt,
        Instant startedAt,
        Instant lastUpdatedAt) {}
