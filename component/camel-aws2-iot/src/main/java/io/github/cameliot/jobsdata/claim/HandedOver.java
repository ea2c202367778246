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
 * Gives a job that was handed over back to the workers before its deadline, from any process: by compare-and-set on what
 * was read, so that neither a result nor a worker that was quicker is overwritten.
 */
public final class HandedOver {

    private final JobsDataClient client;

    public HandedOver(JobsDataClient client) {
        this.client = client;
    }

    /**
     * Releases it. The hand-over does not count as an attempt; the details that stand there stay.
     *
     * @param executionNumber null for the latest
     * @param expectedVersion null for any
     * @param details added to those that stand there, nine pairs in all with them; the given ones come first
     * @throws IllegalStateException when it is not handed over, or has another version; nothing is sent
     * @throws JobsCallException when the service does not accept it
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
                .orElseThrow(() -> new IllegalStateException("Cannot release job " + jobId + " on thing " + thing
                        + ": the service shows no such execution."));
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

    /** Whether the write took effect, and conflicted with itself when it reached the service again. */
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
        return new IllegalStateException(
                "Cannot release job " + id.jobId() + " on thing " + id.thing() + ", execution "
                        + id.executionNumber() + ": " + found
                        + ". Nothing was sent. Only a job that was handed over (update?handOver=...) is released from outside.");
    }
}
