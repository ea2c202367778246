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

import io.github.cameliot.jobsdata.model.StepTimeout;
import java.time.Duration;

/** Reads a step timeout as a Camel user writes it: {@code 10m}, {@code 1h30m}, {@code PT10M}, milliseconds, or cancel. */
public final class StepTimeouts {

    private StepTimeouts() {}

    /**
     * Refuses a step timeout that would end jobs although their lease is renewed in time.
     *
     * @param name the option or header, for the error message
     * @param timeout null or cancel is never too short
     * @throws IllegalArgumentException below twice the lease and a minute
     */
    public static void refuseUnlessLongerThan(String name, StepTimeout timeout, Duration lease) {
        Duration least = lease.multipliedBy(2).plusMinutes(1);
        if (timeout != null
                && !timeout.equals(StepTimeout.CANCEL)
                && Duration.ofMinutes(timeout.minutes()).compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    name + "=" + timeout.minutes() + "m is too short for lease=" + CamelDurations.format(lease)
                            + ": the service would time out jobs although their lease is renewed in time. Use "
                            + least.plusSeconds(59).toMinutes() + "m or more, a shorter lease, or leave it out.");
        }
    }

    /**
     * @param name the option or header, for the error message
     * @param value a Duration, a StepTimeout, or text
     * @throws IllegalArgumentException for anything that is not whole minutes from 1m to 7d, or cancel
     */
    public static StepTimeout parse(String name, Object value) {
        if (value instanceof StepTimeout timeout) {
            return timeout;
        }
        if (value instanceof Duration duration) {
            return StepTimeout.of(name, duration.toString(), duration);
        }
        String text = String.valueOf(value).strip();
        if (text.equalsIgnoreCase("cancel")) {
            return StepTimeout.CANCEL;
        }
        return StepTimeout.of(name, text, CamelDurations.parse(text));
    }
}
