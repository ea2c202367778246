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
package io.github.cameliot.jobsdata.poll;

import io.github.cameliot.jobsdata.claim.ClaimResult;
import io.github.cameliot.jobsdata.claim.Claimed;
import io.github.cameliot.jobsdata.session.JobSession;

/** The user of a {@link PollLoop}: runs the jobs, and is notified of failed polls. */
public interface JobHandler {

    /** Opens the session of a claim. */
    JobSession open(Claimed claimed);

    /**
     * Runs a job. It calls {@link JobRun#begun()} as soon as the job is counted elsewhere as running, and {@link
     * JobRun#ended()}, from any thread, when the route has ended and the first report was tried. If this method throws
     * instead, the job is released.
     */
    void run(JobSession session, JobRun run) throws Exception;

    /**
     * A thing could not be polled; it is polled again.
     *
     * @param repeated whether this was called before, and no poll of this thing has succeeded since
     */
    void failed(String thing, RuntimeException failure, boolean repeated);

    /** A poll of a thing has succeeded after failures. */
    void recovered(String thing);

    /** Another worker holds the next job of a thing; called once for each claim of that worker. */
    void blocked(String thing, ClaimResult.Blocked by);
}
