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
package io.github.cameliot.jobsdata.client;

import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.JobExecutionSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionResponse;

/** Converts the responses of the SDK to the values of the model. */
final class ResponseValues {

    private static final long MOST_SECONDS = Instant.MAX.getEpochSecond();

    private ResponseValues() {}

    static ExecutionState state(UpdateJobExecutionResponse response) {
        return new ExecutionState(
                ExecutionStatus.of(response.executionState().statusAsString()),
                details(response.executionState().statusDetails()),
                orZero(response.executionState().versionNumber()));
    }

    static List<JobExecutionSummary> summaries(
            List<software.amazon.awssdk.services.iotjobsdataplane.model.JobExecutionSummary> list) {
        return list.stream()
                .map(s -> new JobExecutionSummary(
                        s.jobId(),
                        orZero(s.executionNumber()),
                        orZero(s.versionNumber()),
                        instant(s.queuedAt()),
                        instant(s.startedAt()),
                        instant(s.lastUpdatedAt())))
                .toList();
    }

    /**
     * @return empty for none; an execution without a job id counts as none, because the MQTT side of AWS IoT sends it
     *     so
     */
    static Optional<JobExecution> execution(
            String thing, software.amazon.awssdk.services.iotjobsdataplane.model.JobExecution e) {
        if (e == null || e.jobId() == null) {
            return Optional.empty();
        }
        return Optional.of(new JobExecution(
                thing,
                e.jobId(),
                orZero(e.executionNumber()),
                orZero(e.versionNumber()),
                ExecutionStatus.of(e.statusAsString()),
                details(e.statusDetails()),
                instant(e.queuedAt()),
                instant(e.startedAt()),
                instant(e.lastUpdatedAt()),
                e.approximateSecondsBeforeTimedOut() == null
                        ? null
                        : Duration.ofSeconds(e.approximateSecondsBeforeTimedOut()),
                e.jobDocument()));
    }

    /**
     * The details of the service without pairs that have no value, which it never sends. The maps of the SDK never
     * change.
     */
    private static Map<String, String> details(Map<String, String> shown) {
        if (shown == null || !shown.containsValue(null)) {
            return shown;
        }
        Map<String, String> pairs = new LinkedHashMap<>(shown);
        pairs.values().removeIf(Objects::isNull);
        return pairs;
    }

    /** @return null for none, and for a number that is not a time */
    private static Instant instant(Long epochSeconds) {
        return epochSeconds == null || Math.abs(epochSeconds / 2) > MOST_SECONDS / 2
                ? null
                : Instant.ofEpochSecond(epochSeconds);
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }
}
