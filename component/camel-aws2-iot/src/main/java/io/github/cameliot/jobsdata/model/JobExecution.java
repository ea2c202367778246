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
package io.github.cameliot.jobsdata.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/**
 * One job on one thing, as the service returned it.
 *
 * <p>Source: JobExecution, service model 2017-09-29. The service counts time in whole epoch seconds.
 *
 * @param status its status; {@link ExecutionStatus#UNKNOWN} if it is newer than this code
 * @param statusDetails never null, empty if the service sent none; not copied, because the SDK's map never changes
 * @param startedAt null while it is queued
 * @param remaining the time left until the service times it out, null without a timeout; approximate, according to the
 *     service
 * @param versionNumber grows by one with each change of this execution
 * @param executionNumber tells the attempts of one job on one thing apart
 * @param jobDocument null if it was not requested
 */
public record JobExecution(
        String thing,
        String jobId,
        long executionNumber,
        long versionNumber,
        ExecutionStatus status,
        Map<String, String> statusDetails,
        Instant queuedAt,
        Instant startedAt,
        Instant lastUpdatedAt,
        Duration remaining,
        String jobDocument) {

    public JobExecution {
        statusDetails = statusDetails == null ? Map.of() : Collections.unmodifiableMap(statusDetails);
    }

    /** The id of this execution. */
    public ExecutionId id() {
        return new ExecutionId(thing, jobId, executionNumber);
    }

    /** All members except the document, which may be confidential and is never logged. */
    @Override
    public String toString() {
        return "JobExecution[%s on %s, execution %d, version %d, %s]"
                .formatted(jobId, thing, executionNumber, versionNumber, status);
    }
}
