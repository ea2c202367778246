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

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code getPending}: lists the executions that are queued and in progress on a thing. */
public record GetPending(JobsDataClient client, CallValues values) implements Operation {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String thing = values.thing(message);
        message.setBody(client.getPending(thing).value());
        message.setHeader(IotJobsDataConstants.THING, thing);
    }
}
