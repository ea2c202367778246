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

import io.github.cameliot.jobsdata.claim.HandedOver;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.exchange.ExecutionHeaders;
import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code update?release=true}: releases a job that was handed over, from any process. */
public record Release(JobsDataClient client, Sessions sessions, CallValues values) implements Operation {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String thing = values.thing(message);
        StatusDetails details = values.sessionDetails(message);
        ExecutionState state = new HandedOver(client)
                .release(
                        thing,
                        values.requiredJobId(message),
                        values.executionNumber(message),
                        values.expectedVersion(message),
                        details == null ? Map.of() : details.pairs());
        ExecutionHeaders.set(message, state);
        sessions.endedOutside(thing);
    }
}
