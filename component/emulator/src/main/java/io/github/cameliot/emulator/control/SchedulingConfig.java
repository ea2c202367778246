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
import java.util.regex.Pattern;

/**
 * {@code schedulingConfig} on the wire. Maintenance windows are checked and then refused: the emulator has none.
 *
 * <p>Source: SchedulingConfig and MaintenanceWindow, service model of {@code iot}: date {@code YYYY-MM-DD} and time
 * {@code HH:MM}, cron and 1 to 1,430 minutes. Inferred: times without an offset are UTC; a job with an end but no behavior
 * stops its rollout.
 */
final class SchedulingConfig {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd['T'][' ']HH:mm[:ss][.SSS][XXX]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern CRON = Pattern.compile("cron\\(\\S+( +\\S+){5}\\)");
    private static final int LONGEST_CRON = 256;
    private static final int LONGEST_WINDOW = 1_430;

    private SchedulingConfig() {}

    static Schedule of(Body config) {
        if (config == null) {
            return Schedule.NONE;
        }
        EndBehavior behavior = config.constant("endBehavior", EndBehavior.class);
        Schedule schedule = new Schedule(
                time(config, "startTime"),
                time(config, "endTime"),
                behavior == null ? EndBehavior.STOP_ROLLOUT : behavior);
        List<Body> windows = config.objects("maintenanceWindows");
        windows.forEach(SchedulingConfig::checkWindow);
        if (!windows.isEmpty()) {
            throw ServiceException.invalid(
                    "schedulingConfig.maintenanceWindows is not emulated: use startTime and endTime, or create the job without windows");
        }
        return schedule;
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

    private static void checkWindow(Body window) {
        String start = window.text("startTime");
        if (start == null
                || start.length() > LONGEST_CRON
                || !CRON.matcher(start).matches()) {
            throw ServiceException.invalid(Quote.of("schedulingConfig.maintenanceWindows.startTime", start)
                    + " is not possible. Write it like cron(0 20 ? * MON *)");
        }
        Long minutes = window.integer("durationInMinutes");
        if (minutes == null || minutes < 1 || minutes > LONGEST_WINDOW) {
            throw ServiceException.invalid(
                    "schedulingConfig.maintenanceWindows.durationInMinutes %s is not possible. Use 1 to %d"
                            .formatted(minutes, LONGEST_WINDOW));
        }
    }
}
