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

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.session.ExecutionWriter.Write;

/**
 * Releases a job by one write, so that another worker can claim it at once. If the write is not accepted, it is sent
 * again until it is, or until the lease expires and other workers may take the job over anyway.
 */
record Release(SessionCore core) {

    /** @param rated whether it has already passed the rate limit */
    void send(String why, boolean rated) {
        Write write = new Write(
                ExecutionStatus.IN_PROGRESS,
                core.withReason(why),
                core.marker().released(core.isRouteBegun()),
                null,
                Priority.RELEASE);
        WriteResult result = core.write(write, rated);
        if (result instanceof WriteResult.Accepted) {
            core.released(why);
        } else if (result instanceof WriteResult.Retry retry) {
            core.tryAgainLater(
                    retry.cause(),
                    "Release of job " + core.execution().jobId() + " on thing "
                            + core.execution().thing());
        }
    }
}
