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

import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.session.ExecutionWriter.Write;

/** Renews the lease of a running job, without sending details. */
record Heartbeat(SessionCore core) {

    void send() {
        Write write = new Write(
                ExecutionStatus.IN_PROGRESS, null, core.marker(), core.options().stepTimeout(), Priority.HEARTBEAT);
        WriteResult result = core.attempt(write, true);
        if (result instanceof WriteResult.Lost lost
                && lost.loss() == Loss.clientClosed
                && core.context().outcomes().isOn()) {
            // The session is not ended yet: if the route ends within the lease, its outcome can be kept, and another
            // process delivers it.
            core.tryAgainLater(lost.cause(), "Heartbeat");
            return;
        }
        result = core.apply(write, result);
        if (result instanceof WriteResult.Accepted) {
            core.context().counters().add(Counter.heartbeats);
        } else if (result instanceof WriteResult.Retry retry) {
            core.context().counters().add(Counter.heartbeatFailures);
            core.tryAgainLater(retry.cause(), "Heartbeat");
        }
    }
}
