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
 * What befalls one request.
 *
 * @param answer the fault that takes the place of the answer; null for none
 * @param next how the next execution is given; null as it is
 * @param latency how long the answer is held back
 * @param withoutDate whether the answer has no date
 */
public record Verdict(Fault answer, FaultKind next, Duration latency, boolean withoutDate) {

    public static final Verdict NONE = new Verdict(null, null, Duration.ZERO, false);

    Verdict with(Fault fault) {
        return switch (fault.kind()) {
            case LATENCY -> new Verdict(answer, next, latency.plus(fault.latency()), withoutDate);
            case NO_DATE -> new Verdict(answer, next, latency, true);
            case STALE_NEXT, FINISHED_NEXT ->
                new Verdict(answer, next == null ? fault.kind() : next, latency, withoutDate);
            case THROTTLE, UNAVAILABLE, FORBIDDEN, INVALID_CERTIFICATE, ERROR_BODY, EMPTY_BODY, RESET ->
                new Verdict(answer == null ? fault : answer, next, latency, withoutDate);
        };
    }

    /** Whether the request is to be carried out. */
    public boolean hasEffect() {
        return answer == null || answer.afterEffect();
    }
}
