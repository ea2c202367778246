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
import io.github.cameliot.jobsdata.session.JobSession;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code update?handOver=...}: hands the job to another system, which reports it. */
public final class HandOver implements Operation {

    private final CallValues values;
    private final SessionOfExchange session;
    private final Duration time;

    public HandOver(Sessions sessions, CallValues values, Duration time) {
        this.values = values;
        this.session = new SessionOfExchange(sessions, values);
        this.time = time;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        JobSession found = session.find(exchange)
                .orElseThrow(() -> new IllegalStateException("Cannot hand over job " + values.jobId(message)
                        + " on thing " + message.getHeader(IotJobsDataConstants.THING)
                        + ": this exchange has no session of this job. Claim it by from(\"iot-jobs-data:startNext\") "
                        + "or by startNext with session=true."));
        found.handOver(time, values.sessionDetails(message));
    }
}
