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
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Why a write has no response that proves its effect. */
public enum Trouble {
    NOT_SENT,
    RESPONSE_LOST,
    UNAVAILABLE,
    UNAVAILABLE_AFTER_EFFECT,
    ERROR_BODY,
    ERROR_BODY_AFTER_EFFECT,
    EMPTY_BODY_AFTER_EFFECT,
    THROTTLED;

    /** Each trouble, at a service whose conflicts show the state of the execution and at one whose conflicts do not. */
    public static Stream<Arguments> inBothReadings() {
        return Stream.of(values()).flatMap(t -> Stream.of(true, false).map(carries -> Arguments.arguments(t, carries)));
    }

    public Fault fault() {
        return switch (this) {
            case NOT_SENT -> Fault.resetBeforeEffect();
            case RESPONSE_LOST -> Fault.resetAfterEffect();
            case UNAVAILABLE -> Fault.unavailable();
            case UNAVAILABLE_AFTER_EFFECT -> Fault.unavailable().afterTheEffect();
            case ERROR_BODY -> Fault.errorBody();
            case ERROR_BODY_AFTER_EFFECT -> Fault.errorBody().afterTheEffect();
            case EMPTY_BODY_AFTER_EFFECT -> Fault.emptyBody().afterTheEffect();
            case THROTTLED -> Fault.throttle();
        };
    }

    public boolean hasEffect() {
        return fault().afterEffect();
    }
}
