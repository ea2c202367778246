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

/** What became of a write of a session. */
sealed interface WriteResult {

    /**
     * The service has it. Version and details after it are those of the {@link ExecutionWriter}.
     *
     * @param status the execution's after it
     */
    record Accepted(ExecutionStatus status) implements WriteResult {}

    /** The execution is no longer ours. */
    record Lost(Loss loss, JobsCallException cause) implements WriteResult {}

    /**
     * The execution has ended by an earlier report of this session whose response was lost.
     *
     * @param state as the service shows it; null when it shows nothing, so that it is only most likely
     */
    record AlreadyEnded(ExecutionState state, JobsCallException cause) implements WriteResult {}

    /** Not accepted, and nothing is known about whose the execution is: it can be tried again. */
    record Retry(JobsCallException cause) implements WriteResult {}
}
