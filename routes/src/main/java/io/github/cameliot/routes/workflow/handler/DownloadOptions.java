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
package io.github.cameliot.routes.workflow.handler;

import io.github.cameliot.jobsdata.options.CamelDurations;
import java.time.Duration;

/**
 * The bounds of a download.
 *
 * @param maxBytes of the file
 * @param connectTimeout of one connection
 * @param idleTimeout how long a server may send nothing
 * @param timeout of the whole download, with all attempts
 * @param retries attempts in a row that bring nothing, after the first
 */
record DownloadOptions(long maxBytes, Duration connectTimeout, Duration idleTimeout, Duration timeout, int retries) {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    DownloadOptions {
        if (maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxBytes=" + maxBytes + " is not possible. Use more than zero, as in maxBytes=1000000.");
        }
        time("connectTimeout", connectTimeout, "10s");
        time("idleTimeout", idleTimeout, "30s");
        time("timeout", timeout, "1h");
        if (retries < 0) {
            throw new IllegalArgumentException(
                    "retries=" + retries + " is not possible. Use 0 or more, as in retries=3.");
        }
    }

    /** @return the value, which is possible */
    static Duration time(String option, Duration value, String example) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(option + "=" + CamelDurations.format(value)
                    + " is not possible. Use more than zero and up to 7d, as in " + option + "=" + example + ".");
        }
        return value;
    }
}
