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

/** The longest wait between two polls, if the user has not set one. */
public final class MaxDelay {

    /** The longest wait that a user can set. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration DEFAULT = Duration.ofMinutes(1);

    private MaxDelay() {}

    /** @param delay the first wait, null for none; a default shorter than this would contradict it */
    public static Duration of(Duration delay) {
        return delay != null && delay.compareTo(DEFAULT) > 0 ? delay : DEFAULT;
    }

    /** Refuses a maxDelay that is shorter than the delay. */
    public static void refuseUnlessLonger(Duration maxDelay, Duration delay, OptionTexts texts) {
        if (maxDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException(texts.shown("maxDelay", maxDelay) + " is less than "
                    + texts.shown("delay", delay) + ". Set maxDelay to at least the delay, or leave it out.");
        }
    }
}
