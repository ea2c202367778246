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
package io.github.cameliot.routes;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/** Decides for the template {@code kafka-to-iot-jobs-report} what happens to a report that failed. */
public final class ReportFailures {

    private static final String UNANSWERED = "iot-report-unanswered";

    private final DeadLetters deadLetters = new DeadLetters();

    /**
     * Whether to retry until it succeeds. Remembers an attempt without a response: a later conflict is then most likely its
     * effect.
     */
    public boolean isWorthRetrying(Exchange exchange) {
        boolean again = refusal(exchange).meaning() == Refusal.Meaning.TRY_AGAIN;
        if (again) {
            HeldRoutes.of(exchange.getContext()).hold(exchange, failure(exchange));
        }
        if (again && failure(exchange).isAmbiguous()) {
            exchange.setProperty(UNANSWERED, true);
        }
        return again;
    }

    /** Whether to retry a few times. */
    public boolean isForbidden(Exchange exchange) {
        return refusal(exchange).meaning() == Refusal.Meaning.FORBIDDEN;
    }

    /** Sends the record to the dead-letter topic, unless the service has the same result already. */
    public void settle(Exchange exchange) {
        Refusal refusal = refusal(exchange);
        if (refusal.meaning() != Refusal.Meaning.DELIVERED) {
            deadLetters.bury(exchange, refusal.reason(), failure(exchange).getMessage());
        }
    }

    private static Refusal refusal(Exchange exchange) {
        String wanted = exchange.getMessage().getHeader(IotJobsDataConstants.UPDATE_STATUS, String.class);
        return Refusal.of(
                failure(exchange),
                ExecutionStatus.of(wanted),
                exchange.getMessage().getHeader(IotJobsDataConstants.EXPECTED_VERSION) != null,
                exchange.getProperty(UNANSWERED, false, Boolean.class));
    }

    private static JobsCallException failure(Exchange exchange) {
        return ObjectHelper.getException(JobsCallException.class, DeadLetters.caught(exchange));
    }
}
