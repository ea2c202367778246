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

import io.github.cameliot.emulator.Fault;

/** How a write comes to have no answer that proves anything. */
enum Trouble {
    NOT_SENT(Fault.resetBeforeEffect()),
    ANSWER_LOST(Fault.resetAfterEffect()),
    UNAVAILABLE(Fault.unavailable()),
    UNAVAILABLE_AFTER_EFFECT(Fault.unavailable().afterTheEffect()),
    ERROR_BODY(Fault.errorBody()),
    ERROR_BODY_AFTER_EFFECT(Fault.errorBody().afterTheEffect()),
    EMPTY_BODY_AFTER_EFFECT(Fault.emptyBody().afterTheEffect()),
    THROTTLED(Fault.throttle());

    private final Fault fault;

    Trouble(Fault fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    boolean hasEffect() {
        return fault.afterEffect();
    }
}
