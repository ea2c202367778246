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

import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.model.JobExecution;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import java.util.Optional;

/** Asks for the next job of a thing, as cheaply as the service allows. */
public final class Claims {

    private final JobsDataClient client;
    private final StatusDetails details;
    private final StepTimeout stepTimeout;

    /**
     * @param details sent with each claim, null for none
     * @param stepTimeout sent with each claim, null for none
     */
    public Claims(JobsDataClient client, StatusDetails details, StepTimeout stepTimeout) {
        this.client = client;
        this.details = details;
        this.stepTimeout = stepTimeout;
    }

    /**
     * The next job, started. Where nothing is expected this is one read ({@code describe $next} without the document),
     * and a write only when something is pending; right after a finished job the write alone.
     *
     * @return empty when nothing is pending
     */
    public Optional<JobSession> next(String thing, boolean expectMore) {
        if (!expectMore
                && client.describe(thing, Names.NEXT, null, false).value().isEmpty()) {
            return Optional.empty();
        }
        Optional<JobExecution> started =
                client.startNext(thing, details, stepTimeout).value();
        // The service is eventually consistent: right after a finish it may still return what has just ended.
        return started.filter(e -> !e.status().isTerminal()).map(e -> new JobSession(client, e));
    }
}
