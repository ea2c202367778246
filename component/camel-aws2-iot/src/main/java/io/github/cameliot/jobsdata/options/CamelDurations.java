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
package io.github.cameliot.jobsdata.options;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/** Reads a duration as a Camel user writes it: {@code 10m}, {@code 1h30m}, {@code PT10M}, or milliseconds. */
public final class CamelDurations {

    private static final Pattern CAMEL = Pattern.compile("\\d+|(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?");

    private CamelDurations() {}

    /** Zero for text that cannot be read. No caller accepts zero either. */
    public static Duration parse(String text) {
        try {
            if (text.toUpperCase(Locale.ROOT).startsWith("P")) {
                return Duration.parse(text);
            }
            // Checked here, because TimeUtils ignores what it does not understand, or throws.
            return CAMEL.matcher(text).matches() ? Duration.ofMillis(TimeUtils.toMilliSeconds(text)) : Duration.ZERO;
        } catch (DateTimeParseException | ArithmeticException | IllegalArgumentException e) {
            return Duration.ZERO;
        }
    }

    /** Writes a duration in the form that {@link #parse} reads: {@code 1h30m}, {@code 500ms}, {@code -5s}. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        String text = part(duration.toDaysPart(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0" : text;
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
