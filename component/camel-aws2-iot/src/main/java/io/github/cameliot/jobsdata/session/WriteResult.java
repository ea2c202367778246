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

/** The result of a write of a session. */
sealed interface WriteResult {

    /**
     * The service accepted it. The {@link ExecutionWriter} has the version and details after it.
     *
     * @param status the status of the execution after it
     */
    record Accepted(ExecutionStatus status) implements WriteResult {}

    /** The worker has lost the execution. */
    record Lost(Loss loss, JobsCallException cause) implements WriteResult {}

    /**
     * The execution has ended by an earlier report of this session whose response was lost.
     *
     * @param state the state that the service returned; null if it returned none, so this is only most likely
     */
    record AlreadyEnded(ExecutionState state, JobsCallException cause) implements WriteResult {}

    /** Not accepted, and it is not known which worker has the execution: the write can be retried. */
    record Retry(JobsCallException cause) implements WriteResult {}
}
