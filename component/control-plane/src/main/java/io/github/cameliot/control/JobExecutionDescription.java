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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A job on one thing as returned by {@code describeExecution}, also after it has ended.
 *
 * <p>Source: JobExecution, service model 2015-05-28. Times may have fractions of a second.
 *
 * @param executionNumber tells the attempts of one job on one thing apart
 * @param status {@link ExecutionStatus#UNKNOWN} if it is newer than this code
 * @param statusDetails never null, empty if the service sent none
 * @param forceCanceled whether it was cancelled while it was in progress
 * @param startedAt null while it is queued
 * @param remaining about how much time is left until the service times it out, null without a timeout
 */
public record JobExecutionDescription(
        String thing,
        String jobId,
        long executionNumber,
        long versionNumber,
        ExecutionStatus status,
        Map<String, String> statusDetails,
        boolean forceCanceled,
        Instant queuedAt,
        Instant startedAt,
        Instant lastUpdatedAt,
        Duration remaining) {

    public JobExecutionDescription {
        statusDetails = Map.copyOf(statusDetails);
    }
}
