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

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The headers of a verdict, in addition to the body. */
final class VerdictHeaders {

    private VerdictHeaders() {}

    static void set(Exchange exchange, JobVerdict verdict) {
        exchange.setProperty(IotJobsConstants.JOB_VERDICT, verdict);
        Message message = exchange.getMessage();
        message.setHeader(IotJobsConstants.JOB_ID, verdict.jobId());
        message.setHeader(IotJobsConstants.JOB_STATUS, verdict.status().name());
        message.setHeader(IotJobsConstants.VERDICT, verdict.outcome().name());
        message.setHeader(IotJobsConstants.PASSED, verdict.passed());
        message.setHeader(IotJobsConstants.SUCCEEDED, verdict.counts().succeeded());
        message.setHeader(IotJobsConstants.NOT_SUCCEEDED, verdict.counts().notSucceeded());
        message.setHeader(IotJobsConstants.TOTAL, verdict.counts().total());
        if (verdict.reason() == null) {
            message.removeHeader(IotJobsConstants.VERDICT_REASON);
        } else {
            message.setHeader(IotJobsConstants.VERDICT_REASON, verdict.reason());
        }
    }
}
