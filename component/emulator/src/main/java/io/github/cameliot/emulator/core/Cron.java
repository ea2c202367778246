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

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.function.Predicate;

/**
 * A recurring time, as in {@code cron(0 20 ? * MON *)}: minutes, hours, day of the month, month, day of the week and year,
 * in UTC.
 *
 * <p>Source: CronExpression, service model of {@code iot}: up to 256 characters. Inferred: the syntax is that of cron
 * expressions in the Amazon EventBridge user guide, and times are UTC.
 */
public final class Cron {

    private static final int LONGEST = 256;
    private static final int FIELDS = 6;
    /** Jobs are scheduled for three years at most; leap days return after four. */
    private static final int DAYS_SEARCHED = 5 * 366;

    private final BitSet minutes;
    private final BitSet hours;
    private final Predicate<LocalDate> days;
    private final BitSet months;
    private final BitSet years;

    private Cron(String[] fields) {
        minutes = CronField.MINUTES.parse(fields[0]);
        hours = CronField.HOURS.parse(fields[1]);
        days = CronDays.parse(fields[2], fields[4]);
        months = CronField.MONTHS.parse(fields[3]);
        years = CronField.YEARS.parse(fields[5]);
    }

    /** @param text the expression; null is refused */
    public static Cron parse(String text) {
        try {
            if (text != null && text.length() <= LONGEST && text.startsWith("cron(") && text.endsWith(")")) {
                String[] fields = text.substring(5, text.length() - 1).trim().split(" +");
                if (fields.length == FIELDS) {
                    return new Cron(fields);
                }
            }
        } catch (IllegalArgumentException e) {
            // Refused below, with the whole expression.
        }
        throw ServiceException.invalid(Quote.of("maintenanceWindows.startTime", text)
                + " is not possible. Write it like cron(0 20 ? * MON *)");
    }

    /** The first time after this one; null if there is none in the next five years. */
    Instant next(Instant after) {
        LocalDateTime from = LocalDateTime.ofInstant(after, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        LocalDate date = from.toLocalDate();
        for (int i = 0; i < DAYS_SEARCHED; i++) {
            if (years.get(date.getYear()) && months.get(date.getMonthValue()) && days.test(date)) {
                LocalDateTime found = onDay(date, i == 0 ? from : date.atStartOfDay());
                if (found != null) {
                    return found.toInstant(ZoneOffset.UTC);
                }
            }
            date = date.plusDays(1);
        }
        return null;
    }

    private LocalDateTime onDay(LocalDate date, LocalDateTime from) {
        for (int hour = hours.nextSetBit(from.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            int minute = minutes.nextSetBit(hour == from.getHour() ? from.getMinute() : 0);
            if (minute >= 0) {
                return date.atTime(hour, minute);
            }
        }
        return null;
    }
}
