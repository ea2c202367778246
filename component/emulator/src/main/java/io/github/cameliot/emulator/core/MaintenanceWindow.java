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
 * A recurring time in which a job runs.
 *
 * <p>Source: MaintenanceWindow, service model of {@code iot}: 1 to 1,430 minutes.
 *
 * @param start when it opens
 * @param duration how long it is open
 */
public record MaintenanceWindow(Cron start, Duration duration) {

    private static final int LONGEST = 1_430;

    public static MaintenanceWindow of(String start, Long minutes) {
        Cron cron = Cron.parse(start);
        if (minutes == null || minutes < 1 || minutes > LONGEST) {
            throw ServiceException.invalid(
                    "maintenanceWindows.durationInMinutes %s is not possible. Use 1 to %d".formatted(minutes, LONGEST));
        }
        return new MaintenanceWindow(cron, Duration.ofMinutes(minutes));
    }

    /** When it closes if it is open now; null if it is not open. It may open again at that time. */
    Instant closesAt(Instant now) {
        Instant opened = start.next(now.minus(duration));
        return opened == null || opened.isAfter(now) ? null : opened.plus(duration);
    }
}
