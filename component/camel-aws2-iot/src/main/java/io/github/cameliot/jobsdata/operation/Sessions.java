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
package io.github.cameliot.jobsdata.operation;

import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.model.ExecutionId;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.session.JobSession;
import java.util.Optional;

/** The sessions that operations use. */
public interface Sessions {

    /** The open session of this execution, of any route. */
    Optional<JobSession> find(ExecutionId execution);

    /**
     * Opens a session.
     *
     * @param stepTimeout set with each heartbeat; null to keep the step timer
     */
    JobSession open(Claimed claimed, StepTimeout stepTimeout);

    /** A job of this thing was reported or released without a session: consumers poll the thing at once. */
    void endedOutside(String thing);
}
