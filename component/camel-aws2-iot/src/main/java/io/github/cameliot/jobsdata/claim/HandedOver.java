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
package io.github.cameliot.jobsdata.claim;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Releases a job that was handed over, before its deadline and from any process, so that a worker can claim it. It
 * writes by compare-and-set, so it does not overwrite a result or a worker that was faster.
 */
public final class HandedOver {

    private final JobsDataClient client;

    public HandedOver(JobsDataClient client) {
        this.client = client;
    }

    /**
     * Releases it. The hand-over does not count as an attempt; the existing details are kept.
     *
     * @param executionNumber null for the latest
     * @param expectedVersion null for any
     * @param details added to the existing details, nine pairs in total; the given ones come first
     * @throws IllegalStateException if it is not handed over, or has another version; nothing is sent
     * @throws JobsCallException if the service does not accept it
     */
    public ExecutionState release(
            String thing, String jobId, Long executionNumber, Long expectedVersion, Map<String, String> details) {
        JobExecution before = describe(thing, jobId, executionNumber);
        if (expectedVersion != null && expectedVersion != before.versionNumber()) {
            throw refusal(
                    before, "expected version " + expectedVersion + ", the service has " + before.versionNumber());
        }
        try {
            return write(before, details);
        } catch (JobsCallException e) {
            if (e.statusCode() != 409 || expectedVersion != null) {
                throw e;
            }
        }
        JobExecution now = describe(thing, jobId, before.executionNumber());
        return isOurs(before, now, details)
                ? new ExecutionState(now.status(), now.statusDetails(), now.versionNumber())
                : write(now, details);
    }

    private JobExecution describe(String thing, String jobId, Long executionNumber) {
        return client.describe(thing, jobId, executionNumber, false)
                .value()
                .orElseThrow(() -> new IllegalStateException(
                        "Cannot release job " + jobId + " on thing " + thing + ": the service has no such execution."));
    }

    private ExecutionState write(JobExecution execution, Map<String, String> details) {
        ClaimMarker marker = ClaimMarker.in(execution.statusDetails()).orElse(null);
        if (execution.status() != ExecutionStatus.IN_PROGRESS) {
            throw refusal(execution, "it is " + execution.status());
        }
        if (marker == null || marker.state() != ClaimMarker.State.handed) {
            throw refusal(
                    execution,
                    marker == null
                            ? "it is in progress without a claim marker"
                            : "the claim of worker " + marker.workerId() + " has the state " + marker.state());
        }
        Map<String, String> all = new LinkedHashMap<>(details);
        ClaimMarker.without(execution.statusDetails()).forEach(all::putIfAbsent);
        return client.update(new Update(
                        execution.thing(),
                        execution.jobId(),
                        ExecutionStatus.IN_PROGRESS,
                        execution.executionNumber(),
                        execution.versionNumber(),
                        marker.released(false).beside(all),
                        null))
                .value();
    }

    /** Whether the write took effect and conflicted with itself because it reached the service twice. */
    private static boolean isOurs(JobExecution before, JobExecution now, Map<String, String> details) {
        boolean isReleased = ClaimMarker.in(before.statusDetails())
                .map(m -> m.released(false).format())
                .filter(m -> m.equals(now.statusDetails().get(ClaimMarker.KEY)))
                .isPresent();
        boolean isTold = has(now, details) && !has(before, details);
        return isTold || isReleased && details.isEmpty();
    }

    private static boolean has(JobExecution execution, Map<String, String> details) {
        return execution.statusDetails().entrySet().containsAll(details.entrySet());
    }

    private static IllegalStateException refusal(JobExecution execution, String found) {
        ExecutionId id = execution.id();
        return new IllegalStateException("Cannot release job " + id.jobId() + " on thing " + id.thing() + ", execution "
                + id.executionNumber() + ": " + found
                + ". Nothing was sent. A job can be released from outside its route only if it was handed "
                + "over (update?handOver=...).");
    }
}
