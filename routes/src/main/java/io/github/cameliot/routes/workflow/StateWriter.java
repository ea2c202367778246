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
package io.github.cameliot.routes.workflow;

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.session.JobLostException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the state of a workflow into the status details: one update for each finished step, sent again until it is accepted. */
final class StateWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorkflow.class);

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final JobSession session;

    StateWriter(JobSession session) {
        this.session = session;
    }

    /** From now on each write of the session carries it, those of steps too. Nothing is sent. */
    void retain(WorkflowState state, StepResults results) {
        session.retain(details(state, results), details(state.handedOver(session.attempt()), results));
    }

    /**
     * Sends what is retained, and with it, as far as there is room, the details that stood there at the claim.
     *
     * @return false when the session has ended meanwhile, otherwise than by a loss
     * @throws JobLostException when the job is lost
     * @throws WorkflowFailedException when the service will never accept it
     */
    boolean send() {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                session.update(ExecutionStatus.IN_PROGRESS, JobSession.userDetails(all()), null);
                return true;
            } catch (JobLostException e) {
                throw e;
            } catch (IllegalStateException e) {
                if (session.state() == State.OPEN) {
                    throw e;
                }
                return false;
            } catch (JobsCallException e) {
                if (e.statusCode() == 400) {
                    throw new WorkflowFailedException(
                            "A step has finished, but AWS does not accept its progress report, so no further step is"
                                    + " started: " + e.getMessage(),
                            e);
                }
                LOG.warn(
                        "Cannot write the progress of {}. It is tried again in {} ms as long as the claim is valid; the"
                                + " next step waits: {}",
                        session.execution().id(),
                        pause,
                        e.getMessage());
                await(pause);
            }
        }
    }

    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(session.retainedDetails());
        session.statusDetails().forEach((key, value) -> {
            boolean isOurs = key.equals(WorkflowConstants.STATE_DETAIL) || StepResults.isKey(key);
            if (!isOurs && all.size() < StatusDetails.MOST_PAIRS - 1) {
                all.putIfAbsent(key, value);
            }
        });
        return all;
    }

    private static StatusDetails details(WorkflowState state, StepResults results) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put(WorkflowConstants.STATE_DETAIL, state.format());
        details.putAll(results.details());
        return JobSession.userDetails(details);
    }

    private static void await(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("The worker was interrupted while it wrote the progress of a job", e);
        }
    }
}
