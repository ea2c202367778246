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
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * When a job starts and ends, and its maintenance windows.
 *
 * <p>Source: SchedulingConfig, service model of {@code iot}, and the AWS IoT developer guide: the start is 30 minutes
 * to a year ahead; the end is 30 minutes to two years and 30 minutes after the start. It is inferred that the minute of
 * the request counts completely.
 *
 * @param startAt null starts the job at once
 * @param endAt null for no end
 * @param endBehavior what happens at the end
 * @param windows the maintenance windows; empty for none, then the job always runs
 */
public record Schedule(Instant startAt, Instant endAt, EndBehavior endBehavior, List<MaintenanceWindow> windows) {

    public static final Schedule NONE = new Schedule(null, null, EndBehavior.STOP_ROLLOUT, List.of());

    /** The emulator's own limit. */
    private static final int MOST_WINDOWS = 10;

    private static final Duration SHORTEST = Duration.ofMinutes(30);

    /** What happens to a job at its end. Source: JobEndBehavior, service model of {@code iot}. */
    public enum EndBehavior {
        /** The job is not given to further things. */
        STOP_ROLLOUT,
        /** In addition, its queued executions are canceled. */
        CANCEL,
        /** In addition, those in progress are canceled. */
        FORCE_CANCEL
    }

    public Schedule {
        if (windows.size() > MOST_WINDOWS) {
            throw ServiceException.invalid(
                    "%d maintenanceWindows are not possible; the limit is %d".formatted(windows.size(), MOST_WINDOWS));
        }
        windows = List.copyOf(windows);
    }

    boolean hasWindows() {
        return !windows.isEmpty();
    }

    /** When the first of the windows that are open now closes; null if none is open. */
    Instant closesAt(Instant now) {
        return windows.stream()
                .map(window -> window.closesAt(now))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** When the next window opens; null if none does. */
    Instant opensAfter(Instant now) {
        return windows.stream()
                .map(window -> window.start().next(now))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The next openings of windows between the job's start and its end. */
    List<Instant> openings(Instant now, int most) {
        Instant first = startAt == null || startAt.isBefore(now) ? now : startAt.minusNanos(1);
        return Stream.iterate(opensAfter(first), Objects::nonNull, this::opensAfter)
                .takeWhile(opening -> endAt == null || opening.isBefore(endAt))
                .limit(most)
                .toList();
    }

    void check(Instant now) {
        windows.forEach(window -> checkOccurs(window, now));
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (startAt != null && (startAt.isBefore(minute.plus(SHORTEST)) || startAt.isAfter(years(now, 1)))) {
            throw ServiceException.invalid(
                    "schedulingConfig.startTime %s is not possible at %s: it must be 30 minutes to a year ahead"
                            .formatted(startAt, now));
        }
        Instant start = startAt == null ? minute : startAt;
        if (endAt != null
                && (endAt.isBefore(start.plus(SHORTEST))
                        || endAt.isAfter(years(start, 2).plus(SHORTEST)))) {
            throw ServiceException.invalid(
                    ("schedulingConfig.endTime %s is not possible: it must be 30 minutes to two years and 30 minutes "
                                    + "after the start at %s")
                            .formatted(endAt, start));
        }
    }

    private static void checkOccurs(MaintenanceWindow window, Instant now) {
        if (window.start().next(now) == null) {
            throw ServiceException.invalid(
                    "maintenanceWindows.startTime is not possible: this time does not come in the next five years");
        }
    }

    private static Instant years(Instant from, int years) {
        return from.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    }
}
