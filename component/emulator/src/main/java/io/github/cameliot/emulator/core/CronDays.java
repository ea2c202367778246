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

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * The days that a cron expression selects by its fields for the day of the month and the day of the week, one of which is
 * {@code ?}: with {@code L} for the last day, {@code W} for the weekday nearest to a day, {@code #} for the n-th weekday of
 * a month.
 */
final class CronDays {

    private CronDays() {}

    /** @throws IllegalArgumentException if the fields are not possible */
    static Predicate<LocalDate> parse(String dayOfMonth, String dayOfWeek) {
        if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
            throw new IllegalArgumentException("one of the days needs ?, and only one");
        }
        return dayOfWeek.equals("?") ? ofMonth(dayOfMonth) : ofWeek(dayOfWeek);
    }

    private static Predicate<LocalDate> ofMonth(String text) {
        if (text.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (text.equals("LW")) {
            return date -> date.getDayOfMonth() == weekdayNear(date, date.lengthOfMonth());
        }
        if (text.endsWith("W")) {
            int day = CronField.DAYS_OF_MONTH.value(text.substring(0, text.length() - 1));
            return date -> day <= date.lengthOfMonth() && date.getDayOfMonth() == weekdayNear(date, day);
        }
        BitSet days = CronField.DAYS_OF_MONTH.parse(text);
        return date -> days.get(date.getDayOfMonth());
    }

    /** The weekday nearest to a day, in the same month. */
    private static int weekdayNear(LocalDate date, int day) {
        DayOfWeek weekday = date.withDayOfMonth(day).getDayOfWeek();
        return switch (weekday) {
            case SATURDAY -> day == 1 ? 3 : day - 1;
            case SUNDAY -> day == date.lengthOfMonth() ? day - 2 : day + 1;
            default -> day;
        };
    }

    private static Predicate<LocalDate> ofWeek(String text) {
        int hash = text.indexOf('#');
        if (hash >= 0) {
            int weekday = CronField.DAYS_OF_WEEK.value(text.substring(0, hash));
            int number = new CronField(1, 5, List.of()).value(text.substring(hash + 1));
            return date -> weekday(date) == weekday && (date.getDayOfMonth() - 1) / 7 + 1 == number;
        }
        if (text.equals("L")) {
            return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        if (text.endsWith("L")) {
            int weekday = CronField.DAYS_OF_WEEK.value(text.substring(0, text.length() - 1));
            return date -> weekday(date) == weekday
                    && date.equals(date.with(TemporalAdjusters.lastInMonth(date.getDayOfWeek())));
        }
        BitSet days = CronField.DAYS_OF_WEEK.parse(text);
        return date -> days.get(weekday(date));
    }

    /** 1 is Sunday. */
    private static int weekday(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7 + 1;
    }
}
