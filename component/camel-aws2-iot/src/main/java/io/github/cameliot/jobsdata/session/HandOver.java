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
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.session.ExecutionWriter.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Ends a session without a report: another system now has the job, and reports its result. */
record HandOver(SessionCore core) {

    /**
     * @throws JobLostException if another worker has the execution, or it was deleted
     * @throws io.github.cameliot.jobsdata.client.JobsCallException if the service does not accept it; the session stays
     *     open
     */
    void send(Duration time, Instant until, Map<String, String> details) {
        Write write = new Write(
                ExecutionStatus.IN_PROGRESS,
                core.beside(details),
                core.marker().handed(until),
                core.options().stepTimeout() == null ? null : StepTimeout.longerThan(time),
                Priority.REPORT);
        WriteResult result = core.attempt(write, false);
        if (result instanceof WriteResult.Lost lost && lost.loss() == Loss.ended) {
            core.end(
                    State.HANDED,
                    Counter.handed,
                    "ended before it was handed over, most likely because its result was already reported");
            return;
        }
        core.apply(write, result);
        if (result instanceof WriteResult.Accepted) {
            core.end(State.HANDED, Counter.handed, "handed over until " + until);
        } else if (result instanceof WriteResult.Retry retry) {
            throw retry.cause();
        } else if (result instanceof WriteResult.Lost lost) {
            throw new JobLostException("hand over", core.execution(), lost.loss(), lost.cause());
        }
    }
}
