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
package io.github.cameliot.emulator;

import io.github.cameliot.emulator.admin.ClockControl;
import io.github.cameliot.emulator.core.ServiceException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Moves the emulator's clock if that is possible.
 *
 * @param moved called after a move
 */
record MovableClock(Clock clock, Runnable moved) implements ClockControl {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST =
            Instant.EPOCH.atOffset(ZoneOffset.UTC).withYear(9000).toInstant();

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void advance(Duration by) {
        if (!isPossible(by)) {
            throw ServiceException.invalid(
                    "The clock cannot move by %s: it stays between the years 1970 and 9000".formatted(by));
        }
        if (clock instanceof ManualClock manual) {
            manual.advance(by);
        } else if (clock instanceof ShiftedClock shifted) {
            shifted.advance(by);
        } else {
            throw ServiceException.invalid("The emulator was started with a clock of its own, which cannot be moved");
        }
        moved.run();
    }

    @Override
    public void reset() {
        if (clock instanceof ShiftedClock shifted) {
            shifted.reset();
        }
    }

    private boolean isPossible(Duration by) {
        try {
            Instant then = now().plus(by);
            return then.isAfter(EARLIEST) && then.isBefore(LATEST);
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
