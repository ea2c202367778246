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
package io.github.cameliot.jobsdata.session;

import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.client.Update;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One claimed job execution, and its only writer: it owns the version, so its updates run one at a time, each with
 * {@code expectedVersion} and {@code executionNumber}. A terminal update ends it; after that it refuses every update.
 */
public final class JobSession {

    /** The status detail that holds the reason of an {@link Outcome}. */
    public static final String REASON = "reason";

    private final JobsDataClient client;
    private final JobExecution execution;
    private long version;
    private Map<String, String> details;
    private ExecutionStatus status;

    JobSession(JobsDataClient client, JobExecution execution) {
        this.client = client;
        this.execution = execution;
        this.version = execution.versionNumber();
        this.details = execution.statusDetails();
        this.status = execution.status();
    }

    /** The execution as it was when it was claimed. */
    public JobExecution execution() {
        return execution;
    }

    /** Whether a terminal update was accepted. */
    public synchronized boolean isEnded() {
        return status.isTerminal();
    }

    /** The version after the last update that was accepted. */
    public synchronized long version() {
        return version;
    }

    /** Whether this is the session of that execution. */
    public boolean isOf(String thing, String jobId, long executionNumber) {
        return execution.thing().equals(thing)
                && execution.jobId().equals(jobId)
                && execution.executionNumber() == executionNumber;
    }

    /**
     * Updates the execution; a terminal status ends the session.
     *
     * @param given null leaves the details as they are, else they replace all
     * @param stepTimeout null leaves the step timer alone
     * @throws IllegalStateException after the end
     * @throws io.github.cameliot.jobsdata.client.JobsCallException when the service does not accept it
     */
    public synchronized ExecutionState update(ExecutionStatus to, StatusDetails given, StepTimeout stepTimeout) {
        if (isEnded()) {
            throw new IllegalStateException("Cannot update to " + to + " for job " + execution.jobId() + " on thing "
                    + execution.thing() + ": it was already reported " + status + " here. A job is reported once.");
        }
        ExecutionState state = client.update(new Update(
                        execution.thing(),
                        execution.jobId(),
                        to,
                        execution.executionNumber(),
                        version,
                        given,
                        stepTimeout))
                .value();
        version = state.versionNumber();
        details = state.statusDetails();
        status = state.status();
        return state;
    }

    /** Reports how the job ended. The details of earlier updates stay, the reason joins them. */
    public synchronized void finish(Outcome outcome) {
        if (outcome.isLeft() || isEnded()) {
            return;
        }
        StatusDetails report = null;
        if (outcome.reason() != null) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put(REASON, outcome.reason());
            details.forEach(all::putIfAbsent);
            report = StatusDetails.of(all);
        }
        update(outcome.status(), report, null);
    }
}
