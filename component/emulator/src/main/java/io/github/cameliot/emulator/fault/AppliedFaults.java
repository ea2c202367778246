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
package io.github.cameliot.emulator.fault;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.FaultKind;
import java.time.Duration;

/**
 * The faults that apply to one request.
 *
 * @param replacement the fault that takes the place of the response; null for none
 * @param next the wrong execution that is returned as the next one; null for the right one
 * @param latency how long the response is delayed
 * @param withoutDate whether the response has no {@code Date} header
 */
public record AppliedFaults(Fault replacement, FaultKind next, Duration latency, boolean withoutDate) {

    public static final AppliedFaults NONE = new AppliedFaults(null, null, Duration.ZERO, false);

    AppliedFaults with(Fault fault) {
        return switch (fault.kind()) {
            case LATENCY -> new AppliedFaults(replacement, next, latency.plus(fault.latency()), withoutDate);
            case NO_DATE -> new AppliedFaults(replacement, next, latency, true);
            case STALE_NEXT, FINISHED_NEXT ->
                new AppliedFaults(replacement, next == null ? fault.kind() : next, latency, withoutDate);
            case THROTTLE, UNAVAILABLE, FORBIDDEN, INVALID_CERTIFICATE, ERROR_BODY, EMPTY_BODY, RESET, DROP ->
                new AppliedFaults(replacement == null ? fault : replacement, next, latency, withoutDate);
        };
    }

    /** Whether the operation is executed. */
    public boolean hasEffect() {
        return replacement == null || replacement.afterEffect();
    }
}
