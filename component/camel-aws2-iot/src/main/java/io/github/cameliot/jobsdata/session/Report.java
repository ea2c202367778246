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
import io.github.cameliot.jobsdata.outcome.Outcome;
import io.github.cameliot.jobsdata.rate.Priority;
import io.github.cameliot.jobsdata.session.ExecutionWriter.Write;
import java.util.Map;

/**
 * Reports the outcome of a route that has ended. If the report is not accepted, it is sent again until it is, or until
 * the lease expires. {@link ExecutionWriter#write} decides whether it was delivered or the job is lost.
 */
record Report(SessionCore core) {

    /** @param rated whether it has already passed the rate limit */
    void send(Outcome outcome, boolean rated) {
        Map<String, String> details = details(outcome);
        core.keep(outcome.status(), details);
        Write write = new Write(outcome.status(), details, core.marker(), null, Priority.REPORT);
        WriteResult result = core.write(write, rated);
        if (result instanceof WriteResult.Accepted) {
            core.reported(
                    outcome.status(),
                    outcome.reason() == null
                            ? outcome.status().name()
                            : outcome.status() + " (" + outcome.reason() + ")");
        } else if (result instanceof WriteResult.Retry retry) {
            core.context().counters().add(Counter.reportRetries);
            if (retry.cause().isAmbiguous()) {
                core.reportHasNoResponse();
            }
            core.tryAgainLater(retry.cause(), "Report " + outcome.status());
        }
    }

    private Map<String, String> details(Outcome outcome) {
        return outcome.reason() == null ? null : core.withReason(outcome.reason());
    }
}
