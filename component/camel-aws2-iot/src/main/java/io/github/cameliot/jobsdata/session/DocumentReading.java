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

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.rate.Priority;

/** Reads the job document again; each read makes AWS sign its presigned URLs anew. Writes nothing. */
record DocumentReading(SessionCore core) {

    private static final String TRIED = "read the job document";

    /**
     * @throws JobLostException if the execution has ended, or another worker has claimed it
     * @throws io.github.cameliot.jobsdata.client.JobsCallException if the service does not return it
     */
    String read() {
        JobExecution own = core.execution();
        core.options().rate().read(Priority.REPORT);
        JobExecution now = core.context()
                .client()
                .describe(own.thing(), own.jobId(), own.executionNumber(), true)
                .value()
                .orElseThrow(() -> new JobLostException(TRIED, own, Loss.ended, null));
        if (now.executionNumber() != own.executionNumber() || now.status() != ExecutionStatus.IN_PROGRESS) {
            throw new JobLostException(TRIED, own, Loss.ended, null);
        }
        boolean isTaken = ClaimMarker.in(now.statusDetails()).isPresent()
                && !core.marker().isIn(now.statusDetails());
        if (isTaken) {
            throw new JobLostException(TRIED, own, Loss.taken, null);
        }
        return now.jobDocument();
    }
}
