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
package io.github.cameliot.emulator.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Both timers count whole minutes, 1 to 10080.
 *
 * <p>Source: StepTimeoutInMinutes and InProgressTimeoutInMinutes in the service models' texts.
 */
final class Minutes {

    private static final int LONGEST = 10_080;

    private Minutes() {}

    static void check(String name, Number minutes) {
        if (minutes != null && (minutes.longValue() < 1 || minutes.longValue() > LONGEST)) {
            throw ServiceException.invalid("%s %s is not possible. Use 1 to %d".formatted(name, minutes, LONGEST));
        }
    }

    static Instant after(Instant start, Number minutes) {
        return minutes == null ? null : start.plus(Duration.ofMinutes(minutes.longValue()));
    }
}
