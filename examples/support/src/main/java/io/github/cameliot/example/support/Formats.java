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
package io.github.cameliot.example.support;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Formats numbers for people, independent of the locale of the machine. */
public final class Formats {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private Formats() {}

    /** As in 10,000. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** As in 0.13 s. */
    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.2f s", time.toMillis() / 1000.0);
    }

    /** As in 1.06. */
    public static String ratio(long number, long of) {
        return String.format(Locale.ROOT, "%,.2f", of == 0 ? 0 : (double) number / of);
    }

    /** The time of day, as log lines have it. */
    public static String now() {
        return TIME.format(LocalTime.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
