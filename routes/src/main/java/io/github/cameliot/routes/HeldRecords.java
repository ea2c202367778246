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

import org.apache.camel.Exchange;

/** The step of a template after the call: a record that was retried is no longer retried. */
public final class HeldRecords {

    /** Unless the record was found unusable without a call, which says nothing about the service. */
    public void goOn(Exchange exchange) {
        DeadLetterReason reason = exchange.getProperty(DeadLetters.REASON, DeadLetterReason.class);
        if (reason == null || reason.isOfTheService()) {
            HeldRoutes.of(exchange.getContext()).goOn(exchange.getFromRouteId());
        }
    }
}
