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
package io.github.cameliot.emulator.control;

import io.github.cameliot.emulator.core.MaintenanceWindow;
import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.Schedule;
import io.github.cameliot.emulator.core.Schedule.EndBehavior;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/**
 * {@code schedulingConfig} on the wire.
 *
 * <p>Source: SchedulingConfig and MaintenanceWindow, service model of {@code iot}: date {@code YYYY-MM-DD} and time
 * {@code HH:MM}. Inferred: times without an offset are UTC; a job with an end but no behavior stops its rollout.
 */
final class SchedulingConfig {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd['T'][' ']HH:mm[:ss][.SSS][XXX]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private SchedulingConfig() {}

    static Schedule of(Body config) {
        if (config == null) {
            return Schedule.NONE;
        }
        EndBehavior behavior = config.constant("endBehavior", EndBehavior.class);
        return new Schedule(
                time(config, "startTime"),
                time(config, "endTime"),
                behavior == null ? EndBehavior.STOP_ROLLOUT : behavior,
                windows(config));
    }

    /** {@code maintenanceWindows} of a schedule or a job template. */
    static List<MaintenanceWindow> windows(Body parent) {
        return parent.objects("maintenanceWindows").stream()
                .map(window -> MaintenanceWindow.of(window.text("startTime"), window.integer("durationInMinutes")))
                .toList();
    }

    /** Refuses windows that a job could not have either. */
    static void checkWindows(Body template) {
        new Schedule(null, null, EndBehavior.STOP_ROLLOUT, windows(template));
    }

    /** The start of a maintenance window, in the form of the other times. */
    static String text(Instant time) {
        return SHOWN.format(time.atOffset(ZoneOffset.UTC));
    }

    private static Instant time(Body config, String name) {
        String text = config.text(name);
        if (text == null) {
            return null;
        }
        try {
            TemporalAccessor time = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof LocalDateTime utc
                    ? utc.toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.from(time).toInstant();
        } catch (DateTimeException e) {
            throw ServiceException.invalid(Quote.of("schedulingConfig." + name, text)
                    + " is not a time. Write it like 2026-08-31 17:30, in UTC");
        }
    }
}
