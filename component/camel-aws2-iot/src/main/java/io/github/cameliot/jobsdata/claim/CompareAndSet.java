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
import io.github.cameliot.jobsdata.client.Response;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Claims, renews or ends an execution that was read before, by compare-and-set: if several workers try, one succeeds. A
 * request that reached the service twice conflicts with itself; the marker then shows that this worker made the first
 * write too.
 */
final class CompareAndSet {

    private final JobsDataClient client;

    CompareAndSet(JobsDataClient client) {
        this.client = client;
    }

    /**
     * Claims an execution that another worker had claimed, or one that is queued behind others.
     *
     * @param details the user's details, added to those of the execution
     * @return the execution after the claim, with its document; empty if another worker was first, or it has ended
     * @throws JobsCallException if it is not known which worker has it
     */
    Optional<Response<JobExecution>> take(JobExecution execution, ClaimMarker marker, Map<String, String> details) {
        Map<String, String> all = new LinkedHashMap<>(ClaimMarker.without(execution.statusDetails()));
        if (ClaimMarker.in(execution.statusDetails())
                .filter(m -> m.state() == ClaimMarker.State.released)
                .isPresent()) {
            all.remove(StatusDetails.REASON); // this is why the last worker released it, not how this run ends
        }
        all.putAll(details);
        return write(execution, marker, marker.beside(all));
    }

    /**
     * Renews a claim of this worker whose route has not started.
     *
     * @return as {@link #take}
     */
    Optional<Response<JobExecution>> renew(JobExecution execution, ClaimMarker marker) {
        return write(execution, marker, null);
    }

    private Optional<Response<JobExecution>> write(JobExecution execution, ClaimMarker marker, StatusDetails details) {
        try {
            Response<JobsDataClient.Updated> updated = client.update(
                    update(execution, ExecutionStatus.IN_PROGRESS, details), execution.jobDocument() == null);
            return Optional.of(updated.with(with(execution, updated.value())));
        } catch (JobsCallException e) {
            if (!isDecided(e)) {
                throw e;
            }
            boolean shown = e.executionState().isPresent();
            boolean ours = e.executionState()
                    .filter(s -> marker.isIn(s.statusDetails()))
                    .isPresent();
            return e.statusCode() != 409 || (shown && !ours) ? Optional.empty() : find(execution, marker);
        }
    }

    /** The execution, if it has this marker: then the write took effect, and its first response was lost. */
    private Optional<Response<JobExecution>> find(JobExecution execution, ClaimMarker marker) {
        try {
            Response<Optional<JobExecution>> found =
                    client.describe(execution.thing(), execution.jobId(), execution.executionNumber(), true);
            return found.value()
                    .filter(e -> e.status() == ExecutionStatus.IN_PROGRESS
                            && marker.isIn(e.statusDetails())
                            && e.versionNumber() != execution.versionNumber())
                    .map(e -> found.with(e));
        } catch (JobsCallException e) {
            if (isDecided(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Fails an execution without running it.
     *
     * @return false if another worker was first, or it has ended: then nothing needs to be done
     * @throws JobsCallException if the call fails for another reason
     */
    boolean fail(JobExecution execution, ClaimMarker marker, String reason) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(StatusDetails.REASON, reason);
        ClaimMarker.without(execution.statusDetails()).forEach(told::putIfAbsent);
        try {
            client.update(update(execution, ExecutionStatus.FAILED, marker.beside(told)));
            return true;
        } catch (JobsCallException e) {
            if (isDecided(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The service refused this write: another worker was first, or the execution has ended or was deleted. */
    private static boolean isDecided(JobsCallException e) {
        boolean hasEnded = e.statusCode() == 200 && e.executionState().isPresent();
        return hasEnded || e.statusCode() == 409 || e.statusCode() == 410 || e.statusCode() == 404;
    }

    private static Update update(JobExecution execution, ExecutionStatus status, StatusDetails details) {
        return new Update(
                execution.thing(),
                execution.jobId(),
                status,
                execution.executionNumber(),
                execution.versionNumber(),
                details,
                null);
    }

    private static JobExecution with(JobExecution before, JobsDataClient.Updated updated) {
        ExecutionState state = updated.state();
        return new JobExecution(
                before.thing(),
                before.jobId(),
                before.executionNumber(),
                state.versionNumber(),
                state.status(),
                state.statusDetails(),
                before.queuedAt(),
                before.startedAt(),
                before.lastUpdatedAt(),
                before.remaining(),
                before.jobDocument() == null ? updated.jobDocument() : before.jobDocument());
    }
}
