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

import io.github.cameliot.jobsdata.client.Answer;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.rate.RequestRate;
import io.github.cameliot.jobsdata.rate.RequestRate.Urgency;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims or ends an execution that was read before, by compare-and-set: of several workers that try, one wins. */
public final class CompareAndSet {

    private static final Logger LOG = LoggerFactory.getLogger(CompareAndSet.class);

    private final JobsDataClient client;
    private final Worker worker;
    private final RequestRate rate;
    private final Map<String, String> details;
    private final Counters counters;

    /** @param details the user's, sent with each claim */
    public CompareAndSet(
            JobsDataClient client, Worker worker, RequestRate rate, Map<String, String> details, Counters counters) {
        this.client = client;
        this.worker = worker;
        this.rate = rate;
        this.details = details;
        this.counters = counters;
    }

    /**
     * Claims what somebody else had, or what is queued behind others.
     *
     * @return the execution as it is then, with its document
     * @throws JobsCallException when another was first (see {@link #isSettled}), or the call fails
     */
    public Answer<JobExecution> take(JobExecution execution, ClaimMarker mark) {
        Map<String, String> kept = new LinkedHashMap<>(ClaimMarker.without(execution.statusDetails()));
        if (ClaimMarker.in(execution.statusDetails())
                .filter(m -> m.state() == ClaimMarker.State.released)
                .isPresent()) {
            kept.remove(JobSession.REASON); // why the last worker gave it up, not how this run ends
        }
        kept.putAll(details);
        rate.write(Urgency.CLAIM);
        Answer<JobsDataClient.Updated> updated = client.update(
                set(execution, ExecutionStatus.IN_PROGRESS, mark.beside(kept)), execution.jobDocument() == null);
        return new Answer<>(with(execution, updated.value()), updated.date());
    }

    /**
     * Fails what was claimed too often. If somebody else was first, or it has ended, there is nothing to do.
     *
     * @throws JobsCallException when the call fails otherwise
     */
    public void giveUp(JobExecution execution, int attempts) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put(
                JobSession.REASON,
                "claimed " + attempts + " times and never reported: not run again (maxAttempts=" + worker.maxAttempts()
                        + ")");
        ClaimMarker.without(execution.statusDetails()).forEach(told::putIfAbsent);
        rate.write(Urgency.CLAIM);
        try {
            client.update(
                    set(execution, ExecutionStatus.FAILED, worker.mark(attempts).beside(told)));
        } catch (JobsCallException e) {
            if (!isSettled(e)) {
                throw e;
            }
            return;
        }
        counters.add(Counter.givenUp);
        LOG.error(
                "Failed job {} on thing {} (execution {}): claimed {} times and never reported.",
                execution.jobId(),
                execution.thing(),
                execution.executionNumber(),
                attempts);
    }

    /** The service decided against this write: another was first, or the execution has ended or is gone. */
    public static boolean isSettled(JobsCallException e) {
        return e.statusCode() == 409 || e.statusCode() == 410 || e.statusCode() == 404;
    }

    private static Update set(JobExecution execution, ExecutionStatus status, StatusDetails details) {
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
