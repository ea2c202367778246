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

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** One field of a cron expression with numbers: {@code *}, values, ranges, steps and lists of them. */
record CronField(int least, int most, List<String> names) {

    static final CronField MINUTES = new CronField(0, 59, List.of());
    static final CronField HOURS = new CronField(0, 23, List.of());
    static final CronField DAYS_OF_MONTH = new CronField(1, 31, List.of());
    static final CronField MONTHS = new CronField(
            1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"));
    /** 1 is Sunday. */
    static final CronField DAYS_OF_WEEK = new CronField(1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

    static final CronField YEARS = new CronField(1970, 2199, List.of());

    /** The values that a text selects. @throws IllegalArgumentException if it is not possible */
    BitSet parse(String text) {
        BitSet values = new BitSet(most + 1);
        for (String item : text.split(",", -1)) {
            add(item, values);
        }
        return values;
    }

    private void add(String item, BitSet values) {
        int slash = item.indexOf('/');
        int step = slash < 0 ? 1 : number(item.substring(slash + 1));
        String range = slash < 0 ? item : item.substring(0, slash);
        int dash = range.indexOf('-');
        int from = range.equals("*") ? least : value(dash < 0 ? range : range.substring(0, dash));
        int to = dash >= 0 ? value(range.substring(dash + 1)) : range.equals("*") || slash >= 0 ? most : from;
        if (step < 1 || from > to) {
            throw new IllegalArgumentException(item);
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    /** One value: a number or a name. */
    int value(String text) {
        int name = names.indexOf(text.toUpperCase(Locale.ROOT));
        int value = name >= 0 ? name + least : number(text);
        if (value < least || value > most) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text);
    }
}
