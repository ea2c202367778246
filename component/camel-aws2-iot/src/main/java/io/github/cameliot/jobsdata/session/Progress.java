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

import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.session.ExecutionWriter.Write;
import java.util.Map;
import java.util.Optional;

/** An update made by the route: progress, or the outcome itself. */
record Progress(SessionCore core) {

    /**
     * @return the state after it; empty if the session has ended in the meantime, but not by a loss
     * @throws JobLostException if this worker has lost the execution
     * @throws JobsCallException if the service does not accept it; the session stays open
     */
    Optional<ExecutionState> send(ExecutionStatus to, Map<String, String> pairs, StepTimeout stepTimeout) {
        if (to.isTerminal()) {
            if (!core.report(new Outcome(to, null), null)) {
                return Optional.empty();
            }
            core.keep(to, pairs);
        }
        WriteResult result = core.write(new Write(to, pairs, core.marker(), stepTimeout, Priority.REPORT), false);
        if (result instanceof WriteResult.Accepted accepted) {
            if (to.isTerminal()) {
                core.reported(to, to + " (by the route)");
            }
            return Optional.of(core.shown(accepted.status()));
        } else if (result instanceof WriteResult.Lost lost) {
            throw new JobLostException("update to " + to, core.execution(), lost.loss(), lost.cause());
        } else if (result instanceof WriteResult.AlreadyEnded ended) {
            if (ended.state() == null) {
                throw new JobLostException("update to " + to, core.execution(), Loss.ended, ended.cause());
            }
            return Optional.empty();
        }
        JobsCallException refused = ((WriteResult.Retry) result).cause();
        if (to.isTerminal()) {
            core.keepNoMore();
            core.state().reopen();
        }
        throw refused;
    }
}
