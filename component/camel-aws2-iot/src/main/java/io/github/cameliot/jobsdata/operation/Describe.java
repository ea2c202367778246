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

import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.exchange.ExecutionHeaders;
import io.github.cameliot.jobsdata.model.JobExecution;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code describe}: reads an execution, or the next one of a thing. */
public record Describe(JobsDataClient client, CallValues values, boolean includeJobDocument) implements Operation {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String thing = values.thing(message);
        Optional<JobExecution> found = client.describe(
                        thing, values.jobIdOrNext(message), values.executionNumber(message), includeJobDocument)
                .value();
        ExecutionHeaders.show(message, thing, found);
    }
}
