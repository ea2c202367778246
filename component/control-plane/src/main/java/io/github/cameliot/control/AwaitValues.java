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
package io.github.cameliot.control;

import io.github.cameliot.control.await.WaitTerms;
import io.github.cameliot.jobsdata.options.HeaderOrOption;
import io.github.cameliot.jobsdata.poll.PollBackoff;
import java.time.Duration;
import org.apache.camel.Message;

/** The settings of the wait of one exchange, from the headers of its message, else from the options. */
final class AwaitValues {

    private final HeaderOrOption values;
    private final CallValues call;
    private final IotJobsConfiguration options;
    private final PollBackoff backoff;
    private final ExecutionReader.Wanted executions;

    AwaitValues(IotJobsEndpoint endpoint) {
        this.values = new HeaderOrOption("iot-jobs:" + endpoint.getOperation());
        this.call = new CallValues(endpoint);
        this.options = endpoint.getConfiguration();
        this.backoff = new PollBackoff(options.getDelay(), options.getMaxDelay());
        this.executions = options.getMaxExecutions() == 0
                ? null
                : new ExecutionReader.Wanted(options.getMaxExecutions(), options.isIncludeDetails());
    }

    AwaitTerms terms(Message message) {
        Duration timeout =
                values.orNull(message, IotJobsConstants.TIMEOUT, "timeout", options.getTimeout(), Values::timeout);
        return new AwaitTerms(
                call.jobId(message),
                new Verdicts(call.maxFailed(message), options.isFailFast()),
                new WaitTerms(timeout, backoff),
                options.isMustExist(),
                executions);
    }
}
