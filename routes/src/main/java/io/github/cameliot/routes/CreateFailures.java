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

import io.github.cameliot.control.JobConflictException;
import io.github.cameliot.jobsdata.client.JobsCallException;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

/** Decides for the template {@code kafka-to-iot-jobs-create} what happens to a command that failed. */
public final class CreateFailures {

    private final DeadLetters deadLetters = new DeadLetters();

    /**
     * Whether to retry until it succeeds: the service is unavailable or busy or does not know the
     * caller, or the job exists and cannot be read yet.
     * Creating the same job twice is safe, so attempts without a response are not remembered.
     */
    public boolean isWorthRetrying(Exchange exchange) {
        JobsCallException e = call(exchange);
        boolean again = e != null && isWorthRetrying(e);
        if (again) {
            HeldRoutes.of(exchange.getContext()).hold(exchange, e);
        }
        return again;
    }

    private static boolean isWorthRetrying(JobsCallException e) {
        return e.isAmbiguous()
                || e.statusCode() == 0
                || e.statusCode() == 429
                || e.statusCode() == 409
                || e.errorType().startsWith("Throttling")
                || CallerFault.is(e);
    }

    /** Whether to retry a few times: permissions and limits of the account (410) may be corrected. */
    public boolean isForbidden(Exchange exchange) {
        JobsCallException e = call(exchange);
        return e != null && (CallerFault.isDenial(e) || e.statusCode() == 410);
    }

    /** Sends the record to the dead-letter topic. */
    public void settle(Exchange exchange) {
        JobConflictException conflict =
                ObjectHelper.getException(JobConflictException.class, DeadLetters.caught(exchange));
        if (conflict != null) {
            deadLetters.bury(exchange, DeadLetterReason.CONTRADICTS, conflict.getMessage());
            return;
        }
        JobsCallException e = call(exchange);
        deadLetters.bury(exchange, reason(e), e.getMessage());
    }

    private static DeadLetterReason reason(JobsCallException e) {
        if (CallerFault.isDenial(e)) {
            return DeadLetterReason.FORBIDDEN;
        }
        return e.statusCode() == 404 ? DeadLetterReason.NOT_FOUND : DeadLetterReason.REFUSED;
    }

    private static JobsCallException call(Exchange exchange) {
        return ObjectHelper.getException(JobsCallException.class, DeadLetters.caught(exchange));
    }
}
