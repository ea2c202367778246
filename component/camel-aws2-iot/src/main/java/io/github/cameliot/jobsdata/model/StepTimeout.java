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
package io.github.cameliot.jobsdata.model;

import java.time.Duration;

/**
 * How long the service waits for the next report before it times the execution out.
 *
 * <p>Whole minutes, 1 to 10080 (7 days); {@link #CANCEL} is sent as -1 and stops the timer. Independent of the
 * in-progress timeout of the job.
 *
 * <p>Source: UpdateJobExecutionRequest#stepTimeoutInMinutes, service model 2017-09-29.
 *
 * @param minutes as it is sent
 */
public record StepTimeout(long minutes) {

    /** Stops the step timer; possible only in an update. */
    public static final StepTimeout CANCEL = new StepTimeout(-1);

    private static final long MOST = Duration.ofDays(7).toMinutes();

    public StepTimeout {
        if (minutes != -1 && (minutes < 1 || minutes > MOST)) {
            throw new IllegalArgumentException("A step timeout of " + minutes + " minutes is not possible. Use 1 "
                    + "to " + MOST + ", or -1 to stop the timer.");
        }
    }

    /**
     * A step timeout that does not expire within this time; {@link #CANCEL} if the time is longer than the service
     * allows.
     */
    public static StepTimeout longerThan(Duration time) {
        long minutes = time.toMinutes() + 1;
        return minutes > MOST ? CANCEL : new StepTimeout(minutes);
    }

    /**
     * The step timeout of a duration in whole minutes.
     *
     * @param name the name of the option or header, for the error message
     * @param shown the duration as the user wrote it
     * @throws IllegalArgumentException unless it is whole minutes from 1 to 10080
     */
    public static StepTimeout of(String name, String shown, Duration duration) {
        boolean whole = duration.equals(Duration.ofMinutes(duration.toMinutes()));
        if (!whole || duration.toMinutes() < 1 || duration.toMinutes() > MOST) {
            throw new IllegalArgumentException(
                    name + "=" + Names.line(shown) + " is not possible: the service counts whole minutes."
                            + " Use 1m to 7d, cancel to stop the timer (update only), or leave it out for no step "
                            + "timer.");
        }
        return new StepTimeout(duration.toMinutes());
    }
}
