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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.options.CamelDurations;
import io.github.cameliot.jobsdata.options.WholeNumbers;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Checks the values of options and headers. Each error message names the option or the header and shows a value that
 * works.
 *
 * <p>Source: CreateJobRequest and DescribeJobExecutionRequest, service model 2015-05-28.
 */
final class Values {

    private static final long MOST_MINUTES = Duration.ofDays(7).toMinutes();
    private static final int MOST_PER_MINUTE = 1000;
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private Values() {}

    /** @return whole minutes */
    static long inProgressTimeout(String name, Object value) {
        Duration duration = value instanceof Duration given
                ? given
                : CamelDurations.parse(value.toString().strip());
        boolean whole = duration.equals(Duration.ofMinutes(duration.toMinutes()));
        if (!whole || duration.toMinutes() < 1 || duration.toMinutes() > MOST_MINUTES) {
            throw new IllegalArgumentException(name + "=" + Names.shown(value.toString())
                    + " is not possible: the service counts whole minutes. Use 1m to 7d, or leave it out for "
                    + "no timeout.");
        }
        return duration.toMinutes();
    }

    static int maximumPerMinute(String name, Object value) {
        long number = WholeNumbers.parse(name, value);
        if (number < 1 || number > MOST_PER_MINUTE) {
            throw new IllegalArgumentException(name + "=" + number + " is not possible. Use 1 to " + MOST_PER_MINUTE
                    + ", or leave it out for no limit.");
        }
        return (int) number;
    }

    static Duration timeout(String name, Object value) {
        Duration duration = value instanceof Duration given
                ? given
                : CamelDurations.parse(value.toString().strip());
        refuseUnlessTimeout(name + "=" + Names.shown(value.toString()), duration);
        return duration;
    }

    /** @param shown the option or header with its value */
    static void refuseUnlessTimeout(String shown, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    shown + " is not possible. Use more than zero and up to 365d, as in 1h.");
        }
    }

    static boolean trueOrFalse(String name, Object value) {
        String text = value.toString().strip();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException(name + "=" + Names.shown(text) + " is neither true nor false.");
    }

    static TargetSelection targetSelection(String name, Object value) {
        return Arrays.stream(TargetSelection.values())
                .filter(s -> s.name().equalsIgnoreCase(value.toString().strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + "=" + Names.shown(value.toString())
                        + " is not possible. Use one of "
                        + Arrays.stream(TargetSelection.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))
                        + "."));
    }
}
