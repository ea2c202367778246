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
package io.github.cameliot.jobsdata.hang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings by which no lease can be held are refused, or warned of, when a consumer starts. */
@ExtendWith(SideBySide.class)
class SettingsTest {

    @Test
    void aRateBelowTheHeartbeatsOfAllJobsIsToldWithARateThatWorks() throws Exception {
        String told = toldOnStart("unheld-1", "maxInFlight=60&maxRequestsPerSecond=2");

        assertThat(figure("maxRequestsPerSecond=(\\d+)", told))
                .as("a rate for 60 heartbeats in 5 s, in: %s", told)
                .isGreaterThanOrEqualTo(12);
    }

    @Test
    void anAttemptTimeoutThatIsNotBelowTheLeaseIsToldWithOneThatWorks() throws Exception {
        String told = toldOnStart("unheld-2", "apiCallAttemptTimeout=20s");

        assertThat(figure("apiCallAttemptTimeout=(\\d+)s", told.replace("apiCallAttemptTimeout=20s", "")))
                .as("a timeout below a lease of 15 s, in: %s", told)
                .isBetween(1L, 14L);
    }

    /** The warnings about these options, or the refusal. */
    private static String toldOnStart(String thing, String options) throws Exception {
        String option = options.substring(options.lastIndexOf('&') + 1, options.lastIndexOf('='));
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            try {
                bed.worker().work(thing, options, exchange -> {});
            } catch (Exception e) {
                StringBuilder refusal = new StringBuilder();
                for (Throwable t = e; t != null; t = t.getCause()) {
                    refusal.append(t.getMessage()).append('\n');
                }
                return refusal.toString();
            }
            return String.join("\n", logs.with(option, "lease"));
        }
    }

    private static long figure(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        long largest = 0;
        while (matcher.find()) {
            largest = Math.max(largest, Long.parseLong(matcher.group(1)));
        }
        return largest;
    }
}
